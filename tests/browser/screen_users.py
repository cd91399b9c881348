"""All kinds of users before one server, and which screens are new with each."""

from dataclasses import dataclass, field

from werkzeug.routing import Map, Rule

from tests.browser.users import SIGNED_IN, VISITOR, ScreenUser, alike
from tests.servers import RealServer


@dataclass
class ScreenUsers:
    """All kinds of users before one server, each of them made once."""

    server: RealServer
    routes: Map
    images: list[bytes]
    made: dict[str, ScreenUser] = field(default_factory=dict)

    def user(self, kind: str) -> ScreenUser:
        """Return the user of a kind, always the same one."""
        if kind not in self.made:
            self.made[kind] = ScreenUser(kind, self.server, self.routes, self.images)
        return self.made[kind]

    def own_screens(self, kind: str) -> list[Rule]:
        """Return a user's screens, without those that do not depend on who it is."""
        shared = [] if kind in {VISITOR, SIGNED_IN} else self.user(VISITOR).screens
        return [rule for rule in self.user(kind).screens if rule not in shared]

    def new_screens(self, kind: str) -> list[Rule]:
        """Return those that nobody before has who may do exactly the same."""
        first = [] if alike(kind) == kind else self.user(alike(kind)).screens
        return [rule for rule in self.own_screens(kind) if rule not in first]
