"""Checks before a meeting: installation, documents, devices and sites.

A check is a function in the lists of `checklist.py`. It returns what it found and what
to do about it.
"""
