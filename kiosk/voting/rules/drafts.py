"""What a vote must have before it is kept or opened; pure."""

from msgspec.structs import replace

from kiosk.errors import N_, Invalid
from kiosk.vietnamese import name_key, nfc
from kiosk.voting.rules.forms import OptionForm, VoteForm
from kiosk.voting.rules.kinds import (
    CONFIDENCE_LEVELS,
    EITHER_SECRET,
    FORMS,
    BallotForm,
    RuleBase,
    VoteKind,
    VoterRule,
)
from kiosk.voting.rules.passing import check_rule

FEWEST_SHARES = 2
FEWEST_LEVELS = 2


def checked_form(form: VoteForm) -> VoteForm:
    """Return the form with texts in NFC and what follows from its kind.

    Candidates are sorted by given name, the order of ballots in Vietnam.

    :raises Invalid: something is missing or does not fit the kind.
    """
    form = _completed(form)
    if not form.title:
        raise Invalid(N_("Xin nhập tên biểu quyết."), code="no_title")
    if form.form not in FORMS[form.kind]:
        raise Invalid(
            N_("Cách ghi phiếu không hợp với loại biểu quyết. Xin chọn lại."),
            code="wrong_form",
        )
    _check_options(form)
    _check_levels(form)
    _check_shares(form)
    _check_receipt(form)
    check_rule(form.rule)
    _check_base(form)
    return form


def _completed(form: VoteForm) -> VoteForm:
    options = [OptionForm(nfc(one.label), nfc(one.note)) for one in form.options]
    if form.form != BallotForm.ONE:
        options.sort(key=lambda one: name_key(one.label))
    levels = [nfc(one) for one in form.levels] or list(CONFIDENCE_LEVELS)
    return replace(
        form,
        title=nfc(form.title),
        question=nfc(form.question),
        options=options,
        levels=levels if form.form == BallotForm.LEVELS else [],
        max_choices=form.max_choices if form.form == BallotForm.UP_TO else 1,
        is_secret=is_secret_kind(form),
    )


def is_secret_kind(form: VoteForm) -> bool:
    """Return whether its ballots are secret; some kinds leave no choice."""
    if form.kind in EITHER_SECRET:
        return form.is_secret
    return form.kind in {VoteKind.SECRET, VoteKind.PAPER}


def _check_options(form: VoteForm) -> None:
    labels = [one.label for one in form.options]
    fewest = 2 if form.form == BallotForm.ONE else 1
    if len(labels) < fewest or not all(labels):
        raise Invalid(
            N_("Xin nhập đủ các phương án hoặc họ tên người được đưa vào phiếu."),
            code="few_options",
        )
    folded = [(one.label.casefold(), one.note.casefold()) for one in form.options]
    if len(set(folded)) < len(folded):
        raise Invalid(
            N_("Có hai dòng giống nhau. Xin ghi thêm chức vụ để phân biệt."),
            code="same_options",
        )
    if form.form == BallotForm.UP_TO and form.max_choices > len(labels):
        raise Invalid(
            N_("Số được bầu nhiều hơn số người trong danh sách."), code="many_seats"
        )


def _check_base(form: VoteForm) -> None:
    """Check that nobody can vote who is not counted in the base."""
    if form.rule.base == RuleBase.PRESENT and form.voter_rule == VoterRule.SUMMONED:
        raise Invalid(
            N_(
                "Khi tất cả đại biểu được triệu tập đều biểu quyết, tỷ lệ không tính"
                " trên số có mặt. Xin tính trên số được triệu tập hoặc số phiếu."
            ),
            code="wrong_base",
        )


def _check_levels(form: VoteForm) -> None:
    if form.form != BallotForm.LEVELS:
        return
    if len(form.levels) < FEWEST_LEVELS or len(set(form.levels)) < len(form.levels):
        raise Invalid(N_("Xin nhập các mức khác nhau."), code="bad_levels")


def _check_shares(form: VoteForm) -> None:
    if form.share_count == 0 == form.share_threshold:
        return
    if not _is_sealed(form) or not (
        FEWEST_SHARES <= form.share_threshold <= form.share_count
    ):
        raise Invalid(
            N_(
                "Chìa khoá của phiếu kín chia được cho nhiều người kiểm phiếu, và cần"
                " từ hai người trở lên để mở."
            ),
            code="bad_shares",
        )


def _check_receipt(form: VoteForm) -> None:
    if form.has_receipt and (form.is_rehearsal or not _is_sealed(form)):
        raise Invalid(
            N_(
                "Chỉ biểu quyết kín trên máy mới có mã biên nhận, biểu quyết thử thì"
                " không. Xin bỏ dấu ở ô mã biên nhận."
            ),
            code="bad_receipt",
        )


def _is_sealed(form: VoteForm) -> bool:
    return form.is_secret and form.kind != VoteKind.PAPER
