"""Webhooks: committed events, signed and posted to addresses of the administrator."""
