"""Long PDF with text: the yearly report of more than 40 pages."""

import json
from itertools import cycle
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from kiosk.demo.files.html import DEMO_TEMPLATE_FOLDER, write_pdf
from kiosk.demo.site_statistics import (
    SiteStatistics,
    all_statistics,
    clusters,
    number,
    percent,
)

_SUMMED = (
    *("cases", "online", "in_time", "groups", "members", "signatures"),
    *("hotspots", "meetings", "paperless"),
)
# Parts of the text of a cluster's page, in order.
_CLUSTER_PARTS = ("openings", "middles", "seconds", "thirds", "closings")


def _totals(rows: list[SiteStatistics]) -> SimpleNamespace:
    return SimpleNamespace(
        **{name: sum(getattr(row, name) for row in rows) for name in _SUMMED}
    )


def _cluster_text(
    index: int, cluster: list[SiteStatistics], text: dict[str, Any]
) -> list[str]:
    total = _totals(cluster)
    ranked = sorted(cluster, key=lambda row: row.online_share)
    fields = {name: number(getattr(total, name)) for name in _SUMMED} | {
        "online": percent(100 * total.online / total.cases),
        "in_time": percent(100 * total.in_time / total.cases),
        "best": ranked[-1].unit,
        "worst": ranked[0].unit,
    }
    choices = [text[f"cluster_{part}"] for part in _CLUSTER_PARTS]
    return [texts[index % len(texts)].format(**fields) for texts in choices]


def _remarks(text: dict[str, Any]) -> list[list[tuple[SiteStatistics, str]]]:
    remarks = cycle(text["cluster_remarks"])
    return [[(row, next(remarks)) for row in cluster] for cluster in clusters()]


def _tasks(text: dict[str, Any]) -> list[dict[str, str]]:
    leads, dues = text["task_leads"], text["task_dues"]
    tasks = [
        f"{task} – {stage}"
        for task in text["task_texts"]
        for stage in text["task_stages"]
    ]
    return [
        {
            "text": task,
            "lead": leads[index % len(leads)],
            "others": f"{leads[(index + 2) % len(leads)]}; đảng uỷ xã, phường, đặc khu",
            "due": dues[index % len(dues)],
        }
        for index, task in enumerate(tasks)
    ]


def write_report(target: Path) -> None:
    """Write the report with its contents, tables and bookmarks."""
    text = json.loads(
        (DEMO_TEMPLATE_FOLDER / "report.json").read_text(encoding="utf-8")
    )
    rows = all_statistics()
    total = _totals(rows)
    write_pdf(
        "report.html",
        target,
        number=number,
        percent=percent,
        rows=rows,
        total=total,
        average_cases=total.cases // len(rows),
        best=sorted(rows, key=lambda row: -row.online_share)[:10],
        clusters=clusters(),
        cluster_texts=[
            _cluster_text(index, cluster, text)
            for index, cluster in enumerate(clusters())
        ],
        cluster_remarks=_remarks(text),
        outline=list(text["chapters"]),
        chapters=text["chapters"],
        plans=text["plans"],
        tasks=_tasks(text),
    )
