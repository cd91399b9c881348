"""Fill the templates of official papers: the office's own, else the standard ones."""

import traceback
from dataclasses import replace
from pathlib import Path

from jinja2 import (
    ChoiceLoader,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from kiosk.official_papers import formats
from kiosk.official_papers.rules import Block, OfficialPaper, PaperFamily
from kiosk.official_papers.spelling import spell
from kiosk.official_papers.text_width import measure
from kiosk.official_papers.urgency import URGENCY_STAMPS, UrgencyStamp

STANDARD_TEMPLATES = Path(__file__).with_name("standard_templates")
STYLES = "paper.css"
# By family; both use the parts in `blocks.html`. `continued.html` has the pages after
# the first part of a long table.
TEMPLATE_NAMES = ("dang.html", "nd30.html", "blocks.html", "continued.html", STYLES)
# What a DOCX is based on, if the office has one: page, headers, footers, styles.
BASE_DOCUMENTS = {PaperFamily.PARTY: "dang.docx", PaperFamily.STATE: "nd30.docx"}
OWN_NAMES = (*TEMPLATE_NAMES, *BASE_DOCUMENTS.values())


_OLDER_COPY = (
    "mẫu chưa in dấu chỉ mức độ khẩn hoặc phụ lục: cần gọi urgency() và appendices()"
    " như mẫu chuẩn"
)


class BrokenTemplate(Exception):  # noqa: N818
    """An own template of the office cannot be used; holds file name and line."""

    def __init__(self, name: str, line: int, reason: str) -> None:
        super().__init__(f"{name}, {line}: {reason}")
        self.name, self.line, self.reason = name, line, reason


class TemplateFolder:
    """The standard templates, and those in a folder of the office before them."""

    def __init__(self, own: Path | None) -> None:
        """Use the files in `own` that have a standard template's name."""
        self._own = own
        folders = [own] if own else []
        loaders = [FileSystemLoader(one) for one in (*folders, STANDARD_TEMPLATES)]
        # Own templates run no more than expressions on what they are given.
        self._environment = SandboxedEnvironment(
            loader=ChoiceLoader(loaders),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def styles(self) -> str:
        """Return the style sheet.

        :raises BrokenTemplate: the own one is no text.
        """
        own = self._own / STYLES if self._own else None
        path = own if own and own.is_file() else STANDARD_TEMPLATES / STYLES
        try:
            return path.read_text("utf-8")
        except UnicodeError as error:
            raise BrokenTemplate(STYLES, 0, str(error)) from error

    def fill(
        self, paper: OfficialPaper, *, first_page: int = 1, has_row_ids: bool = False
    ) -> str:
        """Return the HTML of a paper, or of a part that begins on a later page.

        :raises BrokenTemplate: an own template has an error.
        """
        name = f"{paper.family}.html" if first_page == 1 else "continued.html"
        names = dict(_names_for(paper), first_page=first_page, row_ids=has_row_ids)
        try:
            html = self._environment.get_template(name, globals=names).render()
        except (
            TemplateError,
            ArithmeticError,
            LookupError,
            TypeError,
            ValueError,
        ) as e:
            raise _broken(e, self._own, name) from e
        self._check_newer_parts(paper, html, name)
        return html

    def _check_newer_parts(self, paper: OfficialPaper, html: str, name: str) -> None:
        """Check that own templates print the stamp and the appendices.

        Copies that were made of older standard templates do not.

        :raises BrokenTemplate: one does not.
        """
        stamp = urgency_stamp(paper)
        wanted = [stamp.words] if stamp and name != "continued.html" else []
        wanted += [one.title for one in paper.appendices]
        printed = html.upper()
        missing = [one for one in wanted if escape(one.upper()) not in printed]
        own = [one for one in (name, "blocks.html") if self._has_own(one)]
        if missing and own:
            raise BrokenTemplate(own[0], 0, _OLDER_COPY)

    def _has_own(self, name: str) -> bool:
        return self._own is not None and (self._own / name).is_file()


def check_templates(own: Path) -> None:
    """Check that the own templates can be read at all.

    :raises BrokenTemplate: one of them has an error.
    """
    environment = SandboxedEnvironment(loader=FileSystemLoader(own))
    for name in TEMPLATE_NAMES:
        if not (own / name).is_file() or name == STYLES:
            continue
        try:
            environment.parse((own / name).read_text("utf-8"), name, str(own / name))
        except TemplateSyntaxError as error:
            raise BrokenTemplate(name, error.lineno, str(error.message)) from error
        except UnicodeError as error:
            raise BrokenTemplate(name, 0, str(error)) from error


def _names_for(paper: OfficialPaper) -> dict[str, object]:
    """Return what templates may use."""
    return dict(  # noqa: C408 a test reads these names as arguments
        paper=paper,
        title=paper_title(paper),
        author=paper.issuing_body.replace("\n", " "),
        number_line=formats.number_line(paper),
        place_and_date=formats.place_and_date(paper),
        stamp=urgency_stamp(paper),
        appendix_label=formats.appendix_label,
        appendix_reference=formats.appendix_reference(paper),
        recipient_lines=formats.recipient_lines,
        addressee_lines=formats.addressee_lines,
        item_markers=formats.item_markers,
        kind_of=block_kind,
        leads=formats.leads,
        stays_whole=formats.stays_whole,
        kept=_kept_together,
        balance=_balanced,
        spell=lambda words: spell(words, paper.spelling),
        nbsp=Markup("&nbsp;"),
    )


def urgency_stamp(paper: OfficialPaper) -> UrgencyStamp | None:
    """Return the paper's stamp in the spelling of the office."""
    stamp = URGENCY_STAMPS.get(paper.urgency)
    if stamp is None:
        return None
    return replace(stamp, words=spell(stamp.words, paper.spelling))


def _kept_together(text: str) -> Markup:
    """Return text whose times and dates do not break over two lines."""
    pieces = formats.kept_pieces(text)
    return Markup("").join(
        Markup('<span class="kept">{}</span>').format(piece) if is_kept else piece
        for piece, is_kept in pieces
    )


def _balanced(text: str, room: float, size: float, bold: bool) -> str:  # noqa: FBT001
    """Return a heading broken evenly in `room` mm; ranges of years stay whole."""
    lines = measure().balance(formats.unbroken(text), room, size, bold=bold)
    return "\n".join(lines)


def paper_title(paper: OfficialPaper) -> str:
    """Return the title of the file: type and summary."""
    parts = (paper.type_name, paper.summary.replace("\n", " "))
    return " – ".join(filter(None, parts)) or paper.kind


def block_kind(block: Block) -> str:
    """Return "paragraph", "heading", "list" or "table"."""
    return str(block.__struct_config__.tag)


def _broken(error: Exception, own: Path | None, name: str) -> BrokenTemplate:
    """Return which own template has the error; a standard one has none.

    :raises Exception: the error itself, if no own template took part.
    """
    line = getattr(error, "lineno", None)
    named = getattr(error, "filename", None) or ""
    steps = [(named, line or 0)] if named else []
    steps += [
        (step.filename, step.lineno or 0)
        for step in traceback.extract_tb(error.__traceback__)
    ]
    for filename, lineno in reversed(steps):
        if own and Path(filename).parent == own:
            return BrokenTemplate(Path(filename).name, lineno, str(error))
    # For example, a standard template lacks what an own one should define.
    there = [one for one in (name, *TEMPLATE_NAMES) if own and (own / one).is_file()]
    if not there:
        raise error
    named = [one for one in there if one in str(error) and one != name]
    return BrokenTemplate((named or there)[0], 0, str(error))
