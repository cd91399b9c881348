"""The fonts that a theme gives to headings and to text."""

from kiosk.documents.office_text.legacy import Rename, renamed
from kiosk.documents.office_text.parts import Element, Parts, child, value


class Theme:
    """The two Latin fonts of a document or of a slide master."""

    def __init__(self, root: Element | None) -> None:
        """Read them from a theme part, or know none."""
        scheme = child(root, "themeElements", "fontScheme")
        self.major = value(child(scheme, "majorFont", "latin"), "typeface")
        self.minor = value(child(scheme, "minorFont", "latin"), "typeface")

    def font(self, name: str) -> str:
        """Return the font that a reference (+mj-lt, minorHAnsi …) or a name means."""
        if name.startswith(("+mj", "major")):
            return self.major
        if name.startswith(("+mn", "minor")):
            return self.minor
        return name


def replace_typefaces(parts: Parts, rename: Rename, *patterns: str) -> bool:
    """Rename fonts wherever a drawing or a theme names them; return whether any was."""
    places = ("{*}latin", "{*}ea", "{*}cs", "{*}sym", "{*}buFont")
    count = sum(
        renamed(element, "typeface", rename)
        for _, root in parts.matching(*patterns)
        for element in root.iter(*places)
    )
    return count > 0
