"""The archive of a meeting: one ZIP to read without the product, and to import."""
