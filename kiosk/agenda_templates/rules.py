"""Rules of agenda templates; pure."""

from collections.abc import Sequence
from typing import Annotated

import msgspec

from kiosk.agenda.rules import ItemKind
from kiosk.errors import N_, Conflict, Invalid
from kiosk.roles import Visibility
from kiosk.vietnamese import nfc

LONGEST_NAME = 200
TEMPLATES_PER_ACCOUNT = 100


class TemplateItem(msgspec.Struct, frozen=True):
    """An item of a template, without its presenter; sub-items stand below it."""

    title: str
    kind: ItemKind
    minutes: int
    visibility: Visibility
    below: "list[TemplateItem]" = []


class TemplateForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A template as it is saved; whether other secretaries may use it."""

    name: Annotated[str, msgspec.Meta(max_length=2_000)]
    is_shared: bool = False


def template_name(form: TemplateForm) -> str:
    """Return the name.

    :raises Invalid: it is empty or too long.
    """
    name = " ".join(nfc(form.name).split())
    if not name or len(name) > LONGEST_NAME:
        raise Invalid(
            N_("Xin đặt tên mẫu, không quá {limit} ký tự."),
            code="bad_name",
            limit=LONGEST_NAME,
        )
    return name


def shareable_items(items: Sequence[TemplateItem]) -> list[TemplateItem]:
    """Return the items that everyone sees: others are not for other secretaries."""
    return [
        msgspec.structs.replace(item, below=shareable_items(item.below))
        for item in items
        if item.visibility == Visibility.EVERYONE
    ]


def check_items(items: Sequence[TemplateItem]) -> None:
    """Check that a template has items.

    :raises Invalid: it has none.
    """
    if not items:
        raise Invalid(
            N_("Chương trình chưa có nội dung nào để lưu thành mẫu."), code="empty"
        )


def check_names(name: str, others: Sequence[str]) -> None:
    """Check a template's name against the account's other templates.

    :raises Conflict: there is one of this name, or there are too many.
    """
    if name.casefold() in {other.casefold() for other in others}:
        raise Conflict(
            N_("Đồng chí đã có mẫu tên này. Xin đặt tên khác."), code="name_taken"
        )
    if len(others) >= TEMPLATES_PER_ACCOUNT:
        raise Conflict(
            N_("Đồng chí đã lưu {limit} mẫu. Xin xoá bớt rồi lưu."),
            code="too_many",
            limit=TEMPLATES_PER_ACCOUNT,
        )
