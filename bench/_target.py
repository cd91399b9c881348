"""The target of `bench abuse`, and the counts of what was done."""

import select
import sys
from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Target:
    """The server, the one badge that abuses it, and what was done so far."""

    port: int
    cookie: str
    meeting: int
    sockets: int
    secret: str
    done: Counter[str] = field(default_factory=Counter)

    def is_over(self) -> bool:
        """Tell whether to stop."""
        return bool(select.select([sys.stdin], [], [], 0)[0])
