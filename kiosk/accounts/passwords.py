"""Passwords as argon2id hashes, and common ones. Slow: only for `live.offload`."""

import unicodedata
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from kiosk.vietnamese import fold

# A password is refused that falls within so many guesses, as a power of ten. Alone it
# must withstand who may try without waiting (a stolen hash); beside one-time codes, who
# tries at the door. An unknown word of eight letters counts as 8.
EASY_GUESSES_ALONE, EASY_GUESSES_WITH_CODE = 8.0, 6.0
# Its time grows with the square of the length, and more for repetitions.
_COMPARED_LENGTH = 40
# Signs that the library takes for letters. Each more of them doubles its time, to
# seconds with all; no common password has more than so many different ones.
_LEET_CHARACTERS = frozenset("4@8({[6<31!|790$5+%2")
_MOST_LEET_CHARACTERS = 10
# What the library's lists lack: words people here begin with. Folded.
_LOCAL_WORDS = (
    *("matkhau", "mat khau", "vietnam", "viet nam", "hanoi", "ha noi", "saigon"),
    *("anhyeuem", "emyeuanh", "anh yeu em", "em yeu anh", "toi yeu", "gia dinh"),
    *("xin chao", "xinchao", "hoinghi", "hoi nghi", "tinhuy", "tinh uy", "vanphong"),
    *("van phong", "quantri", "quan tri", "thuky", "thu ky", "kiosk", "dongchi"),
)


@dataclass(frozen=True)
class Hashing:
    """A hasher, and the hash of a password nobody knows, of the same parameters.

    So an unknown name costs as much time as a wrong password.
    """

    hasher: PasswordHasher
    decoy: str


# One lane: a hash must leave the loop a core, even where there are only two.
PRODUCTION = Hashing(
    hasher=PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1),
    decoy=(
        "$argon2id$v=19$m=65536,t=3,p=1$rouSrxInL6+SGE7vjM5wHw$"
        "uOhy5/Vq/4pslByau0AaBBAN7XMQn+5GN5vHZFWOh9Y"
    ),
)
# Replaced by a quicker one in tests only.
hashing = PRODUCTION


def _normalise(password: str) -> str:
    # Two keyboards may write the same Vietnamese letter in two ways.
    return unicodedata.normalize("NFC", password)


def hash_password(password: str) -> str:
    """Return the argon2id hash of `password`, with its own salt."""
    return hashing.hasher.hash(_normalise(password))


def is_password(password_hash: str, password: str) -> bool:
    """Tell whether `password` fits; an empty hash fits none, in the same time."""
    try:
        hashing.hasher.verify(password_hash or hashing.decoy, _normalise(password))
    except (Argon2Error, InvalidHashError):
        return False
    return bool(password_hash)


def is_guessable(
    password: str, names: list[str], *, has_second_factor: bool = False
) -> bool:
    """Tell whether a password is common, or made of common words, dates and rows.

    `names` are words of this person that others know. The library compares the first
    characters with its lists of common passwords, words and names.
    """
    # Its lists are a quarter of a second and 10 MB that few requests need.
    from zxcvbn import zxcvbn  # noqa: PLC0415

    easy = EASY_GUESSES_WITH_CODE if has_second_factor else EASY_GUESSES_ALONE
    known = [fold(name) for name in names if name]
    inputs = [*known, "".join(known), " ".join(known), *_LOCAL_WORDS]
    begin = fold(password)[:_COMPARED_LENGTH]
    if len(_LEET_CHARACTERS.intersection(begin)) > _MOST_LEET_CHARACTERS:
        return False
    # Spaces between common words make them no rarer.
    return any(
        zxcvbn(text, user_inputs=inputs)["guesses_log10"] < easy
        for text in {begin, begin.replace(" ", "") or begin}
    )
