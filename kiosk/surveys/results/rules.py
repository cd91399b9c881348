"""Forms of the requests about results, and their limits."""

from typing import Annotated

import msgspec

from kiosk.errors import N_, Invalid
from kiosk.vietnamese import nfc

MAX_GROUP_NAME = 200
MAX_GROUPS = 200
MAX_SEARCH = 200
# Texts that are moved at once: a page of them.
TEXTS_ON_PAGE = 50

Digest = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]


class GroupForm(msgspec.Struct, forbid_unknown_fields=True):
    """Form of a group's name."""

    name: Annotated[str, msgspec.Meta(max_length=MAX_GROUP_NAME)]


class MoveTextsForm(msgspec.Struct, forbid_unknown_fields=True):
    """Form of texts that are put into a group; null takes them out."""

    texts: Annotated[list[Digest], msgspec.Meta(min_length=1, max_length=TEXTS_ON_PAGE)]
    group: Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)] | None


def group_name(form: GroupForm) -> str:
    """Return the name in NFC.

    :raises Invalid: it is empty.
    """
    name = " ".join(nfc(form.name).split())
    if not name:
        raise Invalid(N_("Xin đặt tên cho nhóm ý kiến."), code="no_name")
    return name
