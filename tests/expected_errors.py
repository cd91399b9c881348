"""Expect a domain error with all its attributes."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from kiosk.errors import KioskError


@contextmanager
def refused(
    kind: type[KioskError], code: str | None = None, /, **details: object
) -> Iterator[pytest.ExceptionInfo[KioskError]]:
    """Expect the body to raise `kind` with this code, these details and a sentence."""
    with pytest.raises(kind) as caught:
        yield caught
    error = caught.value
    assert (error.reason, error.details) == (code or kind.code, details)
    assert error.sentence.format(**details)
