"""The attendance lists, of a site and of the meeting, on paper and as a sheet."""
