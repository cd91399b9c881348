"""The demo conference: our own text, people, papers. Nothing in it is real.

Everything says so by itself: titles and running headers carry "DEMO".
"""
