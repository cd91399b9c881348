"""Invitations by e-mail, with the personal QR code, and what the invited answer."""
