"""Measure our official papers against the rules of form: `write` or `check`.

`docs/official-papers.md` has, between two marks, a table for each family: the rule and
the value measured in a PDF that the engine has just made.
"""

import sys
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from kiosk.official_papers.render_pdf import paper_to_pdf  # noqa: E402
from kiosk.official_papers.rules import PaperFamily  # noqa: E402
from kiosk.official_papers.sample import full_sample_paper  # noqa: E402
from tools.paper_measured import Measure, MeasuredPaper  # noqa: E402
from tools.paper_parts_measured import appendix_measures, stamp_measures  # noqa: E402
from tools.paper_reader import PaperPage, read_paper  # noqa: E402

DOCUMENT = ROOT / "docs" / "official-papers.md"


@cache
def sample_pages(family: PaperFamily) -> list[PaperPage]:
    """Return the pages of the family's sample."""
    return read_paper(paper_to_pdf(full_sample_paper(family)))


def party_measures() -> Iterator[Measure]:
    """Yield the figures of HD 05-HD/VPTW."""
    paper = MeasuredPaper(sample_pages(PaperFamily.PARTY))
    font = paper.font
    yield from paper.common()
    nation = "ĐẢNG CỘNG SẢN VIỆT NAM"
    yield font("Title of the Party", nation, "15 pt, bold", (15, 15), "bold")
    yield paper.ruled("Rule below it", nation, "as long as the text", 0.98, 1.02)
    yield font("Superior body", "ĐẢNG BỘ TỈNH", "14 pt, upright", (14, 14), "upright")
    yield font("Issuing body", "ĐẢNG UỶ CÁC", "14 pt, bold", (14, 14), "bold")
    yield paper.star("CƠ QUAN ĐẢNG TỈNH")
    yield font("Number", "Số 05-BB/TU", "14 pt, upright", (14, 14), "upright")
    yield paper.same_level("Số 05-BB/TU", "Lâm Đồng, ngày")
    yield font(
        "Place, date", "Lâm Đồng, ngày 05 tháng 02", "14 pt, italic", (14, 14), "italic"
    )
    yield from paper.title("BIÊN BẢN", "15–16 pt, bold", (15, 16))
    yield font("Summary", "Hội nghị Ban", "14–15 pt, bold", (14, 15), "bold")
    yield paper.centred("Five hyphens, centre", "-----")
    yield font("Kính gửi", "Kính gửi:", "14 pt, italic", (14, 14), "italic")
    yield font("Authority", "T/M BAN THƯỜNG VỤ", "14 pt, bold", (14, 14), "bold")
    yield font("Position", "PHÓ BÍ THƯ", "14 pt, not bold", (14, 14), "upright")
    yield paper.signer("Trần Đình Thượng Ẵng", "14 pt, bold")
    yield paper.signing_distance("PHÓ BÍ THƯ", "Trần Đình Thượng Ẵng")
    yield paper.underlined("Nơi nhận", "Nơi nhận:", "14 pt, underlined")
    yield font("Recipients", "- Như thành phần", "12 pt", (12, 12), "upright")
    yield font("Circulation note", "XONG HỘI NGHỊ", "12 pt, bold", (12, 12), "bold")
    number = paper.page_number()
    yield paper.length("Page number, from the edge", "10 mm", number.top, 10, 11.5)
    yield paper.end(".", "a full stop, no ./.")


def state_measures() -> Iterator[Measure]:
    """Yield the figures of NĐ 30/2020, phụ lục I."""
    paper = MeasuredPaper(sample_pages(PaperFamily.STATE))
    font = paper.font
    yield from paper.common()
    yield font("Quốc hiệu", "CỘNG HOÀ XÃ", "12–13 pt, bold", (12, 13), "bold")
    motto = "Độc lập - Tự do - Hạnh phúc"
    yield font("Tiêu ngữ", motto, "13–14 pt, bold", (13, 14), "bold")
    yield paper.ruled("Rule below it", motto, "as long as the text", 0.98, 1.02)
    yield font("Superior body", "UỶ BAN", "12–13 pt, upright", (12, 13), "upright")
    yield font("Issuing body", "SỞ NÔNG", "12–13 pt, bold", (12, 13), "bold")
    yield paper.ruled(
        "Rule below it", "VÀ MÔI TRƯỜNG", "1/3 to 1/2 of the text", 1 / 3, 1 / 2
    )
    yield font("Number", "Số: 05/TB-UBND", "13 pt, upright", (13, 13), "upright")
    yield paper.same_level("Số: 05/TB-UBND", "Lâm Đồng, ngày")
    yield font(
        "Place, date",
        "Lâm Đồng, ngày 05 tháng 02",
        "13–14 pt, italic",
        (13, 14),
        "italic",
    )
    yield from paper.title("THÔNG BÁO", "13–14 pt, bold", (13, 14))
    yield font("Summary", "Kết luận của", "13–14 pt, bold", (13, 14), "bold")
    yield paper.ruled(
        "Rule below it",
        "Kết luận của Phó Chủ tịch Uỷ ban nhân dân tỉnh tại cuộc họp",
        "1/3 to 1/2 of the text",
        1 / 3,
        1 / 2,
    )
    yield font("Kính gửi", "Kính gửi:", "13–14 pt, upright", (13, 14), "upright")
    yield font("Authority", "TL. CHỦ TỊCH", "13–14 pt, bold", (13, 14), "bold")
    yield font("Position", "PHÓ CHÁNH VĂN", "13–14 pt, bold", (13, 14), "bold")
    yield paper.signer("Trần Đình Thượng Ẵng", "13–14 pt, bold")
    yield paper.signing_distance("PHÓ CHÁNH VĂN PHÒNG", "Trần Đình Thượng Ẵng")
    yield font("Nơi nhận", "Nơi nhận:", "12 pt, bold italic", (12, 12), "bold italic")
    yield font("Recipients", "- Như thành phần", "11 pt", (11, 11), "upright")
    yield font("Circulation note", "XONG HỘI NGHỊ", "13–14 pt, bold", (13, 14), "bold")
    number = paper.page_number()
    yield paper.length("Page number, in the top margin", "0–20 mm", number.top, 1, 18)
    yield paper.end("./.", "./.")


def with_parts(
    measures: Callable[[], Iterator[Measure]], family: PaperFamily
) -> Iterator[Measure]:
    """Yield the figures of a family, then those of its stamp and its appendices."""
    yield from measures()
    paper = MeasuredPaper(sample_pages(family))
    words, width = _STAMPS[family]
    yield from stamp_measures(paper, words, width)
    yield from appendix_measures(paper)


# In the sample.
_STAMPS = {PaperFamily.PARTY: ("THƯỢNG KHẨN", 40), PaperFamily.STATE: ("HOẢ TỐC", 30)}
MEASURES = {
    PaperFamily.PARTY: partial(with_parts, party_measures, PaperFamily.PARTY),
    PaperFamily.STATE: partial(with_parts, state_measures, PaperFamily.STATE),
}


_FAULT = {False: "", True: " **✗**"}


def table(family: PaperFamily) -> str:
    """Return the figures of a family as a table in Markdown."""
    rows = [
        f"| {one.item} | {one.rule} | {one.measured}{_FAULT[not one.complies]} |"
        for one in MEASURES[family]()
    ]
    return "\n".join(["| element | rule | measured |", "|---|---|---|", *rows])


def with_tables(text: str) -> str:
    """Return the document with newly measured tables."""
    for family in PaperFamily:
        begin, end = f"<!-- measured: {family} -->", f"<!-- end: {family} -->"
        before, _, rest = text.partition(begin)
        _, _, after = rest.partition(end)
        text = f"{before}{begin}\n\n{table(family)}\n\n{end}{after}"
    return text


def main() -> int:
    """Write the tables, or check that the document has them."""
    text = DOCUMENT.read_text("utf-8")
    newest = with_tables(text)
    if sys.argv[1:] == ["write"]:
        DOCUMENT.write_text(newest, "utf-8")
        return 0
    if newest != text:
        print("docs/official-papers.md: run `python tools/paper_measures.py write`")
    return int(newest != text)


if __name__ == "__main__":
    sys.exit(main())
