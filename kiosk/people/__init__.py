"""The list of delegates as a file: read in, looked through, taken over, given out."""
