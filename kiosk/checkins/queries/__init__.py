"""Queries of check-in for gates, the welcome desk and the chair."""
