"""The texts sent to the room: the same on both sides, from a seed and a number."""

import functools
import hashlib
import random

LONGEST = 100_000
# Lengths in bytes; the frame's header grows at 126 and at 65,536, the event around a
# text takes some 20.
EDGES = (1, 90, 100, 110, 125, 65_500, 65_510, 65_520, 65_536, LONGEST)


@functools.cache
def text_of(seed: int, number: int) -> str:
    """Return the text of a number: mostly short, some at a limit of frame sizes."""
    rng = random.Random(f"{seed} {number}")
    if number % 7 == 0:
        length = rng.choice(EDGES)
    elif number % 25 == 0:
        length = rng.randrange(10_000, LONGEST)
    else:
        length = rng.randrange(1, 600)
    # Characters of one, two and three bytes; each number has a different prefix.
    beginning = hashlib.sha256(f"{seed} {number}".encode()).hexdigest()
    text = (beginning + "ầồýđ" * (length // 8 + 1)).encode()
    return text[:length].decode(errors="ignore")
