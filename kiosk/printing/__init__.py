"""Printed fallback: the whole meeting as one PDF."""
