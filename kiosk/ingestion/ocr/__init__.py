"""Recognise text on scanned pages with Tesseract."""
