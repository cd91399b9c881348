"""Documents of meetings: files, versions, publication, access to their pages."""
