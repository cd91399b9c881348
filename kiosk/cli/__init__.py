"""Commands for the keeper of the server. The only folder that prints."""
