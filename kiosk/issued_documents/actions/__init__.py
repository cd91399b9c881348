"""Changes of issued documents."""
