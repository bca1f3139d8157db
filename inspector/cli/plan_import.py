"""`plan import`: the tasks of a plan into the ledger of a workspace; read again it changes what differs."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspector.cli.importing import NOBODY
from inspector.cli.opening import asked, chance, json_option, now, opened, person_named, workspace_option
from inspector.cli.speaking import Status, give_json, say
from inspector.errors import Refused
from inspector.words import _, plural

if TYPE_CHECKING:
    from db.plan_versions import Older
    from db.workspace import Actor, Workspace
    from inspector.plans.plan import Plan


@click.command("import", help=_("Take every task of a plan into the ledger as it is read, or what differs."))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@workspace_option(_("The workspace."))
@click.option("--title", default="", help=_("What the plan is called; else as its document says."))
@click.option("--as", "person", help=_("Who records it, by name or id; else whoever has the widest ground."))
@click.option("--dry-run", is_flag=True, help=_("Say what would be recorded, and record nothing."))
@json_option
def import_plan(
    file: Path, workspace: Path, title: str, person: str | None, *, dry_run: bool, as_json: bool
) -> int:
    """Take ``file`` into the ledger. Raises Unreadable for the file, Refused for who may not."""
    from db.plan_versions import older_version
    from db.table_ground import widest_actor
    from inspector.plans.documents import read_document
    from inspector.plans.reading import read_plan

    plan = read_plan(read_document(file))
    called = title or plan.title or file.stem
    with opened(workspace) as kept, asked(kept) as reader:
        by = person_named(reader, person) if person else widest_actor(reader, kept.feed)
        if by is None:
            raise Refused(NOBODY)
        older = older_version(kept, reader, by.org, plan.tasks)
        counts = _counts(plan, older)
        if not dry_run and any(counts[name] for name in ("new", "changed", "gone")):
            _record(kept, plan, older, file, called, by)
    if as_json:
        known = older.title if older else ""
        give_json({"file": str(file), "title": called, "recorded": not dry_run, "known_as": known, **counts})
    else:
        _tell(called, older, counts, dry_run=dry_run)
    return Status.DONE


def _record(
    workspace: "Workspace", plan: "Plan", older: "Older | None", file: Path, title: str, by: "Actor"
) -> None:
    from db.plan_intake import renew_plan, take_plan
    from db.plan_versions import accepted

    if older:
        differences = accepted(older.differences)
        renew_plan(workspace, older.plan, differences, file, title, by, now(), chance)
    else:
        take_plan(workspace, plan.tasks, file, title, by, now(), chance)


def _counts(plan: "Plan", older: "Older | None") -> dict[str, int]:
    from inspector.plans.matching import Verdict

    found = [one.verdict for one in older.differences] if older else [Verdict.NEW] * len(plan.tasks)
    return {
        "new": found.count(Verdict.NEW),
        "changed": found.count(Verdict.CHANGED),
        "gone": found.count(Verdict.GONE),
        "same": found.count(Verdict.SAME),
    }


def _tell(title: str, older: "Older | None", counts: dict[str, int], *, dry_run: bool) -> None:
    say(title)
    if older:
        say(_("A newer version of: {title}", title=older.title))
    say(plural("{n} new task", "{n} new tasks", counts["new"]))
    if older:
        say(_("changed {changed}, gone {gone}, the same {same}", **counts))
    if dry_run:
        say(_("Nothing was recorded."))
