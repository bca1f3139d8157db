"""Recording what the dispatch list says beside the facts: difficulties and the next point of a case."""

from contextlib import closing

from db.changes import Changes
from db.task_recording import who_of
from db.workspace import Actor, Workspace
from inspector.errors import Refused
from inspector.model.case_steps import DispatchNoted
from inspector.model.dispatch_list import note_dispatch, noted_before
from inspector.periods import Instant
from inspector.words import N_

NOT_HERE = N_("This task or finding is not recorded here any more.")


def keep_note(
    workspace: Workspace, told: DispatchNoted, by: Actor, at: Instant, *, finishes: str = ""
) -> Changes:
    """Record what the office notes of a case (``told.subject``); the draft ``finishes`` is forgotten.

    Raises Refused as ``note_dispatch`` does, and for a case that is not recorded here.
    """
    with closing(workspace.reader()) as reader:
        grid = reader.value(
            "SELECT grid FROM task WHERE id = :id UNION ALL SELECT grid FROM finding WHERE id = :id",
            {"id": told.subject},
        )
        if grid is None:
            raise Refused(NOT_HERE)
        before = noted_before(workspace.facts_of(reader, told.subject))
        event = note_dispatch(told, who_of(reader, grid, by, at.day), before)
    return workspace.record([event], by, at, finishes=finishes)
