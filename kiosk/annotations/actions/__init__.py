"""Actions on notes: merge, share and erase."""
