"""The languages of screens and e-mails."""

from pathlib import Path

# Code and own name.
LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
# Vietnamese is what the code says; the others are catalogues here.
TRANSLATIONS = Path(__file__).with_name("translations")
