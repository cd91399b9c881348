"""Which tablet shows what, now: a lease renewed by reports and pongs, never stored.

Knows numbers and ids only. What a page is, and who sits before a tablet, others say.
"""
