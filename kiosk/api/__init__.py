"""REST interface for other systems: tokens, scopes, one table of routes, OpenAPI."""
