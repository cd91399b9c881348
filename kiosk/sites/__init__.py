"""Sites (điểm cầu): the connected venues of a meeting."""
