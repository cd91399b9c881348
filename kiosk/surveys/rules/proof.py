"""Proof of work: what a person's phone does in a second costs a flood its time.

It is bound to the survey and to the one answer: SHA-256 of `code:retry key:number` must
begin with zero bits. Nothing is issued or kept, so an answer written without network
brings its proof along, and a proof serves no second answer.
"""

import hashlib

# 65,000 hashes on average: half a second to a second of a cheap phone's script.
ORDINARY_BITS = 16
# Where one address has sent very many: eight times that.
CROWDED_BITS = 19
LONGEST_NUMBER = 20


def is_proof(code: str, retry_key: str, number: str, bits: int) -> bool:
    """Tell whether `number` (decimal digits) proves the work of `bits`."""
    if not number.isdecimal() or not number.isascii() or len(number) > LONGEST_NUMBER:
        return False
    digest = hashlib.sha256(f"{code}:{retry_key}:{number}".encode()).digest()
    return int.from_bytes(digest) >> (256 - bits) == 0


def find_proof(code: str, retry_key: str, bits: int) -> str:
    """Return a number that proves the work; for tests and load tests."""
    number = 0
    while not is_proof(code, retry_key, str(number), bits):
        number += 1
    return str(number)
