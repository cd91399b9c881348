"""Filters of notices' templates: labels and dates in the language of the notice."""

import datetime as dt
from functools import cache

from babel.dates import format_date
from babel.support import NullTranslations, Translations
from jinja2 import pass_context
from jinja2.runtime import Context

from kiosk.languages import TRANSLATIONS
from kiosk.vietnamese import date_words


@cache
def _catalogue(language: str) -> NullTranslations:
    return Translations.load(str(TRANSLATIONS), [language])


@pass_context
def translated(context: Context, label: str) -> str:
    """Return a label, which is written in Vietnamese, in the notice's language."""
    return _catalogue(context["language"]).gettext(label) if label else ""


@pass_context
def long_date(context: Context, day: str) -> str:
    """Return a day, written `2026-12-15`, as a notice says it.

    :raises ValueError: that is no day.
    """
    date = dt.date.fromisoformat(day)
    if context["language"] == "vi":
        return date_words(date)
    return format_date(date, "d MMMM y", locale=context["language"])


FILTERS = {"translated": translated, "long_date": long_date}
