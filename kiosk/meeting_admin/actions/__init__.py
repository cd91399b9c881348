"""The secretariat's deeds that touch several subjects at once."""
