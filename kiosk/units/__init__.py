"""Units (đơn vị) of the organisation: names, e-mail, accounts, personal links."""
