"""Accept tracked changes and remove comments."""

from kiosk.ingestion.office.package import (
    WORD,
    Element,
    OfficePackage,
    attribute,
    find_child,
    has_name,
    local_name,
    remove_element,
    unwrap,
)
from kiosk.ingestion.office.word_files import TEXT_PARTS

_GONE = {"del", "moveFrom", "cellDel"}
_STAYS = {"ins", "moveTo"}
_FORMER = {
    "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange",
    "trPrChange", "tcPrChange", "tblGridChange", "numberingChange", "cellIns",
    "cellMerge",
}  # fmt: skip
_COMMENT_MARKS = {"commentRangeStart", "commentRangeEnd", "commentReference"}
_COMMENTS = {"comment", "threadedComment", "cm"}


def accept_changes(package: OfficePackage) -> tuple[bool, bool]:
    """Accept tracked changes and remove comments; return whether there were any."""
    had_changes = had_comments = False
    for _, root in package.matching(*TEXT_PARTS):
        had_changes |= _accept_part(root)
        had_comments |= _drop_marks(root)
    had_comments |= _drop_comments(package)
    for _, root in package.matching("xl/worksheets/*.xml"):
        # Excel would print comments.
        for setup in root.iter("{*}pageSetup"):
            setup.attrib.pop("cellComments", None)
    return had_changes, had_comments


def accept_open_document_changes(package: OfficePackage) -> tuple[bool, bool]:
    """Do the same in an OpenDocument file, which stores deleted text separately."""
    had_changes = had_comments = False
    for _, root in package.matching("content.xml", "styles.xml"):
        for element in list(root.iter("{*}tracked-changes")):
            had_changes |= len(element) > 0
            remove_element(element)
        for element in list(root.iter("{*}change", "{*}change-start", "{*}change-end")):
            remove_element(element)
        for element in list(root.iter("{*}annotation", "{*}annotation-end")):
            had_comments = True
            remove_element(element)
    return had_changes, had_comments


def _accept_part(root: Element) -> bool:
    found = False
    ended: list[Element] = []
    for element in list(root.iter()):
        name = local_name(element)
        if not has_name(element, name, WORD):
            continue
        if name in _FORMER:
            found = True
            remove_element(element)
        elif name in _GONE:
            found = True
            _take_out(element, ended)
        elif name in _STAYS:
            found = True
            unwrap(element)
    # Backwards: several paragraphs in a row may be merged.
    for paragraph in reversed(ended):
        _join(paragraph)
    return found


def _take_out(element: Element, ended: list[Element]) -> None:
    """Remove a deleted text, row, cell or paragraph mark."""
    parent = element.getparent()
    grandparent = None if parent is None else parent.getparent()
    match local_name(parent) if parent is not None else "":
        case "rPr" if grandparent is not None and local_name(grandparent) == "pPr":
            ended.append(grandparent.getparent())
            remove_element(element)
        case "trPr" | "tcPr" if grandparent is not None:
            table = grandparent.getparent()
            remove_element(grandparent)
            if local_name(table) == "tbl" and find_child(table, "tr") is None:
                remove_element(table)
        case _:
            remove_element(element)


def _join(paragraph: Element) -> None:
    """Merge a paragraph whose mark was deleted into the next one."""
    after = paragraph.getnext()
    while after is not None and not has_name(after, "p", WORD):
        after = after.getnext() if local_name(after).startswith("bookmark") else None
    content = [part for part in paragraph if local_name(part) != "pPr"]
    if after is None:
        # A cell or text must end with a paragraph.
        if not content and paragraph.getprevious() is not None and _is_spare(paragraph):
            remove_element(paragraph)
        return
    at = 1 if find_child(after, "pPr") is not None else 0
    for part in reversed(content):
        after.insert(at, part)
    remove_element(paragraph)


def _is_spare(paragraph: Element) -> bool:
    """Tell whether an empty paragraph can be removed."""
    before = paragraph.getprevious()
    has_section = find_child(paragraph, "pPr", "sectPr") is not None
    return not has_section and has_name(before, "p", WORD)


def _drop_marks(root: Element) -> bool:
    marks = [each for each in root.iter() if local_name(each) in _COMMENT_MARKS]
    for mark in marks:
        remove_element(mark)
    return bool(marks)


def _drop_comments(package: OfficePackage) -> bool:
    found = False
    for name, root in list(package.matching("*omment*.xml")):
        found = found or any(local_name(each) in _COMMENTS for each in root.iter())
        package.remove(name)
    for _, rels in list(package.matching("*.rels")):
        for one in list(rels):
            if "omment" in attribute(one, "Type").rpartition("/")[2]:
                remove_element(one)
    return found
