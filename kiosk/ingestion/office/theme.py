"""Fonts of a theme."""

from kiosk.ingestion.office.legacy_fonts import FontRenamer, rename_font_attribute
from kiosk.ingestion.office.package import Element, OfficePackage, attribute, find_child


class Theme:
    """The two Latin fonts of a document or slide master."""

    def __init__(self, root: Element | None) -> None:
        """Read the fonts from a theme part, if there is one."""
        scheme = find_child(root, "themeElements", "fontScheme")
        self.major = attribute(find_child(scheme, "majorFont", "latin"), "typeface")
        self.minor = attribute(find_child(scheme, "minorFont", "latin"), "typeface")

    def font(self, name: str) -> str:
        """Resolve a theme reference (+mj-lt, minorHAnsi …); other names stay."""
        if name.startswith(("+mj", "major")):
            return self.major
        if name.startswith(("+mn", "minor")):
            return self.minor
        return name


def replace_typefaces(
    package: OfficePackage, rename: FontRenamer, *patterns: str
) -> bool:
    """Rename fonts in drawings and themes; return whether any changed."""
    tags = ("{*}latin", "{*}ea", "{*}cs", "{*}sym", "{*}buFont")
    count = sum(
        rename_font_attribute(element, "typeface", rename)
        for _, root in package.matching(*patterns)
        for element in root.iter(*tags)
    )
    return count > 0
