"""Check, rewrite and convert Office files. Runs in the sandbox, except `conversion`."""
