"""Printed handouts: badges, invitations, lists of the welcome desk, PIN slips."""
