"""Persistence: database, unit of work, journal, files, jobs. Knows no subject."""
