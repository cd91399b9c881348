"""Fill the templates of notices: the office's own, else the standard ones.

A template is `<kind>.<language>.txt`: "Subject: …", an empty line, the text. Beside it
may stand `<kind>.<language>.html`, the content of the HTML part; without it the text's
paragraphs are used. `layout.html` surrounds both. Own ones stand in the data folder.
Labels come in Vietnamese and days as `2026-12-15`: the filters `translated` and
`long_date` write them in the language of the notice.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from jinja2 import (
    ChoiceLoader,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
)
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from kiosk.notices.rules import KIND_NAME
from kiosk.notices.template_filters import FILTERS

STANDARD_TEMPLATES = Path(__file__).with_name("templates")
# In the data folder.
OWN_FOLDER = "notice_templates"
LAYOUT = "layout.html"
# Kinds without a template of their own: parameters `subject` and `lines`.
GENERAL = "general"
_SUBJECT = "Subject:"
LONGEST_SUBJECT = 200

Parameters = dict[str, str | int | list[str]]


class BrokenNoticeTemplate(Exception):  # noqa: N818
    """A template cannot be used; the message names file and reason."""


@dataclass(frozen=True)
class FilledNotice:
    """What a recipient reads."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class NoticeLinks:
    """Whole addresses below a notice; empty for none."""

    link: str = ""
    unsubscribe: str = ""


class NoticeTemplates:
    """The standard templates, and those in a folder of the office before them."""

    def __init__(self, own: Path | None = None) -> None:
        """Use the files in `own` that have a standard template's name."""
        self._own = _environment([own, STANDARD_TEMPLATES] if own else None)
        self._standard = _environment(None)

    def kinds(self) -> list[str]:
        """Return the kinds that have a template, in order."""
        names = self._own.list_templates(extensions=["txt"])
        return sorted({name.split(".")[0] for name in names})

    def fill(
        self,
        kind: str,
        language: str,
        parameters: Parameters,
        links: NoticeLinks = NoticeLinks(),
    ) -> FilledNotice:
        """Return the notice; a standard template replaces a broken own one.

        :raises BrokenNoticeTemplate: the standard one lacks a parameter.
        """
        try:
            return _fill(self._own, kind, language, parameters, links)
        except BrokenNoticeTemplate:
            return _fill(self._standard, kind, language, parameters, links)

    def check(self, kind: str, language: str, parameters: Parameters) -> FilledNotice:
        """Return the notice from the office's own template.

        :raises BrokenNoticeTemplate: it cannot be used.
        """
        return _fill(self._own, kind, language, parameters, NoticeLinks())


def _environment(folders: list[Path] | None) -> SandboxedEnvironment:
    loaders = [FileSystemLoader(one) for one in folders or [STANDARD_TEMPLATES]]
    environment = SandboxedEnvironment(
        loader=ChoiceLoader(loaders),
        # Text is no HTML: "&" stays "&".
        autoescape=lambda name: bool(name and name.endswith(".html")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= FILTERS
    return environment


def _fill(
    environment: SandboxedEnvironment,
    kind: str,
    language: str,
    parameters: Parameters,
    links: NoticeLinks,
) -> FilledNotice:
    stem = f"{_usable(environment, kind, language)}.{language}"
    # The filters look it up there.
    parameters = parameters | {"language": language}
    try:
        written = environment.get_template(f"{stem}.txt").render(parameters)
        subject, text = _split(written, stem)
        content = _content(environment, stem, parameters, text)
        html = environment.get_template(LAYOUT).render(
            subject=subject,
            language=language,
            content=content,
            link_url=links.link,
            unsubscribe_url=links.unsubscribe,
        )
    except (TemplateError, OSError, ValueError, TypeError, ArithmeticError) as error:
        raise BrokenNoticeTemplate(f"{stem}: {error}") from error
    return FilledNotice(subject, _with_links(text, language, links), html)


def _usable(environment: SandboxedEnvironment, kind: str, language: str) -> str:
    """Return the kind if it has a template, else the general one."""
    if not KIND_NAME.fullmatch(kind):
        raise BrokenNoticeTemplate(f"{kind!r} names no template")
    try:
        environment.get_template(f"{kind}.{language}.txt")
    except TemplateNotFound:
        return GENERAL
    except TemplateError as error:
        raise BrokenNoticeTemplate(f"{kind}.{language}: {error}") from error
    return kind


def _split(written: str, stem: str) -> tuple[str, str]:
    first, _, text = written.partition("\n")
    if not first.startswith(_SUBJECT):
        raise BrokenNoticeTemplate(f"{stem}.txt: the first line is no “{_SUBJECT}”")
    # No line end can get into a header.
    subject = " ".join(first.removeprefix(_SUBJECT).split())[:LONGEST_SUBJECT]
    return subject, re.sub(r"\n{3,}", "\n\n", text).strip()


def _content(
    environment: SandboxedEnvironment, stem: str, parameters: Parameters, text: str
) -> Markup:
    try:
        template = environment.get_template(f"{stem}.html")
    except TemplateNotFound:
        parts = (
            escape(part).replace("\n", Markup("<br>")) for part in text.split("\n\n")
        )
        return Markup("\n").join(Markup("<p>{}</p>").format(part) for part in parts)
    # The template has escaped what was put into it.
    return Markup(template.render(parameters))  # noqa: S704


_LINK_WORDS = {"vi": "Mở trên hệ thống họp:", "en": "Open in the meeting system:"}
_UNSUBSCRIBE_WORDS = {
    "vi": "Không nhận thư khảo sát và bản tin nữa:",
    "en": "Unsubscribe from surveys and digests:",
}


def _with_links(text: str, language: str, links: NoticeLinks) -> str:
    parts = [text]
    if links.link:
        parts.append(f"{_LINK_WORDS[language]}\n{links.link}")
    if links.unsubscribe:
        parts.append(f"{_UNSUBSCRIBE_WORDS[language]}\n{links.unsubscribe}")
    return "\n\n".join(parts) + "\n"
