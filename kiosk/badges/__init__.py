"""Delegates' badges (secrets printed as QR codes) and signing in with them."""
