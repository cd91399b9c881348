"""Answering browsers: guards, errors, templating. Knows Flask; nothing of papers."""
