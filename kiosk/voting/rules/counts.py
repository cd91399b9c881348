"""Counts that people enter: hands by site, and ballots on paper; pure."""

from collections import Counter
from collections.abc import Iterable, Mapping

from kiosk.errors import N_, Invalid
from kiosk.voting.rules.ballots import BallotTerms
from kiosk.voting.rules.forms import Counts, PaperCountForm
from kiosk.voting.rules.kinds import BallotForm
from kiosk.voting.rules.tally import Tally


def check_hands(terms: BallotTerms, counts: Counts, present: int) -> None:
    """Check the hands counted at a site, where `present` voters are.

    :raises Invalid: an option is unknown, or more hands than voters were counted.
    """
    _check_keys({str(one) for one in terms.options}, counts)
    most = 1 if terms.form == BallotForm.ONE else terms.max_choices
    each = max(counts.values(), default=0)
    if each > present or sum(counts.values()) > present * most:
        raise Invalid(
            N_(
                "Số đếm được nhiều hơn {present} đại biểu có tên trong danh sách chốt"
                " khi mở biểu quyết. Xin đếm lại."
            ),
            code="more_than_present",
            present=present,
        )


def _check_keys(known: set[str], counts: Mapping[str, int]) -> None:
    if not set(counts) <= known:
        raise Invalid(
            N_("Có phương án không thuộc biểu quyết này. Xin tải lại trang."),
            code="unknown_option",
        )


def hands_tally(terms: BallotTerms, sites: Iterable[Counts], voters: int) -> Tally:
    """Return the sum over the sites.

    With one answer each, hands are ballots; with candidates everybody on the roll
    counts as having voted, since hands tell nothing about who raised none.
    """
    tally = Tally()
    for counts in sites:
        tally.marks.update({(int(key), "1"): count for key, count in counts.items()})
    raised = sum(tally.marks.values())
    tally.valid = raised if terms.form == BallotForm.ONE else voters
    return tally


def paper_keys(terms: BallotTerms) -> dict[str, tuple[int, str]]:
    """Return the fields of a paper count: option and mark by the form's key."""
    if terms.form != BallotForm.LEVELS:
        return {str(one): (one, "1") for one in terms.options}
    return {
        f"{one}:{place}": (one, level)
        for one in terms.options
        for place, level in enumerate(terms.levels)
    }


def check_paper(terms: BallotTerms, form: PaperCountForm, eligible: int) -> None:
    """Check that the numbers of a paper ballot agree.

    :raises Invalid: they do not; the sentence says which.
    """
    _check_keys(set(paper_keys(terms)), form.counts)
    if form.issued > eligible:
        raise _disagree(
            N_("Số phiếu phát ra ({issued}) nhiều hơn số người được bỏ ({eligible})."),
            issued=form.issued,
            eligible=eligible,
        )
    if form.returned > form.issued:
        raise _disagree(
            N_("Số phiếu thu về ({returned}) nhiều hơn số phiếu phát ra ({issued})."),
            returned=form.returned,
            issued=form.issued,
        )
    if form.valid + form.invalid != form.returned:
        raise _disagree(
            N_(
                "Phiếu hợp lệ ({valid}) cộng phiếu không hợp lệ ({invalid}) phải bằng"
                " số phiếu thu về ({returned})."
            ),
            valid=form.valid,
            invalid=form.invalid,
            returned=form.returned,
        )
    if sum(form.reasons.values()) != form.invalid:
        raise _disagree(
            N_("Tổng số phiếu theo lý do phải bằng số phiếu không hợp lệ ({invalid})."),
            invalid=form.invalid,
        )
    _check_paper_counts(terms, form)


def _check_paper_counts(terms: BallotTerms, form: PaperCountForm) -> None:
    by_option: Counter[int] = Counter()
    for key, (option, _mark) in paper_keys(terms).items():
        by_option[option] += form.counts.get(key, 0)
    whole = sum(by_option.values())
    if terms.form == BallotForm.ONE:
        agrees = whole == form.valid
    elif terms.form == BallotForm.LEVELS:
        agrees = all(count == form.valid for count in by_option.values())
    else:
        agrees = (
            max(by_option.values(), default=0) <= form.valid
            and whole <= form.valid * terms.max_choices
        )
    if not agrees:
        raise _disagree(
            N_("Số phiếu của các phương án không khớp với {valid} phiếu hợp lệ."),
            valid=form.valid,
        )


def _disagree(sentence: str, **numbers: int) -> Invalid:
    return Invalid(sentence, code="counts_disagree", **numbers)


def paper_tally(terms: BallotTerms, form: PaperCountForm) -> Tally:
    """Return the tally of a checked paper count; blank ones are among the invalid."""
    tally = Tally(valid=form.valid, invalid=form.invalid)
    for key, mark in paper_keys(terms).items():
        tally.marks[mark] = form.counts.get(key, 0)
    return tally
