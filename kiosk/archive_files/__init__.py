"""Archive files: a scanned document as a searchable PDF/A with its provenance."""
