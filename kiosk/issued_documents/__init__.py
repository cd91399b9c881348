"""Documents that the office issues: the register, sending to units, receipts."""
