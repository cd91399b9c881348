"""Status of all sites: connection, readiness, people and documents; records outages."""
