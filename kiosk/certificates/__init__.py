"""Certificates for https in a house's own network: made, checked, kept, handed out."""
