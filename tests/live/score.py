"""What the hall is told: from a seed and a number, the same text for both sides."""

import hashlib
import random

LONGEST = 100_000
EDGES = (1, 124, 125, 126, 127, 65_534, 65_535, 65_536, LONGEST)


def text_of(seed: int, number: int) -> str:
    """Return the text of a number: mostly short, now and then at a frame's edge."""
    dice = random.Random(f"{seed} {number}")
    if number % 7 == 0:
        length = dice.choice(EDGES)
    elif number % 25 == 0:
        length = dice.randrange(10_000, LONGEST)
    else:
        length = dice.randrange(1, 600)
    # Letters of one, two and three bytes; no two numbers have the same beginning.
    beginning = hashlib.sha256(f"{seed} {number}".encode()).hexdigest()
    return (beginning + "ầồýđ" * (length // 4 + 1))[:length]
