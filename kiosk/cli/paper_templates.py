"""`paper-templates`: copy the standard templates of papers, or check own ones."""

import argparse
import shutil
from pathlib import Path

from kiosk.cli.exit_status import FAILED_STATUS, REFUSED_STATUS
from kiosk.cli.operator_identity import print_error
from kiosk.config import Config
from kiosk.official_papers.export import TEMPLATE_FOLDER
from kiosk.official_papers.fonts import FontMissing
from kiosk.official_papers.render_docx import paper_to_docx
from kiosk.official_papers.render_pdf import paper_to_pdf
from kiosk.official_papers.rules import PaperFamily
from kiosk.official_papers.sample import full_sample_paper
from kiosk.official_papers.templates import (
    OWN_NAMES,
    STANDARD_TEMPLATES,
    TEMPLATE_NAMES,
    BrokenTemplate,
    check_templates,
)


def run(config: Config, arguments: argparse.Namespace) -> int:
    """Copy or check; return the exit status."""
    if arguments.copy:
        return _copy(Path(arguments.copy))
    return _check(config.data / TEMPLATE_FOLDER)


def _copy(folder: Path) -> int:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in TEMPLATE_NAMES:
            target = folder / name
            if target.exists():
                print(f"{target}: đã có, giữ nguyên")
                continue
            shutil.copyfile(STANDARD_TEMPLATES / name, target)
            print(target)
    except OSError as error:
        print_error(f"Không chép được vào {folder}: {error.strerror}")
        return FAILED_STATUS
    print(
        "Sửa tệp nào thì chỉ để tệp đó trong thư mục paper_templates của thư mục dữ"
        " liệu; tệp không có ở đó thì dùng mẫu chuẩn."
    )
    return 0


def _check(folder: Path) -> int:
    own = [name for name in OWN_NAMES if (folder / name).is_file()]
    if not own:
        print(f"{folder}: không có mẫu riêng nào, mọi văn bản dùng mẫu chuẩn")
        return 0
    try:
        check_templates(folder)
        for family in PaperFamily:
            paper_to_pdf(full_sample_paper(family), folder)
            paper_to_docx(full_sample_paper(family), folder)
    except BrokenTemplate as error:
        where = f", dòng {error.line}" if error.line else ""
        print_error(
            f"{folder / error.name}{where}: {error.reason}\n"
            f"{_standard(error.name)}Xoá tệp riêng thì mẫu chuẩn được dùng."
        )
        return REFUSED_STATUS
    except FontMissing:
        print_error("Thiếu phông chữ: apt install fonts-liberation2")
        return FAILED_STATUS
    print(f"{folder}: dùng được ({', '.join(own)})")
    return 0


def _standard(name: str) -> str:
    """Return where the standard template of a name is; there is none of a DOCX."""
    if name not in TEMPLATE_NAMES:
        return ""
    return f"Mẫu chuẩn để so: {STANDARD_TEMPLATES / name}. "
