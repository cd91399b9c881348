"""Staff accounts with passwords, and all sign-ins, of staff and of badges."""
