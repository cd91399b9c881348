"""What a person writes on the pages, for himself: kept, merged, carried, shared."""
