"""Changes of consultations."""
