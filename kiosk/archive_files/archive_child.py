"""Write a PDF/A-2b: `python -m kiosk.archive_files.archive_child`, in the sandbox."""

import subprocess
from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from kiosk import clock
from kiosk.archive_files import page_images, text_layer
from kiosk.archive_files.rules import ArchivePlan, read_words
from kiosk.clock import VIETNAM
from kiosk.documents.file_types import FileType
from kiosk.exports.child import run_child
from kiosk.ingestion.ocr.tesseract import TESSERACT
from kiosk.storage.files import path_of

TOOL = "Kiosk"


def _ocr_program() -> str:
    """Return the name and version of the OCR program."""
    said = subprocess.run([TESSERACT, "--version"], capture_output=True, check=False)
    lines = said.stdout.decode("utf-8", "replace").splitlines()
    return lines[0].capitalize() if lines else "Tesseract"


def _add_output_intent(pdf: pikepdf.Pdf) -> None:
    """Embed the sRGB profile, which PDF/A requires for RGB colours."""
    profile = files("weasyprint.pdf").joinpath("sRGB2014.icc").read_bytes()
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier="sRGB IEC61966-2.1",
        Info="sRGB IEC61966-2.1",
        DestOutputProfile=Stream(pdf, profile, N=3),
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def _add_metadata(pdf: pikepdf.Pdf, plan: ArchivePlan) -> None:
    """Write title and provenance to the document information and to XMP."""
    made = clock.now().astimezone(VIETNAM).replace(microsecond=0)
    began = plan.digitised_at.astimezone(VIETNAM).replace(microsecond=0)
    producer = f"pikepdf {version('pikepdf')}"
    words = {
        "/Title": plan.title,
        "/Author": f"{plan.digitised_by}, {plan.unit}",
        "/Subject": plan.note(_ocr_program()),
        "/Creator": TOOL,
        "/Producer": producer,
        "/CreationDate": pikepdf.models.metadata.encode_pdf_date(began),
        "/ModDate": pikepdf.models.metadata.encode_pdf_date(made),
    }
    for key, value in words.items():
        pdf.docinfo[key] = value
    with pdf.open_metadata(set_pikepdf_as_editor=False) as said:
        said.load_from_docinfo(pdf.docinfo)
        said["pdfaid:part"], said["pdfaid:conformance"] = "2", "B"
        said["dc:language"] = {"vi"}
        said["xmp:MetadataDate"] = made.isoformat()


def make(plan: ArchivePlan, out: Path, root: Path) -> Iterator[tuple[int, int]]:
    """Write the archive file; yield the pages done and their total after each."""
    pdf = pikepdf.new()
    source = root / path_of(plan.source)
    sizes = [(page.width, page.height) for page in plan.pages]
    is_pdf = plan.kind == FileType.PDF
    draw = (
        page_images.pdf_source(pdf, source)
        if is_pdf
        else page_images.image_source(pdf, source, sizes)
    )
    font = text_layer.make_font(pdf)
    for number, page in enumerate(plan.pages, 1):
        picture = draw(number)
        boxes = read_words((root / path_of(page.words)).read_bytes())
        place = " ".join(f"{value:.5f}" for value in picture.matrix.shorthand)
        shown = f"q {place} cm /P0 Do Q\n".encode()
        text = text_layer.write(boxes, page.width, page.height)
        pdf.pages.append(
            pikepdf.Page(
                pdf.make_indirect(
                    Dictionary(
                        Type=Name.Page,
                        MediaBox=Array([0, 0, page.width, page.height]),
                        Resources=Dictionary(
                            XObject=Dictionary(P0=picture.image),
                            Font=Dictionary(F0=font),
                        ),
                        Contents=Stream(pdf, shown + text),
                    )
                )
            )
        )
        yield number, len(plan.pages)
    pdf.Root.Lang = "vi"
    _add_output_intent(pdf)
    _add_metadata(pdf, plan)
    pdf.save(out / "made.pdf", min_version="1.7", compress_streams=True)


if __name__ == "__main__":
    run_child(ArchivePlan, make)
