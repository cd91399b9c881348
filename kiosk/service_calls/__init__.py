"""Service calls: help, a technician or water, called from a seat to a desk."""
