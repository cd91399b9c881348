"""Tracked changes and comments: the final text stays, nothing else."""

from kiosk.documents.office_text.parts import (
    WORD,
    Element,
    Parts,
    child,
    drop,
    is_named,
    local,
    unwrap,
    value,
)
from kiosk.documents.office_text.word import TEXTS

_GONE = {"del", "moveFrom", "cellDel"}
_STAYS = {"ins", "moveTo"}
_FORMER = {
    "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange",
    "trPrChange", "tcPrChange", "tblGridChange", "numberingChange", "cellIns",
    "cellMerge",
}  # fmt: skip
_COMMENT_MARKS = {"commentRangeStart", "commentRangeEnd", "commentReference"}
_COMMENTS = {"comment", "threadedComment", "cm"}


def settle(parts: Parts) -> tuple[bool, bool]:
    """Make tracked changes final and leave comments out; return which there were."""
    had_changes = had_comments = False
    for _, root in parts.matching(*TEXTS):
        had_changes |= _settle_part(root)
        had_comments |= _drop_marks(root)
    had_comments |= _drop_comments(parts)
    for _, root in parts.matching("xl/worksheets/*.xml"):
        # Excel may print notes behind a sheet or on it.
        for setup in root.iter("{*}pageSetup"):
            setup.attrib.pop("cellComments", None)
    return had_changes, had_comments


def settle_open_document(parts: Parts) -> tuple[bool, bool]:
    """Do the same for an OpenDocument file, which keeps what was deleted aside."""
    had_changes = had_comments = False
    for _, root in parts.matching("content.xml", "styles.xml"):
        for element in list(root.iter("{*}tracked-changes")):
            had_changes |= len(element) > 0
            drop(element)
        for element in list(root.iter("{*}change", "{*}change-start", "{*}change-end")):
            drop(element)
        for element in list(root.iter("{*}annotation", "{*}annotation-end")):
            had_comments = True
            drop(element)
    return had_changes, had_comments


def _settle_part(root: Element) -> bool:
    found = False
    ended: list[Element] = []
    for element in list(root.iter()):
        name = local(element)
        if not is_named(element, name, WORD):
            continue
        if name in _FORMER:
            found = True
            drop(element)
        elif name in _GONE:
            found = True
            _take_out(element, ended)
        elif name in _STAYS:
            found = True
            unwrap(element)
    # From the end: several paragraphs in a row may have become one.
    for paragraph in reversed(ended):
        _join(paragraph)
    return found


def _take_out(element: Element, ended: list[Element]) -> None:
    """Remove what was deleted: text, a row, a cell, or the end of a paragraph."""
    place = element.getparent()
    holder = None if place is None else place.getparent()
    match local(place) if place is not None else "":
        case "rPr" if holder is not None and local(holder) == "pPr":
            ended.append(holder.getparent())
            drop(element)
        case "trPr" | "tcPr" if holder is not None:
            table = holder.getparent()
            drop(holder)
            if local(table) == "tbl" and child(table, "tr") is None:
                drop(table)
        case _:
            drop(element)


def _join(paragraph: Element) -> None:
    """Put a paragraph whose end was deleted before the text of the next."""
    after = paragraph.getnext()
    while after is not None and not is_named(after, "p", WORD):
        after = after.getnext() if local(after).startswith("bookmark") else None
    content = [part for part in paragraph if local(part) != "pPr"]
    if after is None:
        # A cell or a text must end with a paragraph.
        if not content and paragraph.getprevious() is not None and _is_spare(paragraph):
            drop(paragraph)
        return
    at = 1 if child(after, "pPr") is not None else 0
    for part in reversed(content):
        after.insert(at, part)
    drop(paragraph)


def _is_spare(paragraph: Element) -> bool:
    """Tell whether nothing needs this empty paragraph to stand where it is."""
    before = paragraph.getprevious()
    has_section = child(paragraph, "pPr", "sectPr") is not None
    return not has_section and is_named(before, "p", WORD)


def _drop_marks(root: Element) -> bool:
    marks = [each for each in root.iter() if local(each) in _COMMENT_MARKS]
    for mark in marks:
        drop(mark)
    return bool(marks)


def _drop_comments(parts: Parts) -> bool:
    found = False
    for name, root in list(parts.matching("*omment*.xml")):
        found = found or any(local(each) in _COMMENTS for each in root.iter())
        parts.remove(name)
    for _, rels in list(parts.matching("*.rels")):
        for one in list(rels):
            if "omment" in value(one, "Type").rpartition("/")[2]:
                drop(one)
    return found
