"""Whatever a folder of the package has to register is registered."""

import ast
from pathlib import Path

import pytest

from kiosk import subjects
from kiosk.app import BLUEPRINTS
from kiosk.storage.worker_job import WorkerJob
from kiosk.worker import JOBS

KIOSK = Path(subjects.__file__).parent
PARTS = ("routes", "models", "snapshot")
# Not of one subject: the whole metadata, the whole snapshot, responses of exports.
NO_PARTS = {".models", "screens.snapshot", "exports.routes"}


def unlisted(folder: Path, listed: set[str]) -> set[str]:
    """Return the modules below `folder` that only listed subjects may have."""
    found = {
        ".".join(path.relative_to(folder).parent.parts) + f".{part}"
        for part in PARTS
        for path in [*folder.rglob(f"{part}.py"), *folder.rglob(f"{part}/")]
    }
    return {name for name in found if name.rpartition(".")[0] not in listed} - NO_PARTS


def test_every_folder_with_routes_models_or_snapshot_is_a_subject(tmp_path):
    assert unlisted(KIOSK, {subject.name for subject in subjects.SUBJECTS}) == set()
    (tmp_path / "votes/ballots").mkdir(parents=True)
    (tmp_path / "votes/ballots/models.py").touch()
    assert unlisted(tmp_path, {"votes"}) == {"votes.ballots.models"}


def test_every_blueprint_is_in_the_app_once(server):
    names = [blueprint.name for blueprint in BLUEPRINTS]
    assert len(set(names)) == len(names)
    assert set(names) <= set(server.app.blueprints)


def test_every_job_class_is_started_by_the_worker():
    declared = {
        node.name
        for path in KIOSK.rglob("*.py")
        if "WorkerJob)" in (text := path.read_text("utf-8"))
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ClassDef)
        and any(isinstance(b, ast.Name) and b.id == "WorkerJob" for b in node.bases)
    }
    # Made with the kinds of all subjects.
    assert declared == {job.__name__ for job in JOBS} | {"ExportJob"}
    assert all(issubclass(job, WorkerJob) for job in JOBS)


def test_a_name_that_is_wrong_is_refused(monkeypatch):
    wrong = subjects.Subject("people", jobs=("export:NoSuchJob",))
    monkeypatch.setattr(subjects, "SUBJECTS", (wrong,))
    with pytest.raises(AttributeError):
        subjects.load_named("jobs")
