"""Offline documents: what tablets may cache, when they load it, what they hold.

Must not know how screens are built, nor decide who may read a document.
"""
