"""Staff who sign in with a name and a password, and every sign-in there is."""
