"""Turn what somebody has sent into an answer that can be kept, or say why not."""

import re
from dataclasses import dataclass, field, replace

import msgspec

from kiosk.accounts.totp import UNAMBIGUOUS_ALPHABET
from kiosk.errors import N_, Conflict, Forbidden, Invalid, KioskError
from kiosk.storage.secrets import hash_secret
from kiosk.surveys.actions.answers import Outcome, ReadyAnswer
from kiosk.surveys.queries import SurveyForm
from kiosk.surveys.respondents import Respondent, member_sender
from kiosk.surveys.rules.answers import check_answers, check_classes
from kiosk.surveys.rules.sent import (
    CODE_FIELD,
    Fields,
    first,
    read_answers,
    read_classes,
)
from kiosk.surveys.rules.terms import OnePer, SurveyAccess, SurveyMode
from kiosk.surveys.sealing import SealedAnswer, seal_answer

CODE_LENGTH = 10
_CODE = re.compile(f"[{UNAMBIGUOUS_ALPHABET}]{{{CODE_LENGTH}}}")
_LONGEST_TYPED = 60
# No survey's.
_NO_KEY = "-"


class WrongAnswers(Invalid):
    """Answers are missing or not allowed; `faults` by question key, untranslated."""

    code = "wrong_answers"

    def __init__(self, faults: dict[str, str]) -> None:
        """Keep the faults."""
        super().__init__(N_("Có câu chưa trả lời đúng. Xin xem các câu có dấu."))
        self.faults = faults


@dataclass(frozen=True)
class SentAnswer:
    """What was sent, and by whom."""

    fields: Fields
    # Made once for this answer.
    retry_key: str
    # Random name of the device; empty if it keeps none.
    device: str = ""
    respondent: Respondent = field(default_factory=lambda: Respondent(0))


def parse_code(text: str) -> str:
    """Return an invitation's code as it was made; empty: it cannot be one."""
    plain = "".join(c for c in text[:_LONGEST_TYPED].upper() if c not in " -")
    return plain if _CODE.fullmatch(plain) else ""


def code_hash(key: bytes, survey_id: int, code: str) -> str:
    """Return the hash under which an invitation's code is kept."""
    return hash_secret(key, "survey-invitation", f"{survey_id}/{code}")


def device_sender(key: bytes, survey_id: int, device: str) -> str:
    """Return under which sender the answer of a device is kept."""
    return hash_secret(key, "survey-device", f"{survey_id}/{device}")


def ready_answer(key: bytes, form: SurveyForm, sent: SentAnswer) -> ReadyAnswer:
    """Return the answer, checked and, if anonymous, sealed.

    :param key: the server's key.
    :raises WrongAnswers: answers are missing or not allowed.
    :raises KioskError: the sender may not answer.
    """
    sender = _sender(key, form, sent)
    answers, faults = check_answers(
        form.questions, read_answers(form.questions, sent.fields)
    )
    if faults:
        raise WrongAnswers(faults)
    classes = check_classes(form.classes, read_classes(form.classes, sent.fields))
    who = sent.respondent
    common = ReadyAnswer(
        survey_id=form.id,
        sender=sender,
        retry_hash=_hash(key, "survey-retry", form, sent.retry_key),
        needs_invitation=form.access == SurveyAccess.INVITATION,
        member_id=who.member_id or None,
    )
    if form.mode == SurveyMode.NAMED:
        return replace(
            common,
            name=who.name,
            unit=who.unit,
            answers=_canonical(answers),
            classes=_canonical(classes),
        )
    if not form.public_key:
        # Closed for good: only an answer that was kept before is confirmed.
        return replace(common, public_key=_NO_KEY)
    sealed = seal_answer(form.public_key, SealedAnswer(form.id, answers, classes))
    return replace(common, public_key=form.public_key, sealed=sealed)


def _canonical(values: dict[str, object] | dict[str, str]) -> str:
    return msgspec.json.encode(values, order="sorted").decode()


def _hash(key: bytes, purpose: str, form: SurveyForm, secret: str) -> str:
    return hash_secret(key, purpose, f"{form.id}/{secret}")


def _sender(key: bytes, form: SurveyForm, sent: SentAnswer) -> str:
    if form.access == SurveyAccess.MEMBERS:
        return member_sender(_member(form, sent.respondent))
    if form.access == SurveyAccess.INVITATION:
        code = parse_code(first(sent.fields, CODE_FIELD))
        if not code:
            raise refusal_of(Outcome.NO_INVITATION)
        return code_hash(key, form.id, code)
    if form.one_per == OnePer.DEVICE:
        if not sent.device:
            raise Conflict(
                N_(
                    "Trình duyệt không nhận cookie nên không nhận ra máy này."
                    " Xin cho phép cookie rồi mở lại phiếu."
                ),
                code="no_cookie",
            )
        return device_sender(key, form.id, sent.device)
    return _hash(key, "survey-retry", form, sent.retry_key)


def _member(form: SurveyForm, who: Respondent) -> int:
    if not who.member_id:
        raise Forbidden(N_("Phiếu này dành cho đại biểu của hội nghị."))
    if form.site_id is not None and who.site_id != form.site_id:
        raise Forbidden(N_("Phiếu này dành cho đại biểu của một điểm cầu khác."))
    return who.member_id


def refusal_of(outcome: Outcome) -> KioskError:
    """Return why an answer was not kept."""
    if outcome == Outcome.NO_INVITATION:
        return Invalid(
            N_("Mã mời không đúng. Xin xem lại mã trong giấy mời."),
            code="no_invitation",
        )
    if outcome == Outcome.ANSWERED_BEFORE:
        return Conflict(
            N_("Phiếu này đã được trả lời rồi. Câu trả lời trước vẫn được giữ."),
            code="answered_before",
        )
    return Conflict(N_("Phiếu này không nhận câu trả lời nữa."), code="not_open")
