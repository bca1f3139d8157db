"""What is done in the lanes for a step of a case: papers kept, the step recorded."""

import os
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from db.case_recording import finding_of, record_case, record_cases
from db.changes import Changes
from db.material_intake import take_materials
from db.photo_intake import photo_added
from db.queries.finding_case import Case
from db.workspace import Actor, Workspace
from inspector.journal.person_key import PersonKey
from inspector.model.events import Event
from inspector.model.finding import Finding
from inspector.model.finding_steps import Who
from inspector.model.ids import PatrolId, StopId
from inspector.model.office import Rules
from inspector.periods import Instant
from ui.background import Report
from ui.dialogs.case_step import Given, Kept, StepWish


def keep_papers(workspace: Workspace, files: Sequence[Path], now: Instant, report: Report) -> Kept:
    """Copy papers to the disk of the workspace, in their order.

    Raises the sentence about the first that can't be taken: a paper is no paper in part.
    """
    intake = take_materials(workspace.blobs, files, now, os.urandom, report=report)
    for refused in intake.refused:
        raise refused
    return tuple(one.original for one in intake.materials)


def write_step(
    workspace: Workspace,
    cases: Sequence[Case],
    wish: StepWish,
    kept: Kept,
    by: Actor,
    at: Instant,
    key: PersonKey | None = None,
    *,
    finishes: str = "",
) -> Changes:
    """Record a wish about one case, or one without photos and key about several: all of them, or none.

    With the same commit the draft ``finishes`` is forgotten. Raises Refused as ``record_case`` does.
    """
    into = _other(workspace, wish.into) if wish.into else None

    def act(found: Finding, who: Who, rules: Rules) -> Event:
        return wish.act(found, who, Given(rules, kept, into))

    if len(cases) > 1:
        seen = [(case.row.finding, case.sheet.finding.last) for case in cases]
        return record_cases(workspace, seen, act, by, at, finishes=finishes)
    (case,) = cases
    finding = case.sheet.finding
    also = [_photo(case, wish, number, at) for number in range(len(wish.photos))]
    return record_case(workspace, finding.id, finding.last, act, by, at, key, also=also, finishes=finishes)


def _other(workspace: Workspace, finding: str) -> Finding:
    with closing(workspace.reader()) as reader:
        return finding_of(workspace, reader, finding)


def _photo(case: Case, wish: StepWish, number: int, now: Instant) -> Event:
    """Say that a photo belongs to the case; it may be of an earlier day than its entry."""
    photo = wish.photos[number]
    return photo_added(
        photo,
        patrol=PatrolId(""),
        stop=StopId(""),
        site=case.row.site,
        site_place=case.site_place,
        visited=min(photo.taken, now, key=lambda one: one.ts),
        finding=case.row.finding,
        moment=wish.moment,
    )
