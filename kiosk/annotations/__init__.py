"""What a person writes on the pages, for himself: kept and merged on the server."""
