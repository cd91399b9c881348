"""The shared text: Yjs updates merged, and read or written as ProseMirror JSON.

Editors exchange Yjs updates (https://docs.yjs.dev), which may be applied in any order
and twice. pycrdt merges them here; no browser is asked what the text is. Functions of
values: bytes are Yjs updates (encoding 1), texts are `{"type": "doc", "content": …}`.
"""

import difflib
import hashlib
import json
import unicodedata
from collections.abc import Iterable
from typing import Any, cast

from pycrdt import Doc, XmlElement, XmlFragment, XmlText, get_state

from kiosk.errors import N_, Invalid
from kiosk.minutes.rules import MAX_UPDATE_BYTES

# The name under which y-prosemirror keeps the document.
ROOT = "prosemirror"
NODES = frozenset(
    {
        *("paragraph", "heading", "hard_break", "fact"),
        *("bullet_list", "ordered_list", "list_item"),
        *("table", "table_row", "table_header", "table_cell"),
    }
)
MARKS = ("strong", "em", "underline")
# A list in a cell in a fact has ten levels; deeper ones come from no editor.
MAX_DEPTH = 40
# A line of the text differs at most from the same place among so many.
_MAX_LINES = 5000

Node = dict[str, Any]


def check_update(data: bytes) -> None:
    """Check that an editor's message is a Yjs update of an acceptable size.

    :raises Invalid: it is not.
    """
    if len(data) > MAX_UPDATE_BYTES:
        raise Invalid(
            N_("Đoạn vừa dán quá lớn. Xin chia nhỏ rồi dán lại."), code="large_update"
        )
    try:
        get_state(data)
        Doc[Any]().apply_update(data)
    except ValueError as error:
        raise Invalid(
            N_("Máy chủ không hiểu phần vừa gõ. Xin tải lại trang rồi thử lại."),
            code="bad_update",
        ) from error


def _loaded(updates: Iterable[bytes]) -> tuple[Doc[Any], XmlFragment]:
    doc = Doc[Any]()
    root = doc.get(ROOT, type=XmlFragment)
    with doc.transaction():
        for data in updates:
            doc.apply_update(data)
    return doc, root


def merge_updates(updates: Iterable[bytes]) -> bytes:
    """Return one update that holds all; what was deleted is not in it any more."""
    return _loaded(updates)[0].get_update()


def read_document(updates: Iterable[bytes]) -> Node:
    """Return the text; nodes and marks that no editor makes are left out."""
    _, root = _loaded(updates)
    return {"type": "doc", "content": _read_children(root, 0)}


def _read_children(parent: XmlFragment | XmlElement, depth: int) -> list[Node]:
    if depth > MAX_DEPTH:
        return []
    content: list[Node] = []
    for child in parent.children:
        if isinstance(child, XmlText):
            content += _read_text(child)
        elif isinstance(child, XmlElement) and child.tag in NODES:
            content.append(_read_element(child, depth))
    return content


def _read_element(element: XmlElement, depth: int) -> Node:
    node: Node = {"type": element.tag}
    pairs = cast("Iterable[tuple[str, Any]]", element.attributes)
    # JavaScript's numbers arrive as floats.
    attrs = {
        name: int(value) if isinstance(value, float) and value.is_integer() else value
        for name, value in sorted(pairs)
    }
    if attrs:
        node["attrs"] = attrs
    if content := _read_children(element, depth + 1):
        node["content"] = content
    return node


def _read_text(text: XmlText) -> list[Node]:
    runs: list[Node] = []
    for value, attributes in text.diff():
        if not isinstance(value, str) or not value:
            continue
        run: Node = {"type": "text", "text": unicodedata.normalize("NFC", value)}
        marks = [{"type": mark} for mark in MARKS if mark in (attributes or {})]
        if marks:
            run["marks"] = marks
        runs.append(run)
    return runs


def write_document(document: Node) -> bytes:
    """Return an update that makes this text from nothing."""
    doc, root = _loaded([])
    with doc.transaction():
        _write_children(root, 0, document.get("content", []))
    return doc.get_update()


def _write_children(
    parent: XmlFragment | XmlElement, at: int, nodes: list[Node]
) -> None:
    runs: list[Node] = []
    for node in nodes:
        if node["type"] == "text":
            runs.append(node)
            continue
        at = _write_runs(parent, at, runs)
        runs = []
        if node["type"] not in NODES:
            continue
        attrs = {k: v for k, v in node.get("attrs", {}).items() if v is not None}
        element = XmlElement(node["type"], attrs)
        parent.children.insert(at, element)
        at += 1
        _write_children(element, 0, node.get("content", []))
    _write_runs(parent, at, runs)


def _write_runs(parent: XmlFragment | XmlElement, at: int, runs: list[Node]) -> int:
    if not runs:
        return at
    text = XmlText()
    parent.children.insert(at, text)
    # Backwards, always at 0: positions would be counted in UTF-16 or bytes.
    for run in reversed(runs):
        marks = {mark["type"] for mark in run.get("marks", [])}
        text.insert(0, run["text"], {mark: {} for mark in MARKS if mark in marks})
    return at + 1


def replace_document(updates: Iterable[bytes], document: Node) -> bytes:
    """Return an update that makes the text equal to `document`.

    Blocks that are equal at the same place are left as they are, so that what others
    write there at the same time stays.
    """
    doc, root = _loaded(updates)
    before = doc.get_state()
    old, new = _read_children(root, 0), document.get("content", [])
    # The blocks of the fragment itself: text stands in none.
    matcher = difflib.SequenceMatcher(
        None, [_key(one) for one in old], [_key(one) for one in new], autojunk=False
    )
    with doc.transaction():
        for kind, start, end, first, last in reversed(matcher.get_opcodes()):
            if kind == "equal":
                continue
            if end > start:
                del root.children[start:end]
            _write_children(root, start, new[first:last])
    return doc.get_update(before)


def _key(node: Node) -> str:
    return json.dumps(node, ensure_ascii=False, sort_keys=True)


def document_sha256(document: Node) -> str:
    """Return the SHA-256 of a text as canonical JSON."""
    written = json.dumps(
        document, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(written.encode()).hexdigest()


def text_lines(document: Node) -> list[str]:
    """Return the text without its form, one line for each paragraph or heading."""
    lines: list[str] = []
    _collect_lines(document, lines)
    return lines[:_MAX_LINES]


def _collect_lines(node: Node, lines: list[str]) -> None:
    if node["type"] in {"paragraph", "heading"}:
        lines.append(
            "".join(
                child["text"] if child["type"] == "text" else " "
                for child in node.get("content", [])
            )
        )
        return
    for child in node.get("content", []):
        _collect_lines(child, lines)


def compare_documents(old: Node, new: Node) -> list[dict[str, str]]:
    """Return the lines of both texts in order: `kind` is same, removed or added."""
    before, after = text_lines(old), text_lines(new)
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    lines: list[dict[str, str]] = []
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind == "equal":
            lines += [{"kind": "same", "text": text} for text in before[start:end]]
            continue
        lines += [{"kind": "removed", "text": text} for text in before[start:end]]
        lines += [{"kind": "added", "text": text} for text in after[first:last]]
    return lines
