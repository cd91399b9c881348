"""Bad PDF files, written byte by byte where no library would."""

import io
import random
import zlib

import pikepdf

from tests.bad import TOO_MANY, Case
from tests.unit.ingestion import sample_files

CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R%s>>"


def stream(data: bytes, more: bytes = b"") -> bytes:
    """A stream object."""
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), more, data)


def deflated(block: bytes, times: int) -> bytes:
    """What unpacks to `block` very often, without packing it so often."""
    packer = zlib.compressobj(9)
    head = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    once = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    # After a full flush nothing refers to what was before.
    end = packer.flush()[:-4]
    check = 1
    for _ in range(times):
        check = zlib.adler32(block, check)
    return head + once * times + end + check.to_bytes(4, "big")


def packed(block: bytes, times: int) -> bytes:
    """A packed stream that unpacks to `block` very often."""
    return stream(deflated(block, times), b"/Filter/FlateDecode")


def one_page(
    content: bytes, resources: bytes = b"", *others: bytes, page: bytes = PAGE
) -> bytes:
    """A PDF of one page that draws `content`; `others` are objects from 5."""
    return assemble([CATALOG, PAGES, page % resources, content, *others])


def assemble(objects: list[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1; the first is its root."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\n" % (len(objects) + 1, trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def many_pages(count: int = 10_000) -> bytes:
    """A PDF that truly has so many pages."""
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(count))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    pages = b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids)
    return assemble([CATALOG, pages, *[page] * (count + 1)])


def deep_tree(depth: int = 20_000) -> bytes:
    """A page at the bottom of a page tree as deep as a well."""
    nodes = [
        b"<</Type/Pages/Count 1/Parent %d 0 R/Kids[%d 0 R]>>" % (n - 1, n + 1)
        for n in range(3, depth + 3)
    ]
    page = b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 100 100]>>" % (depth + 2)
    return assemble([CATALOG, PAGES, *nodes, page])


def xref_loop() -> bytes:
    """A table of contents that says that the one before it is itself."""
    data = one_page(stream(b""))
    start = data.rindex(b"xref\n0 ")
    return assemble([CATALOG, PAGES, PAGE % b"", stream(b"")], b"/Prev %d" % (start))


def xref_streams_in_a_circle() -> bytes:
    """Two tables of contents, each of which sends the reader to the other."""
    out = b"%PDF-1.7\n"
    first = len(out)
    table = b"<</Type/XRef/Size 3/W[1 2 1]/Root 1 0 R/Prev %010d/Length 12>>"
    one = b"5 0 obj\n" + table + b"stream\n" + b"\0" * 12 + b"\nendstream\nendobj\n"
    second = first + len(one) - 3
    out += one % (first + len(one % 0))
    second = len(out)
    out += one % first
    return out + b"startxref\n%d\n%%%%EOF\n" % second


def boxed(box: bytes) -> bytes:
    """A page with this media box."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R%%s>>" % box
    return one_page(stream(b"0 0 m 99 99 l S"), page=page)


def image(width: int, height: int, filters: bytes, data: bytes) -> bytes:
    """A page that shows one picture."""
    more = (
        b"/Type/XObject/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 8"
        b"/Width %d/Height %d/Filter/%s" % (width, height, filters)
    )
    return one_page(
        stream(b"q 595 0 0 842 0 0 cm /P Do Q"),
        b"/Resources<</XObject<</P 5 0 R>>>>",
        stream(data, more),
    )


def noise(size: int) -> bytes:
    """Bytes without any meaning, the same each time."""
    return random.Random(size).randbytes(size)


def broken_font() -> bytes:
    """A page whose embedded font is noise."""
    font = b"<</Type/Font/Subtype/TrueType/BaseFont/X/FontDescriptor 6 0 R>>"
    descriptor = b"<</Type/FontDescriptor/FontName/X/Flags 4/FontFile2 7 0 R>>"
    text = stream(b"BT /F 30 Tf 50 500 Td (Quan triet) Tj ET")
    fonts = b"/Resources<</Font<</F 5 0 R>>>>"
    return one_page(text, fonts, font, descriptor, stream(noise(4000)))


def own_form() -> bytes:
    """A form that draws itself within itself."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>"
    forms = b"/Resources<</XObject<</F 5 0 R>>>>"
    return one_page(stream(b"/F Do"), forms, stream(b"/F Do /F Do", form))


def million_laughs() -> bytes:
    """Forms that each draw the next one ten times, twelve deep."""
    forms = [
        stream(
            b"/F Do " * 10,
            b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]"
            b"/Resources<</XObject<</F %d 0 R>>>>" % (number + 1),
        )
        for number in range(5, 17)
    ]
    last = stream(b"0 0 595 842 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    resources = b"/Resources<</XObject<</F 5 0 R>>>>"
    return one_page(stream(b"/F Do"), resources, *forms, last)


def tiny_tiles() -> bytes:
    """A page filled with a pattern whose tiles are almost nothing."""
    pattern = (
        b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 .01 .01]"
        b"/XStep .01/YStep .01/Resources<<>>"
    )
    return one_page(
        stream(b"/Pattern cs /P scn 0 0 595 842 re f"),
        b"/Resources<</Pattern<</P 5 0 R>>>>",
        stream(b"0 0 .005 .005 re f", pattern),
    )


def outline_circle() -> bytes:
    """Bookmarks each of which is followed by the other."""
    catalog = b"<</Type/Catalog/Pages 2 0 R/Outlines 5 0 R>>"
    entry = b"<</Title(a)/Parent 5 0 R/Next %d 0 R/Dest[3 0 R/Fit]>>"
    outlines = b"<</First 6 0 R/Last 7 0 R/Count 9999999>>"
    return assemble(
        [catalog, PAGES, PAGE % b"", stream(b""), outlines, entry % 7, entry % 6]
    )


def attached(name: str, data: bytes) -> bytes:
    """A PDF that carries another file."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(sample_files.pdf())) as document:
        document.attachments[name] = data
        document.save(out)
    return out.getvalue()


def _pages(count: bytes, kids: bytes) -> bytes:
    tree = b"<</Type/Pages/Count %s/Kids[%s]>>" % (count, kids)
    return assemble([CATALOG, tree, PAGE % b"", stream(b"")])


_HEADER = b"%PDF-1.7\n"
CASES = {
    "pdf: no byte": Case("rỗng.pdf", lambda: b"", word="rỗng"),
    "pdf: header only": Case("a.pdf", lambda: _HEADER, word="hỏng"),
    "pdf: noise": Case("a.pdf", lambda: _HEADER + noise(50_000), word="hỏng"),
    "pdf: half": Case("a.pdf", lambda: sample_files.pdf(9)[:4000], word="hỏng"),
    "pdf: tail cut off": Case("a.pdf", lambda: sample_files.pdf(3)[:-900], word="hỏng"),
    "pdf: password": Case("a.pdf", sample_files.encrypted_pdf, word="mật khẩu"),
    "pdf: locked against changing": Case(
        "a.pdf", lambda: sample_files.encrypted_pdf(needs_password=False), "ready"
    ),
    "pdf: 10,000 pages": Case("a.pdf", many_pages, word=TOO_MANY),
    "pdf: 100,000 times one": Case("a.pdf", sample_files.endless_pdf, word=TOO_MANY),
    "pdf: claims fewer": Case(
        "a.pdf", lambda: sample_files.endless_pdf(declared=5), word=TOO_MANY
    ),
    "pdf: tree bites its tail": Case("a.pdf", sample_files.looping_pdf, word="hỏng"),
    "pdf: deep tree": Case("a.pdf", deep_tree, "either"),
    "pdf: table of itself": Case("a.pdf", xref_loop, "either"),
    "pdf: tables in a circle": Case("a.pdf", xref_streams_in_a_circle, word="hỏng"),
    "pdf: 200,000 brackets": Case(
        "a.pdf",
        lambda: one_page(stream(b""), b"/X" + b"[" * 200_000 + b"]" * 200_000),
        "either",
    ),
    "pdf: no page": Case("a.pdf", lambda: _pages(b"0", b""), word="hỏng"),
    "pdf: minus one page": Case("a.pdf", lambda: _pages(b"-1", b"3 0 R"), "ready"),
    "pdf: numbers for pages": Case("a.pdf", lambda: _pages(b"2", b"1 2"), "either"),
    "pdf: tree is a number": Case(
        "a.pdf", lambda: assemble([b"<</Type/Catalog/Pages 7>>"]), word="hỏng"
    ),
    "pdf: no root": Case("a.pdf", lambda: assemble([b"null"]), word="hỏng"),
    "pdf: page of a mile": Case("a.pdf", lambda: boxed(b"0 0 9e8 9e8"), "either"),
    "pdf: page of no size": Case("a.pdf", lambda: boxed(b"0 0 0 0"), "either"),
    "pdf: page inside out": Case("a.pdf", lambda: boxed(b"600 900 -5 -9"), "either"),
    "pdf: page of no number": Case("a.pdf", lambda: boxed(b"0 0 NaN (x)"), "either"),
    "pdf: page like a thread": Case("a.pdf", lambda: boxed(b"0 0 .01 14400"), "either"),
    "pdf: broken font": Case("a.pdf", broken_font, "ready"),
    "pdf: content of 1 GB": Case(
        "a.pdf", lambda: one_page(packed(b"q " * 500_000, 1000)), "either"
    ),
    "pdf: picture bomb": Case(
        "a.pdf",
        lambda: image(65_000, 65_000, b"FlateDecode", deflated(b"\0" * 10**6, 100)),
        "either",
    ),
    "pdf: JBIG2 noise": Case(
        "a.pdf", lambda: image(900, 900, b"JBIG2Decode", noise(9000)), "ready"
    ),
    "pdf: JPEG 2000 noise": Case(
        "a.pdf", lambda: image(900, 900, b"JPXDecode", noise(9000)), "ready"
    ),
    "pdf: form in itself": Case("a.pdf", own_form, "ready"),
    "pdf: a million million forms": Case("a.pdf", million_laughs, "either"),
    "pdf: dashes without end": Case(
        "a.pdf",
        lambda: one_page(packed(b"[.0005] 0 d 0 0 m 595 842 l S ", 2000)),
        "ready",
    ),
    "pdf: a billion tiles": Case("a.pdf", tiny_tiles, "either"),
    "pdf: bookmarks in a circle": Case("a.pdf", outline_circle, "ready"),
    "pdf: wrong lengths": Case(
        "a.pdf", lambda: sample_files.pdf().replace(b"/Length ", b"/Length 9"), "either"
    ),
    "pdf: a program within": Case(
        "a.pdf", lambda: attached("chạy.exe", b"MZ" + noise(900)), "ready"
    ),
    "pdf: begins as HTML": Case(
        "a.pdf", lambda: b"<html><script>1</script>" + sample_files.pdf(), word="HTML"
    ),
    "pdf: and ZIP too": Case(
        "a.pdf",
        lambda: sample_files.pdf() + sample_files.archive({"a": b"a"}),
        "either",
    ),
}
