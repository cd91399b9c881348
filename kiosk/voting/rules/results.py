"""Results of votes as values; pure."""

import msgspec


class BaseCounts(msgspec.Struct, frozen=True):
    """The numbers of which shares are computed."""

    summoned: int
    members: int
    present: int
    cast: int


class ResultRow(msgspec.Struct, frozen=True):
    """The count of one option; with levels, `count` is that of the highest.

    `of_summoned`, `of_present`: the numbers of which both percentages are printed.
    `passed` with levels: the lowest level does not reach the rule's share.
    """

    option_id: int
    label: str
    count: int
    of_summoned: int
    of_present: int
    passed: bool
    levels: dict[str, int] = {}


class GroupCount(msgspec.Struct, frozen=True):
    """The counts of one site or unit, by option id."""

    name: str
    cast: int
    counts: dict[str, int]


class VoteResult(msgspec.Struct, frozen=True):
    """The result of a vote; `cast` of the base is valid + blank + invalid.

    `passed` None: the rule leaves it to the chair, or rows pass one by one.
    """

    base_counts: BaseCounts
    rows: list[ResultRow]
    passed: bool | None
    valid: int
    invalid: int
    blank: int
    # How many were needed.
    needed: int
    tie: list[int] = []
    elected: list[int] = []
    by_site: list[GroupCount] = []
    by_unit: list[GroupCount] = []
    # Of paper ballots only.
    issued: int = 0
    returned: int = 0
    reasons: dict[str, int] = {}
    # The chair has decided a tie.
    by_chair: bool = False
    # Of votes with receipts: the root of the published list of ballots.
    receipt_root: str = ""
