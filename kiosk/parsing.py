"""Parse the values of settings; each function takes one text.

They return the parsed value or raise `ValueError` naming what is allowed.
"""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit


def whole_number(low: int, high: int) -> Callable[[str], int]:
    """Return a parser of integers from `low` to `high`."""

    def parse(text: str) -> int:
        if not re.fullmatch(r"\d{1,9}", text) or not low <= int(text) <= high:
            raise ValueError(f"a whole number from {low} to {high}")
        return int(text)

    return parse


def time_scale(text: str) -> float:
    """Return a factor for durations, from 0.05 to 1."""
    if not re.fullmatch(r"[01](\.\d{1,3})?", text) or not 0.05 <= float(text) <= 1:  # noqa: PLR2004 said in the text
        raise ValueError("a number from 0.05 to 1")
    return float(text)


def choice(*allowed: str) -> Callable[[str], str]:
    """Return a parser that takes one of `allowed`."""

    def parse(text: str) -> str:
        if text not in allowed:
            raise ValueError("one of " + ", ".join(allowed))
        return text

    return parse


def folder(text: str) -> Path:
    """Return the absolute path of a folder, which need not exist yet."""
    path = Path(text).expanduser()
    if not text.strip() or (path.exists() and not path.is_dir()):
        raise ValueError("a folder that exists or can be made")
    return path.resolve()


def web_address(text: str) -> str:
    """Return the origin of an http or https URL."""
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query:
        raise ValueError("an address such as https://hop.tinh.vn")
    return f"{parts.scheme}://{parts.netloc}"


def host_name(text: str) -> str:
    """Return a host name or address to listen on."""
    if not re.fullmatch(r"[0-9A-Za-z.:_-]{1,253}", text):
        raise ValueError("a host name or address to listen on, such as 0.0.0.0")
    return text


def database_address(text: str) -> str:
    """Return a database URL for SQLAlchemy."""
    if not re.match(r"(sqlite|postgresql(\+psycopg2)?)://", text):
        raise ValueError("a database address: sqlite:///… or postgresql://…")
    # The default driver, psycopg 3, would block the event loop.
    return re.sub(r"^postgresql://", "postgresql+psycopg2://", text)


def redis_address(text: str) -> str:
    """Return the URL of a Redis server."""
    if not re.match(r"(rediss?|unix)://", text):
        raise ValueError("a Redis address such as redis://127.0.0.1:6379/0")
    return text


def yes_no(text: str) -> bool:
    """Return the boolean for `yes` or `no`."""
    allowed = {"yes": True, "no": False, "1": True, "0": False}
    if text.lower() not in allowed:
        raise ValueError("yes or no")
    return allowed[text.lower()]


def languages(text: str) -> str:
    """Return language codes in Tesseract's form."""
    if not re.fullmatch(r"[a-z]{3}(_[a-z]{2,8})?(\+[a-z]{3}(_[a-z]{2,8})?){0,5}", text):
        raise ValueError("languages as Tesseract names them, such as vie+eng")
    return text


def file_path(text: str) -> str:
    """Return the path of a file, which is read when it is needed; empty: none."""
    return str(Path(text).expanduser().resolve()) if text else ""


def mail_sender(text: str) -> str:
    """Return who e-mails are from: an address, or a name with one in brackets."""
    if text and not re.fullmatch(
        r"([^<>\r\n]{1,80}<[^@\s<>]+@[^@\s<>]+>|[^@\s<>]+@[^@\s<>]+)", text
    ):
        raise ValueError("an address, or a name and <address>")
    return text
