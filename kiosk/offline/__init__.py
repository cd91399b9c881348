"""Papers on the tablets: what they may keep, when they load it, what they hold.

May not know how a screen is put together, nor decide who may read a paper.
"""
