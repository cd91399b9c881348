"""Sample Office files with legacy fonts, tracked changes and comments."""

import io
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from docx import Document as Docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from pptx import Presentation
from pptx.util import Cm

from kiosk.text_encodings import TextEncoding
from tests.bad.lists import legacy_bytes
from tests.bad.offices import replaced
from tests.unit.ingestion import sample_files


def tcvn3(text: str) -> str:
    """The text encoded for TCVN3 (ABC) fonts."""
    return legacy_bytes(text, TextEncoding.TCVN3).decode("latin-1")


def vni(text: str) -> str:
    """The text encoded for VNI fonts."""
    return legacy_bytes(text, TextEncoding.VNI).decode("latin-1")


def _saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@cache
def as_old(data: bytes, kind: str) -> bytes:
    """An Office file converted by LibreOffice to a 97–2003 type, or to PDF."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "paper").write_bytes(data)
        command = [
            *("/usr/bin/soffice", "--headless", "--norestore"),
            f"-env:UserInstallation=file://{folder / 'profile'}",
            *("--convert-to", kind, "--outdir", str(folder), str(folder / "paper")),
        ]
        subprocess.run(command, check=True, capture_output=True)
        return (folder / f"paper.{kind}").read_bytes()


def rtf(text: str = "Kính gửi") -> bytes:
    """A Rich Text file."""
    words = "".join(sign if sign.isascii() else f"\\u{ord(sign)}?" for sign in text)
    return b"{\\rtf1\\ansi " + words.encode() + b"\\par}"


def runs(*pieces: tuple[str, str]) -> bytes:
    """A Word file of one paragraph: (font, text) per run; no font, no rFonts."""
    document = Docx()
    paragraph = document.add_paragraph()
    for font, text in pieces:
        run = paragraph.add_run(text)
        if font:
            run.font.name = font
    return _saved(document)


def _styled(make: Callable) -> bytes:
    """A Word file whose style, or whose document, names the font."""
    document = Docx()
    make(document)
    document.add_paragraph(tcvn3("Uỷ ban nhân dân tỉnh trình kỳ họp"))
    return _saved(document)


def in_style() -> bytes:
    def make(document):
        document.styles["Normal"].font.name = ".VnTime"

    return _styled(make)


def in_based_on_style() -> bytes:
    """A style based on another that names the font; a heading in capitals."""
    document = Docx()
    styles = document.styles
    styles["Body Text"].font.name = ".VnTime"
    styles["Body Text 2"].base_style = styles["Body Text"]
    styles["Heading 1"].font.name = ".VnTimeH"
    fonts = styles["Heading 1"].element.rPr.rFonts
    for slot in ("asciiTheme", "hAnsiTheme"):
        fonts.attrib.pop(qn(f"w:{slot}"), None)
    document.add_heading(tcvn3("báo cáo của đảng bộ"), 1)
    document.add_paragraph(tcvn3("Căn cứ Luật Tổ chức"), "Body Text 2")
    return _saved(document)


def in_defaults() -> bytes:
    def make(document):
        fonts = document.styles.element.find(
            "/".join(qn(f"w:{n}") for n in ("docDefaults", "rPrDefault", "rPr"))
        ).rFonts
        fonts.attrib.clear()
        for slot in ("ascii", "hAnsi"):
            fonts.set(qn(f"w:{slot}"), ".VnTime")

    return _styled(make)


def in_theme() -> bytes:
    data = _styled(lambda _document: None)
    with sample_files.zipfile.ZipFile(io.BytesIO(data)) as archive:
        name = "word/theme/theme1.xml"
        theme = archive.read(name).replace(b'"Cambria"', b'".VnTime"')
    return replaced(data, {name: theme})


def soft_hyphens() -> bytes:
    """Word keeps the TCVN3 ư as a soft hyphen, and symbol font letters as w:sym."""
    document = Docx()
    run = document.add_paragraph().add_run(tcvn3("địa phương, số ") + "\uf0ae")
    run.font.name = ".VnTime"
    text = run._r.t_lst[0]
    before, after = text.text.split("\u00ad")
    text.text = before
    run._r.append(parse_xml(f"<w:softHyphen {nsdecls('w')}/>"))
    run._r.add_t(after)
    run._r.append(parse_xml(f'<w:sym {nsdecls("w")} w:font=".VnTime" w:char="F0AE"/>'))
    return _saved(document)


def table_and_header() -> bytes:
    document = Docx()
    for place in (
        document.sections[0].header.paragraphs[0],
        document.add_table(1, 1).cell(0, 0).paragraphs[0],
    ):
        place.add_run(tcvn3("Đảng uỷ xã Đức Trọng")).font.name = ".VnArial"
    return _saved(document)


OLD_WORD = {
    "run": (
        lambda: runs((".VnTime", tcvn3("Nghị quyết về địa phương")), ("", " 2026")),
        "Nghị quyết về địa phương 2026",
    ),
    "VNI": (
        lambda: runs(("VNI-Times", vni("Cộng hoà xã hội chủ nghĩa Việt Nam"))),
        "Cộng hoà xã hội chủ nghĩa Việt Nam",
    ),
    "VNI, a letter over two runs": (
        lambda: runs(("VNI-Times", "Ñaûng boä hoo"), ("VNI-Times", "äi nghò")),
        "Đảng bộ hoội nghị",
    ),
    "style": (in_style, "Uỷ ban nhân dân tỉnh trình kỳ họp"),
    "style of a style, capitals": (
        in_based_on_style,
        "BÁO CÁO CỦA ĐẢNG BỘCăn cứ Luật Tổ chức",
    ),
    "defaults": (in_defaults, "Uỷ ban nhân dân tỉnh trình kỳ họp"),
    "theme": (in_theme, "Uỷ ban nhân dân tỉnh trình kỳ họp"),
    "soft hyphens": (soft_hyphens, "địa phương, số đđ"),
    "true letters in an old font": (
        lambda: runs((".VnTime", "Đã có chữ Việt, và số 5é")),
        "Đã có chữ Việt, và số 5é",
    ),
    "header and table": (table_and_header, "Đảng uỷ xã Đức Trọng" * 2),
}


def old_workbook() -> bytes:
    """Cells, rich text, a header and a shared string used with two fonts."""
    book = Workbook()
    sheet = book.active
    text = tcvn3("Danh sách đại biểu")
    sheet["A1"], sheet["A1"].font = text, Font(name=".VnTime")
    sheet["A2"], sheet["A2"].font = tcvn3("điểm cầu"), Font(name=".VnTimeH")
    sheet["A3"] = CellRichText(
        "Số ", TextBlock(InlineFont(rFont=".VnArial"), tcvn3("lượng"))
    )
    sheet["A4"] = text
    sheet["A5"], sheet["A5"].font = vni("Tổng cộng"), Font(name="VNI-Helve")
    sheet.oddHeader.center.text = '&".VnTime,Bold"' + tcvn3("Tỉnh uỷ") + " &P"
    return _saved(book)


def calibri_table(font: str = "Calibri") -> bytes:
    """A table that just fits an A4 page in a font of the right metrics."""
    book = Workbook()
    sheet = book.active
    for row in range(1, 46):
        sheet.append([row * 1000 + column for column in range(1, 10)])
    book._fonts[0] = Font(name=font, sz=11, family=2)
    sheet.page_setup.paperSize = 9
    return _saved(book)


def old_slides() -> bytes:
    """Text in fonts of its own, its layout, the master and the theme."""
    show = Presentation()
    own = show.slides.add_slide(show.slide_layouts[6])
    box = own.shapes.add_textbox(Cm(1), Cm(1), Cm(9), Cm(2)).text_frame
    run = box.paragraphs[0].add_run()
    run.text, run.font.name = tcvn3("Nghị quyết"), ".VnTime"
    slide = show.slides.add_slide(show.slide_layouts[1])
    slide.shapes.title.text = tcvn3("tổng kết")
    slide.placeholders[1].text = tcvn3("Phương hướng")
    data = _saved(show)
    with sample_files.zipfile.ZipFile(io.BytesIO(data)) as archive:
        layout, theme = "ppt/slideLayouts/slideLayout2.xml", "ppt/theme/theme1.xml"
        master = "ppt/slideMasters/slideMaster1.xml"
        style = b'<a:lstStyle><a:lvl1pPr><a:defRPr><a:latin typeface=".VnArialH"/>'
        style += b"</a:defRPr></a:lvl1pPr></a:lstStyle>"
        members = {
            layout: archive.read(layout).replace(b"<a:lstStyle/>", style, 1),
            master: archive.read(master),
            theme: archive.read(theme).replace(b'"Calibri"', b'".VnTime"'),
        }
    return replaced(data, members)


def _word(body: str) -> bytes:
    """A Word file of these paragraphs and tables, given as WordprocessingML."""
    document = Docx()
    for part in parse_xml(f"<w:x {nsdecls('w')}>{body}</w:x>"):
        document.element.body.insert(-1, part)
    return _saved(document)


def _t(text: str, tag: str = "t") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


_BY = 'w:id="1" w:author="An" w:date="2026-01-01T00:00:00Z"'
_DEL, _INS = f"<w:del {_BY}>", f"<w:ins {_BY}>"
_ROW = "<w:tr>{0}<w:tc><w:p>{1}</w:p></w:tc></w:tr>"
_MARK = f"<w:pPr><w:rPr><w:del {_BY}/></w:rPr></w:pPr>"
_LOST, _NEW = (f"<w:trPr><w:{tag} {_BY}/></w:trPr>" for tag in ("del", "ins"))
_BOLD = f"<w:rPr><w:b/><w:rPrChange {_BY}><w:rPr/></w:rPrChange></w:rPr>"


def _p(*parts: str) -> str:
    return f"<w:p>{''.join(parts)}</w:p>"


def _table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


TRACKED = {
    "words": (
        _p(
            *(_t("Mức chi là "), _DEL, _t("SAI", "delText"), "</w:del>"),
            *(_INS, _t("ĐÚNG"), "</w:ins>"),
        ),
        ["Mức chi là ĐÚNG"],
    ),
    "moved": (
        _p(f"<w:moveFrom {_BY}>{_t('CŨ')}</w:moveFrom>")
        + _p(f"<w:moveTo {_BY}>{_t('mới')}</w:moveTo>"),
        ["", "mới"],
    ),
    "paragraphs made one": (
        _p(_MARK, _t("Một ")) + _p(_MARK, _t("hai ")) + _p(_t("ba")),
        ["Một hai ba"],
    ),
    "a row": (
        _table(_ROW.format(_LOST, _t("SAI")), _ROW.format(_NEW, _t("giữ"))) + _p(),
        ["giữ", ""],
    ),
    "a whole table": (
        _table(_ROW.format(_LOST, _t("SAI"))) + _p(_t("sau")),
        ["sau"],
    ),
    "looks only": (_p(f"<w:r>{_BOLD}<w:t>chữ</w:t></w:r>"), ["chữ"]),
}


def tracked(kind: str) -> bytes:
    """A Word file with tracked changes of this kind."""
    return _word(TRACKED[kind][0])


def commented_word() -> bytes:
    document = Docx()
    run = document.add_paragraph().add_run("Theo quy định")
    document.add_comment(run, "cần xin ý kiến RIÊNG", "An")
    return _saved(document)


def commented_workbook() -> bytes:
    book = Workbook()
    book.active["A1"] = "Theo quy định"
    book.active["A1"].comment = Comment("cần xin ý kiến RIÊNG", "An")
    book.active.page_setup.cellComments = "atEnd"
    return _saved(book)


def old_and_tracked() -> bytes:
    """A Word file with a legacy font, tracked changes and a comment."""
    document = Docx()
    paragraph = document.add_paragraph()
    for part in parse_xml(f"<w:x {nsdecls('w')}>{TRACKED['words'][0]}</w:x>")[0]:
        paragraph._p.append(part)
    run = paragraph.add_run(tcvn3(" theo nghị quyết"))
    run.font.name = ".VnTime"
    document.add_comment(run, "RIÊNG", "An")
    return _saved(document)


_ODF = "urn:oasis:names:tc:opendocument:xmlns:"


def open_document(body: str, fonts: str = "") -> bytes:
    """An OpenDocument text with this body."""
    content = (
        f'<o:document-content xmlns:o="{_ODF}office:1.0" xmlns:t="{_ODF}text:1.0"'
        f' xmlns:s="{_ODF}style:1.0" xmlns:f="{_ODF}svg-compatible:1.0"'
        ' xmlns:d="http://purl.org/dc/elements/1.1/" o:version="1.2">'
        f"<o:font-face-decls>{fonts}</o:font-face-decls>"
        f"<o:body><o:text>{body}</o:text></o:body></o:document-content>"
    )
    return replaced(sample_files.odt(), {"content.xml": content.encode()})


def tracked_open_document() -> bytes:
    return open_document(
        '<t:tracked-changes><t:changed-region t:id="a"><t:deletion><t:p>SAI</t:p>'
        "</t:deletion></t:changed-region></t:tracked-changes>"
        '<t:p>Mức <t:change t:change-id="a"/>chi<o:annotation><t:p>RIÊNG</t:p>'
        "</o:annotation></t:p>"
    )
