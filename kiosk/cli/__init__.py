"""Commands for the operator of the server. The only package that prints."""
