"""Turn a survey's form into what is counted; pure."""

from kiosk.surveys.results.questions import CountedQuestion, FigureChoice, Measure
from kiosk.surveys.rules.questions import Question, QuestionKind, scale_points

_MEASURES = {
    QuestionKind.SINGLE: Measure.OPTIONS,
    QuestionKind.MULTIPLE: Measure.OPTIONS,
    QuestionKind.SCALE: Measure.SCALE,
    QuestionKind.MATRIX: Measure.OPTIONS,
    QuestionKind.RANKING: Measure.SCALE,
    QuestionKind.NUMBER: Measure.NUMBERS,
    QuestionKind.DATE: Measure.DATES,
    QuestionKind.TEXT: Measure.TEXTS,
}
_ONE_ROW = (FigureChoice("", ""),)


def counted_questions(questions: list[Question]) -> list[CountedQuestion]:
    """Return the questions of a form as they are counted, numbered from 1."""
    return [
        CountedQuestion(
            key=question.key,
            number=number,
            text=question.text,
            measure=_MEASURES[question.kind],
            values=_values(question),
            rows=_rows(question),
            is_ranking=question.kind == QuestionKind.RANKING,
            is_multiple=question.kind == QuestionKind.MULTIPLE,
            section=question.section,
        )
        for number, question in enumerate(questions, 1)
    ]


def _values(question: Question) -> tuple[FigureChoice, ...]:
    if question.kind == QuestionKind.SCALE:
        points = scale_points(question)
        ends = {points[0]: question.low, points[-1]: question.high}
        return tuple(
            FigureChoice(str(point), _scale_label(point, ends.get(point, "")))
            for point in points
        )
    if question.kind == QuestionKind.RANKING:
        places = range(1, len(question.options) + 1)
        return tuple(FigureChoice(str(place), str(place)) for place in places)
    return tuple(FigureChoice(option.key, option.text) for option in question.options)


def _scale_label(point: int, meaning: str) -> str:
    return f"{point} – {meaning}" if meaning else str(point)


def _rows(question: Question) -> tuple[FigureChoice, ...]:
    if question.kind == QuestionKind.MATRIX:
        return tuple(FigureChoice(row.key, row.text) for row in question.rows)
    if question.kind == QuestionKind.RANKING:
        return tuple(
            FigureChoice(option.key, option.text) for option in question.options
        )
    return _ONE_ROW
