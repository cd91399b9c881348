"""Files that mean no good, each made here: more than 60, and the hostile ones.

Each case says what must become of it: `refused` at the door or by the worker,
`ready` with pages, or either; nothing else is allowed.
"""

from collections.abc import Callable
from dataclasses import dataclass

# More no paper may have on the server to which these are brought: a few pages too many
# meet the same bound as some thousands do.
MOST_PAGES = 20
TOO_MANY = f"{MOST_PAGES} trang"


@dataclass(frozen=True)
class Case:
    """A bad file: its name, how it is made, what may become of it, and a word why."""

    file_name: str
    make: Callable[[], bytes]
    fate: str = "refused"
    word: str = ""
