"""Lists of units and tasks from files: uploaded, read by the worker, recognised."""
