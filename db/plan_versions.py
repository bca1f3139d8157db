"""Whether a plan that was read is a newer version of one in the ledger, and what differs then."""

from collections.abc import Sequence
from dataclasses import dataclass

from db.connection import Reader
from db.plan_intake import Accepted, taken_tasks
from db.workspace import Workspace
from inspector.plans.matching import Difference, KnownTask, Verdict, compare
from inspector.plans.plan import Plan, PlanTask

LEAST_SHARE = 0.5
"""Share of the tasks, of the plan that has fewer, that must be known again in the other."""


@dataclass(frozen=True, slots=True)
class Older:
    """A plan in the ledger that another is a newer version of; ``differences`` has a line for each task."""

    plan: str
    title: str
    differences: tuple[Difference, ...]


def older_version(workspace: Workspace, reader: Reader, grid: str, tasks: Sequence[PlanTask]) -> Older | None:
    """Give the plan of ``grid`` whose tasks are most alike to ``tasks``; nothing where none is like them."""
    read = Plan("", "", tuple(tasks), ())
    best: tuple[int, Older] | None = None
    for plan, title in reader.rows("SELECT id, title FROM plan WHERE grid = ? ORDER BY id", (grid,)):
        known = [KnownTask.of_plan(task, key) for key, task in taken_tasks(workspace, reader, plan).items()]
        found = compare(known, read)
        alike = sum(1 for one in found if one.known and one.task)
        is_like = alike >= LEAST_SHARE * min(len(known), len(tasks)) and alike > 0
        if is_like and (best is None or alike > best[0]):
            best = alike, Older(plan, title, found)
    return best[1] if best else None


def accepted(differences: Sequence[Difference]) -> tuple[Accepted, ...]:
    """Give what is to be written for differences that were accepted; those that say the same are nothing."""
    return tuple(
        Accepted(one.known.key if one.known else "", one.task)
        for one in differences
        if one.verdict is not Verdict.SAME
    )
