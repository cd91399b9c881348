"""Shares that a vote or a quorum needs, in whole numbers; pure."""

from kiosk.errors import N_, Invalid
from kiosk.voting.rules.kinds import PassingRule, RuleBase
from kiosk.voting.rules.results import BaseCounts


def needed_of(of: int, numerator: int, denominator: int, *, strict: bool) -> int:
    """Return the smallest number that is (more than) the share of `of`.

    Nobody is rounded into or out of a majority: only integers are compared.
    """
    if strict:
        return of * numerator // denominator + 1
    return -(-of * numerator // denominator)


def base_of(rule: PassingRule, counts: BaseCounts) -> int:
    """Return the number that the rule's share is of."""
    return {
        RuleBase.SUMMONED: counts.summoned,
        RuleBase.MEMBERS: counts.members,
        RuleBase.PRESENT: counts.present,
        RuleBase.CAST: counts.cast,
    }[rule.base]


def needed_to_pass(rule: PassingRule, counts: BaseCounts) -> int:
    """Return how many are needed."""
    return needed_of(
        base_of(rule, counts), rule.numerator, rule.denominator, strict=rule.strict
    )


def passes(rule: PassingRule, counts: BaseCounts, count: int) -> bool:
    """Return whether `count` is enough; nothing passes where nobody is counted."""
    return base_of(rule, counts) > 0 and count >= needed_to_pass(rule, counts)


def needed_present(rule: PassingRule, counts: BaseCounts) -> int:
    """Return how many must be present: of the members where the rule counts them."""
    if rule.quorum_numerator == 0:
        return 0
    of = counts.members if rule.base == RuleBase.MEMBERS else counts.summoned
    return needed_of(
        of,
        rule.quorum_numerator,
        rule.quorum_denominator,
        strict=rule.quorum_strict,
    )


def has_quorum(rule: PassingRule, counts: BaseCounts) -> bool:
    """Return whether enough are present."""
    if rule.quorum_numerator == 0:
        return True
    return counts.present > 0 and counts.present >= needed_present(rule, counts)


def check_rule(rule: PassingRule) -> None:
    """Check that a result can be computed by `rule`.

    :raises Invalid: a share is more than the whole, or the members are missing.
    """
    shares = (
        (rule.numerator, rule.denominator, rule.strict),
        (rule.quorum_numerator, rule.quorum_denominator, rule.quorum_strict),
    )
    for numerator, denominator, strict in shares:
        if numerator > denominator or (strict and numerator == denominator):
            raise Invalid(
                N_("Tỷ lệ phải nhỏ hơn toàn bộ, ví dụ quá 1/2 hoặc ít nhất 2/3."),
                code="bad_share",
            )
    if rule.numerator == 0 and not rule.strict:
        raise Invalid(
            N_("Tỷ lệ để thông qua phải lớn hơn 0, ví dụ quá 1/2 hoặc ít nhất 2/3."),
            code="bad_share",
        )
    if rule.base == RuleBase.MEMBERS and rule.members < 1:
        raise Invalid(
            N_("Xin nhập tổng số thành viên của cơ quan để tính tỷ lệ."),
            code="bad_members",
        )
