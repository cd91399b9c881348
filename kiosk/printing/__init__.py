"""The paper fallback: the whole meeting as one PDF to print."""
