"""Declare one setting as a field of a dataclass."""

from collections.abc import Callable
from dataclasses import field
from typing import Any


def setting(
    name: str,
    default: str,
    parse: Callable[[str], Any],
    reason: str,
    *,
    is_secret: bool = False,
) -> Any:
    """Return the field of a setting; a secret one is never printed."""
    return field(
        repr=not is_secret,
        metadata={"name": name, "default": default, "parse": parse, "reason": reason},
    )
