"""Whether all is ready before the meeting: checks of context and room, in words.

A check is one function in the list of `checklist.py`. It says what it found and, where
that is not good, what to do about it.
"""
