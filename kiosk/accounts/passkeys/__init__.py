"""Passkeys (WebAuthn) as a second factor of staff accounts."""
