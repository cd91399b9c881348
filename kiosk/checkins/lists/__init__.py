"""The attendance list of a site, on paper and as a sheet (DOMAIN 1.4 E)."""
