"""Store counted results, and group texts by hand."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import delete, func, select, update

from kiosk.errors import N_, Conflict, NotFound
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.surveys.models import Survey
from kiosk.surveys.results.models import (
    SurveyFigures,
    SurveySummary,
    SurveyText,
    SurveyTextGroup,
)
from kiosk.surveys.results.rules import (
    MAX_GROUPS,
    GroupForm,
    MoveTextsForm,
    group_name,
)
from kiosk.surveys.results.texts import CountedText


class FiguresRow(msgspec.Struct, frozen=True):
    """The figures of a question as JSON."""

    question: str
    figures: str
    # None: those that are stored stay.
    cross_tables: str | None


class Summary(msgspec.Struct, frozen=True):
    """What was counted."""

    answers: int
    revision: int
    crossed_answers: int | None


def store_figures(
    work: UnitOfWork, *, survey_id: int, summary: Summary, rows: Sequence[FiguresRow]
) -> None:
    """Replace the figures of a survey; fewer answers than before replace nothing.

    Two workers may count at once: the one that has read more wins.
    """
    if work.session.get(Survey, survey_id) is None:
        return
    before = work.session.get(SurveySummary, survey_id)
    if before is not None:
        is_older = (summary.revision, summary.answers) < (
            before.revision,
            before.answers,
        )
        if is_older:
            return
        work.session.delete(before)
    of_survey = SurveyFigures.survey_id == survey_id
    kept = {
        row.question: row.cross_tables
        for row in work.session.scalars(select(SurveyFigures).where(of_survey))
    }
    work.session.execute(delete(SurveyFigures).where(of_survey))
    work.session.flush()
    work.session.add(
        SurveySummary(
            survey_id=survey_id,
            answers=summary.answers,
            revision=summary.revision,
            crossed_answers=summary.crossed_answers,
            counted_at=work.now,
        )
    )
    work.session.add_all(
        SurveyFigures(
            survey_id=survey_id,
            question=row.question,
            ordinal=ordinal,
            figures=row.figures,
            cross_tables=(
                kept.get(row.question, "[]")
                if row.cross_tables is None
                else row.cross_tables
            ),
        )
        for ordinal, row in enumerate(rows)
    )


def store_texts(
    work: UnitOfWork, *, survey_id: int, question: str, texts: Sequence[CountedText]
) -> None:
    """Add these texts or set how often they were given; their groups stay."""
    if work.session.get(Survey, survey_id) is None:
        return
    place = (SurveyText.survey_id == survey_id, SurveyText.question == question)
    digests = [each.digest for each in texts]
    known = {
        row.digest: row
        for row in work.session.scalars(
            select(SurveyText).where(*place, SurveyText.digest.in_(digests))
        )
    }
    for each in texts:
        row = known.get(each.digest)
        if row is None:
            row = SurveyText(survey_id=survey_id, question=question, digest=each.digest)
            work.session.add(row)
        row.text, row.folded, row.count = each.text, each.folded, each.count
        row.display_order = each.display_order


def remove_other_texts(
    work: UnitOfWork, *, survey_id: int, question: str, kept: set[str]
) -> None:
    """Remove texts that are in no answer any more."""
    place = (SurveyText.survey_id == survey_id, SurveyText.question == question)
    stored = set(work.session.scalars(select(SurveyText.digest).where(*place)))
    for digest in stored - kept:
        work.session.execute(
            delete(SurveyText).where(*place, SurveyText.digest == digest)
        )


def add_group(
    work: UnitOfWork, *, survey_id: int, question: str, form: GroupForm, by: str
) -> int:
    """Add a group of texts and return its id.

    :raises Invalid: it has no name.
    :raises Conflict: the name is taken, or there are too many groups.
    """
    name = group_name(form)
    _check_name(work, survey_id, question, name)
    count = work.session.scalar(
        select(func.count()).where(
            SurveyTextGroup.survey_id == survey_id,
            SurveyTextGroup.question == question,
        )
    )
    if (count or 0) >= MAX_GROUPS:
        raise Conflict(
            N_("Câu hỏi này đã có {limit} nhóm ý kiến, không thêm được nữa."),
            code="many_groups",
            limit=MAX_GROUPS,
        )
    group = SurveyTextGroup(
        survey_id=survey_id, question=question, name=name, changed_by=by
    )
    work.session.add(group)
    work.session.flush()
    return group.id


def rename_group(
    work: UnitOfWork, *, survey_id: int, group_id: int, form: GroupForm, by: str
) -> None:
    """Give a group another name.

    :raises NotFound: there is no such group.
    :raises Invalid: it has no name.
    :raises Conflict: the name is taken.
    """
    group, name = _group(work, survey_id, group_id), group_name(form)
    if name != group.name:
        _check_name(work, survey_id, group.question, name)
        group.name, group.changed_by = name, by


def remove_group(work: UnitOfWork, *, survey_id: int, group_id: int) -> None:
    """Remove a group; its texts are in none afterwards.

    :raises NotFound: there is no such group.
    """
    group = _group(work, survey_id, group_id)
    work.session.execute(
        update(SurveyText).where(SurveyText.group_id == group_id).values(group_id=None),
        execution_options={"synchronize_session": False},
    )
    work.session.delete(group)


def move_texts(
    work: UnitOfWork, *, survey_id: int, question: str, form: MoveTextsForm
) -> None:
    """Put texts into a group, or take them out.

    :raises NotFound: there is no such group, or one of the texts is gone.
    """
    if form.group is not None:
        group = _group(work, survey_id, form.group)
        if group.question != question:
            raise _no_group()
    texts = work.session.scalars(
        select(SurveyText).where(
            SurveyText.survey_id == survey_id,
            SurveyText.question == question,
            SurveyText.digest.in_(form.texts),
        )
    ).all()
    if len(texts) < len(set(form.texts)):
        raise NotFound(
            N_("Có ý kiến không còn trong kết quả. Xin tải lại trang."), code="no_text"
        )
    for text in texts:
        text.group_id = form.group


def _group(work: UnitOfWork, survey_id: int, group_id: int) -> SurveyTextGroup:
    group = work.session.get(SurveyTextGroup, group_id)
    if group is None or group.survey_id != survey_id:
        raise _no_group()
    return group


def _no_group() -> NotFound:
    return NotFound(N_("Không có nhóm ý kiến này."), code="no_group")


def _check_name(work: UnitOfWork, survey_id: int, question: str, name: str) -> None:
    taken = work.session.scalar(
        select(SurveyTextGroup.id).where(
            SurveyTextGroup.survey_id == survey_id,
            SurveyTextGroup.question == question,
            SurveyTextGroup.name == name,
        )
    )
    if taken is not None:
        raise Conflict(N_("Đã có nhóm mang tên này."), code="name_taken")
