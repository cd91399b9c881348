"""Votes and elections in the minutes; pure. Nobody's choice is part of a fact."""

from kiosk.errors import N_
from kiosk.minutes.facts.event_structs import VoteFact, VoteRow
from kiosk.minutes.facts.fact_block import FactBlock, fact_block
from kiosk.minutes.facts.nodes import (
    Node,
    bullets,
    heading,
    numbers,
    paragraph,
    strong,
    table,
)
from kiosk.minutes.facts.structs import (
    MeetingFacts,
)
from kiosk.minutes.facts.wording import MeetingClock, meeting_noun
from kiosk.vietnamese import number as figure
from kiosk.voting.record.rules import KIND_LABELS
from kiosk.voting.rules.kinds import BallotForm, VoteKind

_TITLES = {
    VoteKind.ELECTION: "Bầu cử",
    VoteKind.CONFIDENCE: "Lấy phiếu tín nhiệm",
}


def vote_block(vote: VoteFact, facts: MeetingFacts) -> FactBlock:
    """Return a vote with how it was held, its counts and its result."""
    clock, noun = MeetingClock(facts), meeting_noun(facts.title)
    content = [heading(3, f"{_title(vote)}.")]
    if vote.question:
        content.append(paragraph(f"Nội dung biểu quyết: {vote.question}"))
    content.append(paragraph(_how_held(vote, clock)))
    if vote.cancelled is not None:
        reason = f": {vote.cancelled}" if vote.cancelled else ""
        content.append(paragraph(f"Lần biểu quyết này đã bị huỷ{reason}."))
    elif not vote.rows:
        content.append(paragraph("Chưa có kết quả kiểm phiếu."))
    else:
        content += _result_nodes(vote, noun)
    return fact_block(f"vote.{vote.id}", N_("Biểu quyết"), content, vote.title)


def _title(vote: VoteFact) -> str:
    """Return the title after what it is, unless it says so itself."""
    # Paper ballots and hands may elect people too.
    default = "Bầu cử" if vote.form == BallotForm.UP_TO else "Biểu quyết"
    label = _TITLES.get(VoteKind(vote.kind), default)
    first = vote.title.split()[:1]
    says_so = first and label.lower().startswith(first[0].lower())
    return vote.title if says_so else f"{label}: {vote.title}"


def _how_held(vote: VoteFact, clock: MeetingClock) -> str:
    kind = KIND_LABELS[VoteKind(vote.kind)]
    secret = ", phiếu kín" if vote.is_secret and "kín" not in kind else ""
    document = f" Tài liệu: {vote.document}." if vote.document else ""
    ended = f", kết thúc lúc {clock.at(vote.closed)}" if vote.closed else ""
    return (
        f"Hình thức: {kind}{secret}; bắt đầu lúc {clock.at(vote.at)}{ended}."
        f"{document} Tổng số được triệu tập: {figure(vote.summoned)}; có mặt khi mở"
        f" biểu quyết: {figure(vote.present)}; số được biểu quyết:"
        f" {figure(vote.eligible)}."
    )


def _result_nodes(vote: VoteFact, noun: str) -> list[Node]:
    nodes = [paragraph(_ballot_words(vote))]
    counted = "người" if vote.kind == VoteKind.HANDS else "phiếu"
    needed = f"cần ít nhất {figure(vote.needed)} {counted}"
    nodes.append(paragraph(f"Quy tắc: {vote.rule}, {needed}."))
    nodes.append(_rows_table(vote))
    nodes += _outcome_nodes(vote, noun)
    if vote.announced is None:
        nodes.append(paragraph("Kết quả chưa được công bố tại hội nghị."))
    if vote.receipt_root:
        label = "Mã gốc của danh sách phiếu (SHA-256):"
        nodes.append(paragraph(f"{label}\n{vote.receipt_root}"))
    return nodes


def _ballot_words(vote: VoteFact) -> str:
    if vote.kind == VoteKind.HANDS:
        return f"Số người đã biểu quyết: {figure(vote.returned)}."
    parts = [f"Số phiếu phát ra: {figure(vote.issued)}"] if vote.issued else []
    parts.append(f"số phiếu thu về: {figure(vote.returned)}")
    parts.append(f"hợp lệ: {figure(vote.valid)}")
    reasons = ", ".join(
        f"{why}: {figure(count)}" for why, count in vote.reasons if count
    )
    parts.append(
        f"không hợp lệ: {figure(vote.invalid)}{f' ({reasons})' if reasons else ''}"
    )
    if vote.blank:
        parts.append(f"phiếu trắng: {figure(vote.blank)}")
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}."


def _rows_table(vote: VoteFact) -> Node:
    is_answer = vote.form == BallotForm.ONE
    levels = [level for level, _ in vote.rows[0].levels]
    counted = "Số người" if vote.kind == VoteKind.HANDS else "Số phiếu"
    of = " (mức cao nhất)" if levels else ""
    heads = [
        *("STT", "Phương án" if is_answer else "Họ và tên"),
        *(levels or [counted]),
        *(f"% so với triệu tập{of}", f"% so với có mặt{of}"),
        *([] if is_answer else ["Kết quả"]),
    ]
    return table(
        heads, [_cells(one, place, vote) for place, one in enumerate(vote.rows, 1)]
    )


def _cells(row: VoteRow, place: int, vote: VoteFact) -> list[str]:
    counts = [figure(count) for _, count in row.levels] or [figure(row.count)]
    is_answer = vote.form == BallotForm.ONE
    said = [] if is_answer else ["Đạt" if row.passed else "Không đạt"]
    label = row.label if is_answer or not row.note else f"{row.label}, {row.note}"
    return [str(place), label, *counts, row.of_summoned, row.of_present, *said]


def _outcome_nodes(vote: VoteFact, noun: str) -> list[Node]:
    if vote.form == BallotForm.LEVELS:
        return [paragraph("Kết quả từng người như trong bảng.")]
    if vote.form == BallotForm.UP_TO:
        return _election_nodes(vote)
    return [paragraph(strong("Kết quả: "), f"{outcome_words(vote, noun)}.")]


def _election_nodes(vote: VoteFact) -> list[Node]:
    nodes: list[Node] = []
    if vote.elected:
        names = [
            f"{', '.join(filter(None, (one.label, one.note)))}: {figure(one.count)}"
            f" phiếu, {one.of_summoned}% so với triệu tập,"
            f" {one.of_present}% so với có mặt"
            for one in vote.elected
        ]
        count = (
            f"{figure(len(vote.elected))} người, xếp theo số phiếu từ cao xuống thấp:"
        )
        nodes += [paragraph(strong("Trúng cử: "), count), numbers(names)]
    else:
        nodes.append(paragraph(strong("Trúng cử: "), "không có ai."))
    if vote.tied:
        nodes.append(paragraph(f"Bằng phiếu ở vị trí cuối: {', '.join(vote.tied)}."))
    return nodes


def outcome_words(vote: VoteFact, noun: str) -> str:
    """Return whether a question was passed."""
    said = {
        True: f"{noun} thông qua",
        False: f"{noun} không thông qua",
        None: "Số phiếu ngang nhau, chờ chủ toạ quyết định",
    }
    chair = ", do chủ toạ quyết định khi số phiếu ngang nhau" if vote.by_chair else ""
    return f"{said[vote.passed]}{chair}"


def results_block(facts: MeetingFacts) -> list[FactBlock]:
    """Return the announced results in one list, if there are any."""
    noun = meeting_noun(facts.title)
    announced = [one for one in facts.votes if one.announced and one.rows]
    if not announced:
        return []
    words = [f"{one.title}: {_summary(one, noun)}" for one in announced]
    content = [heading(3, "Kết quả biểu quyết:"), bullets(words)]
    return [fact_block("results", N_("Kết quả biểu quyết"), content)]


def _summary(vote: VoteFact, noun: str) -> str:
    if vote.form == BallotForm.LEVELS:
        return "kết quả từng người như đã ghi ở phần diễn biến"
    if vote.form == BallotForm.UP_TO:
        names = ", ".join(one.label for one in vote.elected)
        return f"trúng cử {len(vote.elected)} người{f': {names}' if names else ''}"
    first = vote.rows[0]
    words = outcome_words(vote, noun)
    return (
        f"{words[:1].lower()}{words[1:]} ({first.label}: {figure(first.count)},"
        f" {first.of_summoned}% so với triệu tập, {first.of_present}% so với có mặt)"
    )
