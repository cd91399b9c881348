"""The fonts that a theme gives to headings and to text."""

from kiosk.ingestion.office.legacy_fonts import FontRenamer, rename_font_attribute
from kiosk.ingestion.office.package import Element, OfficePackage, attribute, find_child


class Theme:
    """The two Latin fonts of a document or of a slide master."""

    def __init__(self, root: Element | None) -> None:
        """Read them from a theme part, or know none."""
        scheme = find_child(root, "themeElements", "fontScheme")
        self.major = attribute(find_child(scheme, "majorFont", "latin"), "typeface")
        self.minor = attribute(find_child(scheme, "minorFont", "latin"), "typeface")

    def font(self, name: str) -> str:
        """Return the font that a reference (+mj-lt, minorHAnsi …) or a name means."""
        if name.startswith(("+mj", "major")):
            return self.major
        if name.startswith(("+mn", "minor")):
            return self.minor
        return name


def replace_typefaces(
    package: OfficePackage, rename: FontRenamer, *patterns: str
) -> bool:
    """FontRenamer fonts wherever a drawing or a theme names them; return whether any was."""
    places = ("{*}latin", "{*}ea", "{*}cs", "{*}sym", "{*}buFont")
    count = sum(
        rename_font_attribute(element, "typeface", rename)
        for _, root in package.matching(*patterns)
        for element in root.iter(*places)
    )
    return count > 0
