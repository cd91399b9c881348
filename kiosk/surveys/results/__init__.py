"""Results of surveys: counted by the worker, shown, cross-tabulated, exported."""
