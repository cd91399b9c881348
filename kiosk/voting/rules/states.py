"""States of a vote and who may have been faster; pure."""

from kiosk.errors import N_, Conflict, Forbidden
from kiosk.voting.rules.kinds import VoteState

NEXT_STATES: dict[VoteState, frozenset[VoteState]] = {
    VoteState.DRAFT: frozenset({VoteState.OPEN, VoteState.CANCELLED}),
    VoteState.OPEN: frozenset({VoteState.CLOSED, VoteState.CANCELLED}),
    VoteState.CLOSED: frozenset({VoteState.ANNOUNCED, VoteState.CANCELLED}),
    VoteState.ANNOUNCED: frozenset(),
    VoteState.CANCELLED: frozenset(),
}
# What somebody did who was faster, by the state it led to.
DONE: dict[VoteState, str] = {
    VoteState.DRAFT: N_("Đồng chí {who} vừa sửa biểu quyết này. Xin xem lại."),
    VoteState.OPEN: N_("Đồng chí {who} vừa mở biểu quyết này."),
    VoteState.CLOSED: N_("Đồng chí {who} vừa kết thúc biểu quyết này."),
    VoteState.ANNOUNCED: N_("Đồng chí {who} vừa công bố kết quả biểu quyết này."),
    VoteState.CANCELLED: N_("Đồng chí {who} vừa huỷ biểu quyết này."),
}


def check_next(now: VoteState, new: VoteState, *, who: str, seen: str = "") -> None:
    """Check the transition from `now` to `new`.

    `who` has changed the vote last; `seen` is the state on the presser's screen.

    :raises Conflict: there is no such transition, or somebody was faster.
    """
    if new not in NEXT_STATES[now] or (seen and seen != now):
        raise Conflict(DONE[now], code="wrong_state", who=who, state=now)


def check_draft(state: VoteState, *, who: str) -> None:
    """Check that a vote may still be changed.

    :raises Conflict: it was opened or cancelled.
    """
    if state != VoteState.DRAFT:
        raise Conflict(DONE[state], code="wrong_state", who=who, state=state)


def check_takes_ballots(state: VoteState) -> None:
    """Check that a vote takes ballots.

    :raises Conflict: it is over; the ballot does not count.
    """
    if state == VoteState.OPEN:
        return
    if state == VoteState.DRAFT:
        raise Conflict(N_("Biểu quyết này chưa mở."), code="not_open_yet")
    raise Conflict(
        N_("Biểu quyết đã kết thúc nên phiếu này không được tính."), code="vote_over"
    )


def not_on_roll() -> Forbidden:
    """Return the error for somebody who has no ballot in this vote."""
    return Forbidden(
        N_(
            "Đồng chí không có trong danh sách biểu quyết lần này. Nếu có nhầm lẫn, xin"
            " báo thư ký."
        ),
        code="not_on_roll",
    )


def already_cast() -> Conflict:
    """Return the error for a second ballot."""
    return Conflict(
        N_("Đồng chí đã bỏ phiếu. Phiếu trước vẫn được tính, phiếu này thì không."),
        code="already_cast",
    )


def check_shares_wanted(state: VoteState, share_count: int, result: str) -> None:
    """Check that the vote waits for the tellers' shares.

    :raises Conflict: it is not closed, it is counted, or its key is not shared.
    """
    if state != VoteState.CLOSED or not share_count or result:
        raise Conflict(
            N_("Biểu quyết này lúc này không cần nhập cụm từ của người kiểm phiếu."),
            code="no_shares_wanted",
        )


def check_key_known(*, is_counted: bool, share_count: int) -> None:
    """Check that ballots without a key on the server can still be opened.

    :raises Conflict: they cannot.
    """
    if not is_counted and not share_count:
        raise Conflict(
            N_(
                "Máy chủ không còn chìa khoá để mở phiếu kín, vì dữ liệu đã được khôi"
                " phục từ bản sao lưu. Xin huỷ biểu quyết này và tổ chức lại."
            ),
            code="key_lost",
        )
