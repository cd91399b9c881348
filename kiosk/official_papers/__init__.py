"""Official papers: minutes, notices and lists in the form of the Party or the State."""
