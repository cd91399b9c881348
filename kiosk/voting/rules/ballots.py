"""What a valid ballot is, and the canonical text it is kept as; pure."""

import json
from dataclasses import dataclass

from kiosk.errors import N_, Invalid
from kiosk.voting.rules.forms import Choices
from kiosk.voting.rules.kinds import BallotForm

# Kept in place of choices that are none.
INVALID_CHOICES = ""


@dataclass(frozen=True)
class BallotTerms:
    """What may be marked on the ballots of a vote."""

    form: BallotForm
    options: tuple[int, ...]
    max_choices: int = 1
    levels: tuple[str, ...] = ()


def find_fault(terms: BallotTerms, choices: Choices) -> str:
    """Return the code of what is wrong with `choices`; "": they are valid.

    A ballot without any mark is valid: it is blank.
    """
    known = {str(one) for one in terms.options}
    if not set(choices) <= known:
        return "unknown_option"
    if terms.form == BallotForm.LEVELS:
        if any(level not in terms.levels for level in choices.values()):
            return "unknown_level"
        return "" if len(choices) in {0, len(known)} else "level_missing"
    if any(isinstance(mark, bool) or mark != 1 for mark in choices.values()):
        return "unknown_mark"
    most = 1 if terms.form == BallotForm.ONE else terms.max_choices
    return "too_many_choices" if len(choices) > most else ""


SENTENCES = {
    "unknown_option": N_("Phiếu có phương án không thuộc biểu quyết này. Xin mở lại."),
    "unknown_level": N_("Phiếu có mức không thuộc biểu quyết này. Xin mở lại phiếu."),
    "unknown_mark": N_("Máy chủ không hiểu phiếu này. Xin mở lại phiếu."),
    "level_missing": N_("Xin chọn một mức cho từng người, hoặc để trống cả phiếu."),
    "too_many_choices": N_("Chỉ được chọn nhiều nhất {most}. Xin bỏ bớt."),
}


def check_choices(terms: BallotTerms, choices: Choices) -> None:
    """Check a ballot that the server can read.

    :raises Invalid: it is not valid; the sentence says why.
    """
    fault = find_fault(terms, choices)
    if fault:
        most = 1 if terms.form == BallotForm.ONE else terms.max_choices
        raise Invalid(SENTENCES[fault], code=fault, most=most)


def canonical(choices: Choices) -> str:
    """Return the one text for these choices, whatever their order was."""
    ordered = {key: choices[key] for key in sorted(choices, key=int)}
    return json.dumps(ordered, ensure_ascii=False, separators=(",", ":"))


def read_choices(text: str) -> Choices | None:
    """Return the choices kept as `text`; None: an invalid ballot."""
    if text == INVALID_CHOICES:
        return None
    choices: Choices = json.loads(text)
    return choices
