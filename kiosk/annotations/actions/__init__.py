"""What changes notes: merging what tablets send, erasing, carrying, sharing."""
