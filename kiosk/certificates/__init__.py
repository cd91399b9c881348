"""TLS certificates for an internal network: issue, validate, store, distribute."""
