"""A scanned paper into PDF/A-2b: `python -m kiosk.archiving.make`, in the sandbox.

Arguments: the folder of the files, the plan, the output. Says `done total` on a line
after each page.
"""

import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import msgspec
import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from kiosk import clock
from kiosk.archiving import letters, pictures
from kiosk.archiving.rules import Plan, read_boxes
from kiosk.clock import VIETNAM
from kiosk.documents.kinds import Kind
from kiosk.documents.tesseract import PROGRAM
from kiosk.storage.files import place_of

TOOL = "Kiosk"


def _reader() -> str:
    """Return the name of the program that has read the pages, with its version."""
    said = subprocess.run([PROGRAM, "--version"], capture_output=True, check=False)
    lines = said.stdout.decode("utf-8", "replace").splitlines()
    return lines[0].capitalize() if lines else "Tesseract"


def _say_colours(pdf: pikepdf.Pdf) -> None:
    """Say what red, green and blue mean, once for the whole file."""
    profile = files("weasyprint.pdf").joinpath("sRGB2014.icc").read_bytes()
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier="sRGB IEC61966-2.1",
        Info="sRGB IEC61966-2.1",
        DestOutputProfile=Stream(pdf, profile, N=3),
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def _say_history(pdf: pikepdf.Pdf, plan: Plan) -> None:
    """Say what it is and who digitised it when; twice, as PDF/A wants it."""
    made = clock.now().astimezone(VIETNAM).replace(microsecond=0)
    began = plan.digitised_at.astimezone(VIETNAM).replace(microsecond=0)
    producer = f"pikepdf {version('pikepdf')}"
    words = {
        "/Title": plan.title,
        "/Author": f"{plan.digitised_by}, {plan.unit}",
        "/Subject": plan.note(_reader()),
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


def make(plan: Plan, root: Path, out: Path) -> Iterator[tuple[int, int]]:
    """Write the archive file; give, after each page, how many of all are done."""
    pdf = pikepdf.new()
    source = root / place_of(plan.source)
    sizes = [(page.width, page.height) for page in plan.pages]
    is_pdf = plan.kind == Kind.PDF
    draw = (
        pictures.of_pdf(pdf, source)
        if is_pdf
        else pictures.of_image(pdf, source, sizes)
    )
    font = letters.make_font(pdf)
    for number, page in enumerate(plan.pages, 1):
        picture = draw(number)
        boxes = read_boxes((root / place_of(page.words)).read_bytes())
        place = " ".join(f"{value:.5f}" for value in picture.place.shorthand)
        shown = f"q {place} cm /P0 Do Q\n".encode()
        text = letters.write(boxes, page.width, page.height)
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
    _say_colours(pdf)
    _say_history(pdf, plan)
    pdf.save(out, min_version="1.7", compress_streams=True)


def main(arguments: list[str]) -> int:
    """Make what the plan says."""
    root, plan, out = (Path(argument) for argument in arguments)
    for done, total in make(
        msgspec.json.decode(plan.read_bytes(), type=Plan), root, out
    ):
        sys.stdout.write(f"{done} {total}\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
