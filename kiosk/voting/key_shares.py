"""Share a vote's private key among tellers as words (SLIP-39, k of n).

Deriving takes some tenths of a second of a core: outside the event loop.
"""

from shamir_mnemonic import Share, combine_mnemonics, generate_mnemonics
from shamir_mnemonic.utils import MnemonicError

from kiosk.errors import N_, Invalid
from kiosk.voting.sealing import public_key_of


def split_key(private_key: bytes, threshold: int, count: int) -> list[str]:
    """Return one line of words for each teller."""
    groups = generate_mnemonics(1, [(threshold, count)], private_key)
    return list(groups[0])


def join_key(words: list[str], public_key: str) -> bytes:
    """Return the private key from the tellers' words.

    :raises Invalid: the words are wrong, too few, or of another vote.
    """
    try:
        private_key = bytes(combine_mnemonics(words))
        is_right = public_key_of(private_key) == public_key
    except (MnemonicError, ValueError, TypeError):
        is_right = False
    if not is_right:
        raise Invalid(
            N_(
                "Các cụm từ không mở được hòm phiếu: thiếu người, sai chữ, hoặc của lần"
                " biểu quyết khác. Xin kiểm tra từng chữ rồi thử lại."
            ),
            code="wrong_shares",
        )
    return private_key


def check_share(line: str) -> None:
    """Check the spelling of a share by its own check sum.

    :raises Invalid: a word is wrong.
    """
    try:
        Share.from_mnemonic(line)
    except (MnemonicError, ValueError) as error:
        raise Invalid(
            N_("Cụm từ sai hoặc thiếu chữ. Xin kiểm tra từng chữ rồi nhập lại."),
            code="wrong_share",
        ) from error
