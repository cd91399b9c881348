"""Each reader's name across the pages of marked papers, drawn in the worker process."""
