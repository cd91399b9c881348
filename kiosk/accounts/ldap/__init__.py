"""Checking a password by the organisation's LDAP directory."""
