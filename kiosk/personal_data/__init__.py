"""What the product holds about one person: exported and erased by an administrator."""
