"""Office files as XML parts, and helpers for XML elements."""

import shutil
import zipfile
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any

from lxml import etree

from kiosk.documents.file_types import damaged_office

# Namespaces differ between the transitional and the strict form of Office Open XML:
# elements are compared by local name and a word of their namespace.
WORD = "wordprocessingml"
DRAWING = "drawingml"

Element = Any


def local_name(element: Element) -> str:
    """Return an element's name without namespace; empty for comments."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def has_name(element: Element, name: str, family: str) -> bool:
    """Tell whether an element has this name in a namespace of this family."""
    tag = element.tag
    return isinstance(tag, str) and tag.endswith("}" + name) and family in tag


def find_child(element: Element | None, *names: str) -> Element | None:
    """Return the descendant reached by these child names, or None."""
    for name in names:
        if element is None:
            return None
        element = element.find("{*}" + name)
    return element


def attribute(element: Element | None, name: str) -> str:
    """Return an attribute by its local name, or an empty string."""
    if element is None:
        return ""
    for key, text in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(text)
    return ""


def remove_element(element: Element) -> None:
    """Remove an element; the text after it stays."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def unwrap(element: Element) -> None:
    """Replace an element by its children."""
    for inner in list(element):
        element.addprevious(inner)
    remove_element(element)


class OfficePackage:
    """The members of an Office file; parts read as XML are written back."""

    def __init__(self, path: Path) -> None:
        """Open the file at `path`, which has been checked."""
        self._path = path
        self._archive = zipfile.ZipFile(path)
        self.names = list(dict.fromkeys(self._archive.namelist()))
        self._roots: dict[str, Element] = {}
        self._gone: set[str] = set()
        self.is_changed = False

    def root(self, name: str) -> Element | None:
        """Return the root of a part, or None if it does not exist.

        :raises Invalid: it is not XML.
        """
        if name not in self.names or name in self._gone:
            return None
        if name not in self._roots:
            parser = etree.XMLParser(
                resolve_entities=False, no_network=True, huge_tree=True
            )
            try:
                root = etree.fromstring(self._archive.read(name), parser)
            except etree.XMLSyntaxError as error:
                raise damaged_office() from error
            self._roots[name] = root
        return self._roots[name]

    def matching(self, *patterns: str) -> Iterator[tuple[str, Element]]:
        """Yield the parts whose names match one of the patterns, with their roots."""
        for name in self.names:
            if any(fnmatchcase(name, each) for each in patterns):
                root = self.root(name)
                if root is not None:
                    yield name, root

    def related(self, name: str, kind: str) -> list[str]:
        """Return the parts that a part refers to by this relationship type."""
        path = PurePosixPath(name)
        rels = self.root(f"{path.parent}/_rels/{path.name}.rels")
        if rels is None:
            return []
        return [
            _resolve(path.parent, attribute(relation, "Target"))
            for relation in rels
            if attribute(relation, "Type").endswith("/" + kind)
        ]

    def remove(self, name: str) -> None:
        """Remove a part."""
        self._gone.add(name)
        self.is_changed = True

    def save(self, target: Path) -> None:
        """Write the file with all changes."""
        if not self.is_changed:
            shutil.copyfile(self._path, target)
            return
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
            for name in self.names:
                if name in self._gone:
                    continue
                info = self._archive.getinfo(name)
                data = self._archive.read(name)
                if name in self._roots:
                    data = etree.tostring(
                        self._roots[name],
                        xml_declaration=True,
                        encoding="UTF-8",
                        standalone=True,
                    )
                # OpenDocument's first member must stay uncompressed.
                out.writestr(name, data, compress_type=info.compress_type)


def _resolve(folder: PurePosixPath, target: str) -> str:
    parts: list[str] = [] if target.startswith("/") else list(folder.parts)
    for step in PurePosixPath(target.lstrip("/")).parts:
        if step == "..":
            parts = parts[:-1]
        else:
            parts.append(step)
    return "/".join(parts)
