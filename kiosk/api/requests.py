"""What a handler of the interface gets, and what it returns."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy.orm import Session

from kiosk.api.queries import ApiCaller
from kiosk.api.rules import ApiScope
from kiosk.errors import N_, Invalid
from kiosk.identity import Actor
from kiosk.roles import Permission, Role

JSON_TYPE = "application/json"


class NoQuery(msgspec.Struct, forbid_unknown_fields=True):
    """The query of a route without parameters."""


@dataclass(frozen=True)
class ApiRequest:
    """A call that may be answered: who calls, ids of the path, decoded query."""

    caller: ApiCaller
    ids: dict[str, int]
    query: Any
    now: dt.datetime
    # Of writes: the decoded body, and the key for links in notices.
    body: Any = None
    server_key: bytes = b""

    @property
    def meeting_id(self) -> int:
        """Return the meeting's id of the path."""
        return self.ids["meeting_id"]

    @property
    def role(self) -> Role:
        """Return whose view the caller has: an official delegate's, or the chair's.

        The chair's includes what is still prepared.
        """
        return Role.CHAIR if self.caller.sees_drafts else Role.OFFICIAL_DELEGATE

    @property
    def actor(self) -> "ApiActor":
        """Return the caller in the meeting of the path."""
        return ApiActor(self.meeting_id, self.role, self.caller.name, 0)


@dataclass(frozen=True)
class ApiActor(Actor):
    """Another system in a meeting: it reads with its role and changes nothing."""

    @property
    def label(self) -> str:
        """Return the short name for the journal."""
        return "api"

    def may(self, permission: Permission) -> bool:
        """Tell whether it has `permission`: to read, and nothing else."""
        return permission in {
            Permission.READ_PAPERS,
            Permission.READ_DRAFTS,
        } and super().may(permission)


@dataclass(frozen=True)
class FileAnswer:
    """A file of the file store, as a download."""

    sha256: str
    name: str
    media_type: str


@dataclass(frozen=True)
class TextAnswer:
    """An answer that is no JSON."""

    content: bytes
    media_type: str


Answer = msgspec.Struct | FileAnswer | TextAnswer


@dataclass(frozen=True)
class ApiRoute:
    """A line of the route table: everything that is checked, served and documented."""

    path: str
    # The operation's id in the OpenAPI document.
    name: str
    tag: str
    # What the token must allow; None: any valid token.
    scope: ApiScope | None
    # Gets the session, or the unit of work if it writes.
    handle: Callable[[Any, ApiRequest], Answer]
    summary: str
    # The form of the answer; None: a file or text.
    answer: Any = None
    query: type[msgspec.Struct] = NoQuery
    media_type: str = JSON_TYPE
    method: str = "GET"
    # The form of the body of a write.
    body: type[msgspec.Struct] | None = None
    # Of a change: reads what `If-Match` must be the ETag of.
    current: Callable[[Session, ApiRequest], msgspec.Struct] | None = None
    # The status of an answer.
    success: int = 200

    @property
    def id_names(self) -> tuple[str, ...]:
        """Return the names of the ids in its path."""
        parts = self.path.split("/")
        return tuple(part[1:-1] for part in parts if part.startswith("{"))

    @property
    def is_write(self) -> bool:
        """Tell whether it changes something."""
        return self.method != "GET"

    @property
    def statuses(self) -> tuple[int, ...]:
        """Return all statuses it may answer with, in order."""
        found = {self.success, 401, 422, 429, 503}
        found |= {404, 409, 413} if self.is_write else {304}
        if self.current is not None:
            found |= {412, 428}
        if self.scope is not None:
            found.add(403)
        if self.id_names:
            found.add(404)
        return tuple(sorted(found))


def read_query(route: ApiRoute, sent: Mapping[str, list[str]]) -> msgspec.Struct:
    """Return the decoded query of a call.

    :raises Invalid: a parameter is unknown, repeated, or has another form.
    """
    # A repeated one stays a list, which no parameter is.
    values: dict[str, object] = {
        name: found[0] if len(found) == 1 else found for name, found in sent.items()
    }
    try:
        return msgspec.convert(values, route.query, strict=False)
    except msgspec.ValidationError as error:
        raise Invalid(
            N_("Tham số của địa chỉ không đúng. Xin xem tài liệu tại /api/."),
            code="bad_query",
            detail=str(error),
        ) from error
