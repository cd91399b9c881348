"""Demo conference with invented people, texts and documents.

Titles and running headers carry "DEMO".
"""
