"""Hash passwords (argon2id) and find guessable ones. Slow: call in `live.offload`."""

import unicodedata
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from kiosk.vietnamese import fold

# A password needing fewer guesses (log10) is refused. Alone it must withstand an attack
# on a stolen hash; with a second factor, attempts at the sign-in form. An unknown word
# of eight letters counts as 8.
EASY_GUESSES_ALONE, EASY_GUESSES_WITH_CODE = 8.0, 6.0
# Characters analysed: zxcvbn's time grows with the square of the length or faster.
_COMPARED_LENGTH = 40
# Characters that zxcvbn reads as letters. Each one doubles its time, to seconds with
# all of them; no common password has more than ten different ones.
_LEET_CHARACTERS = frozenset("4@8({[6<31!|790$5+%2")
_MOST_LEET_CHARACTERS = 10
# Common local words that zxcvbn's lists lack, folded.
_LOCAL_WORDS = (
    *("matkhau", "mat khau", "vietnam", "viet nam", "hanoi", "ha noi", "saigon"),
    *("anhyeuem", "emyeuanh", "anh yeu em", "em yeu anh", "toi yeu", "gia dinh"),
    *("xin chao", "xinchao", "hoinghi", "hoi nghi", "tinhuy", "tinh uy", "vanphong"),
    *("van phong", "quantri", "quan tri", "thuky", "thu ky", "kiosk", "dongchi"),
)


@dataclass(frozen=True)
class Hashing:
    """A hasher, and the hash of an unknown password with the same parameters.

    Verifying the decoy makes an unknown name take as long as a wrong password.
    """

    hasher: PasswordHasher
    decoy: str


# One lane: hashing must leave a core to the event loop on a machine with two.
PRODUCTION = Hashing(
    hasher=PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1),
    decoy=(
        "$argon2id$v=19$m=65536,t=3,p=1$rouSrxInL6+SGE7vjM5wHw$"
        "uOhy5/Vq/4pslByau0AaBBAN7XMQn+5GN5vHZFWOh9Y"
    ),
)
# Tests replace it by a faster one.
hashing = PRODUCTION


def _normalise(password: str) -> str:
    # Keyboards differ in composing Vietnamese letters.
    return unicodedata.normalize("NFC", password)


def hash_password(password: str) -> str:
    """Return the salted argon2id hash of `password`."""
    return hashing.hasher.hash(_normalise(password))


def is_password(password_hash: str, password: str) -> bool:
    """Return whether `password` matches; an empty hash never does, in equal time."""
    try:
        hashing.hasher.verify(password_hash or hashing.decoy, _normalise(password))
    except (Argon2Error, InvalidHashError):
        return False
    return bool(password_hash)


def is_guessable(
    password: str, names: list[str], *, has_second_factor: bool = False
) -> bool:
    """Return whether a password is common or made of common words and patterns.

    :param names: publicly known words of this person, such as their names.
    """
    # Loading its word lists takes 0.25 s and 10 MB, which few requests need.
    from zxcvbn import zxcvbn  # noqa: PLC0415

    easy = EASY_GUESSES_WITH_CODE if has_second_factor else EASY_GUESSES_ALONE
    known = [fold(name) for name in names if name]
    inputs = [*known, "".join(known), " ".join(known), *_LOCAL_WORDS]
    begin = fold(password)[:_COMPARED_LENGTH]
    if len(_LEET_CHARACTERS.intersection(begin)) > _MOST_LEET_CHARACTERS:
        return False
    # Common words separated by spaces are as easy to guess.
    return any(
        zxcvbn(text, user_inputs=inputs)["guesses_log10"] < easy
        for text in {begin, begin.replace(" ", "") or begin}
    )
