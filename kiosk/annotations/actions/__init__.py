"""What changes notes: merging what tablets send, and erasing."""
