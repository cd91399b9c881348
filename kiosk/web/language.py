"""Choose the language of a screen: Vietnamese or English."""

import datetime as dt
import re
from functools import lru_cache

import msgspec
from babel import Locale
from babel.messages.pofile import read_po
from flask import Blueprint, Flask, current_app, redirect, request
from flask_babel import Babel, format_date, get_locale
from markupsafe import Markup
from werkzeug.wrappers import Response

from kiosk.clock import VIETNAM
from kiosk.languages import LANGUAGES, TRANSLATIONS
from kiosk.vietnamese import clock_time, exact_time, long_date, short_date
from kiosk.web.body_limits import MAX_HTML_FORM_BYTES
from kiosk.web.request import store

# Parsed once: parsing looks at files, which each request did.
_LOCALES = {language: Locale.parse(language) for language in LANGUAGES}
_COOKIE = "language"
# A local path. `//host`, `/\\host` and, since browsers drop tabs, `/<tab>/host` would
# leave the server.
_OWN_PATH = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")

blueprint = Blueprint("language", __name__)


def _choose() -> str:
    """Return the language chosen on the device, else the browser's if supported."""
    chosen = request.cookies.get(_COOKIE, "")
    if chosen in LANGUAGES:
        return chosen
    default = store().config.language
    # The default first, for browsers that accept any language.
    ours = sorted(LANGUAGES, key=lambda language: language != default)
    return request.accept_languages.best_match(ours, default) or default


@blueprint.post("/language")
def choose_language() -> Response:
    """Store the language chosen on this device and redirect back."""
    # Parsing a large form would block the event loop.
    request.max_content_length = MAX_HTML_FORM_BYTES
    back = request.form.get("back", "/")
    reply = redirect(back if _OWN_PATH.fullmatch(back) else "/", code=303)
    language = request.form.get("language", "")
    if language in LANGUAGES:
        reply.set_cookie(
            _COOKIE,
            language,
            max_age=400 * 24 * 3600,
            samesite="Lax",
            secure=store().config.secure,
        )
    return reply


@lru_cache(maxsize=1)
def _read_script_strings() -> dict[str, str]:
    """Return the English translations of scripts' strings, by msgid."""
    path = TRANSLATIONS / "en" / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        catalog = read_po(file)
    return {
        str(message.id): str(message.string)
        for message in catalog
        if message.id
        and message.string
        and any(place.startswith("static/js/") for place, _ in message.locations)
    }


def screen_long_date(moment: dt.datetime) -> str:
    """Return the long date: by decree in Vietnamese, by CLDR otherwise."""
    if str(get_locale()) == "vi":
        return long_date(moment)
    return str(format_date(moment.astimezone(VIETNAM), "d MMMM y", rebase=False))


def _script_strings() -> Markup:
    """Return the scripts' translations as JSON; Vietnamese needs none."""
    if str(get_locale()) == "vi":
        return Markup("{}")
    text = msgspec.json.encode(current_app.extensions["kiosk.strings"]).decode()
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 JSON with < escaped


def install(app: Flask) -> None:
    """Install translations, template filters and the language route."""
    Babel(
        app,
        default_locale="vi",
        default_timezone="Asia/Ho_Chi_Minh",
        default_translation_directories=str(TRANSLATIONS),
        locale_selector=lambda: _LOCALES[_choose()],
    )
    app.extensions["kiosk.strings"] = _read_script_strings()
    app.register_blueprint(blueprint)
    app.jinja_env.globals |= {
        "script_strings": _script_strings,
        "languages": LANGUAGES,
        "current_language": lambda: str(get_locale()),
    }
    app.jinja_env.filters |= {
        "long_date": screen_long_date,
        "short_date": short_date,
        "clock_time": clock_time,
        "exact_time": exact_time,
    }
