"""The languages of screens and e-mails."""

# Code and own name.
LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
