"""Proof that it arrived: whom the page has reached, by name and seat, and whom not."""
