"""The HTTP edge: requests, errors, headers, templates. Knows Flask but no subject."""
