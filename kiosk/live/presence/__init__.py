"""Track which tablet shows which page: leases renewed by reports and pongs, in memory.

Knows numbers and ids only; other packages know documents and people.
"""
