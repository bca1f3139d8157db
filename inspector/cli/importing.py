"""`import grids|people|sites`: lists of offices, from CSV and Excel."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspector.cli.opening import (
    Command,
    asked,
    chance,
    json_option,
    now,
    opened,
    person_named,
    workspace_option,
)
from inspector.cli.speaking import Misused, Status, complain, give_json, say
from inspector.errors import Refused, Spoken
from inspector.words import N_, _, plural, translate

if TYPE_CHECKING:
    from db.connection import Reader
    from db.table_plan import ImportPlan, Remark
    from db.workspace import Actor, Workspace
    from inspector.tables.fields import Field
    from inspector.tables.mapping import ColumnMap
    from inspector.tables.table import Table

    Planner = Callable[[Reader, Table, ColumnMap, Actor], ImportPlan]

MOST_SAID = 20
"""Rows that are said one by one; --json has them all."""

NOBODY = N_("Nobody may record on this device yet. Entitle it in the window first.")


def _pair(text: str) -> tuple[str, str]:
    column, mark, field = text.rpartition("=")
    if not mark or not column or not field:
        raise Misused(_("--map is given as COLUMN=FIELD."))
    return column, field


def _table_options(command: Command) -> Command:
    """Give a command what every import of a table has."""
    for option in (
        json_option,
        click.option(
            "--as", "person", help=_("Who records it, by name or id; else whoever has the widest ground.")
        ),
        click.option(
            "--sheet", default="", help=_("The sheet of a workbook; else the one with known names.")
        ),
        click.option("--dry-run", is_flag=True, help=_("Say what would be recorded, and record nothing.")),
        click.option("--map", "maps", multiple=True, metavar="COLUMN=FIELD", help=_("What a column holds.")),
        workspace_option(_("The workspace.")),
        click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False)),
    ):
        command = option(command)
    return command


def _choices_of_duplicates(command: Command) -> Command:
    """Give a command the way to decide about likely duplicates, which are left out otherwise."""
    for option in (
        click.option(
            "--take-in",
            "taken",
            multiple=True,
            type=click.IntRange(min=2),
            metavar="ROW",
            help=_("Take in this row though it looks like one that is here: it is another one."),
        ),
        click.option(
            "--take-in-duplicates",
            "takes_all",
            is_flag=True,
            help=_("Take in every row that looks like one that is here."),
        ),
    ):
        command = option(command)
    return command


@click.command(help=_("Take in sites from CSV or Excel; the same table again changes nothing."))
@_table_options
def sites(files: tuple[Path, ...], **options: object) -> int:
    """Take in each file."""
    return _import("sites", files, **options)  # type: ignore[arg-type]


@click.command(help=_("Take in the tree of grids from CSV or Excel; parents may stand below children."))
@_table_options
def grids(files: tuple[Path, ...], **options: object) -> int:
    """Take in each file."""
    return _import("grids", files, **options)  # type: ignore[arg-type]


@click.command(help=_("Take in people and their roles from CSV or Excel, one role a row."))
@_table_options
def people(files: tuple[Path, ...], **options: object) -> int:
    """Take in each file."""
    return _import("people", files, **options)  # type: ignore[arg-type]


@click.command(help=_("Take in a batch of cases sent down (complaints) from CSV or Excel, one case a row."))
@_table_options
def complaints(files: tuple[Path, ...], **options: object) -> int:
    """Take in each file."""
    return _import("complaints", files, **options)  # type: ignore[arg-type]


@click.command(
    help=_("Take over a ledger of findings kept before, from CSV or Excel; what is here changes nothing.")
)
@_choices_of_duplicates
@_table_options
def findings(files: tuple[Path, ...], **options: object) -> int:
    """Take in each file."""
    return _import("findings", files, **options)  # type: ignore[arg-type]


@click.command(
    help=_("Take over a ledger of tasks kept before, from CSV or Excel; what is here changes nothing.")
)
@_choices_of_duplicates
@_table_options
def tasks(files: tuple[Path, ...], **options: object) -> int:
    """Take in each file."""
    return _import("tasks", files, **options)  # type: ignore[arg-type]


def _import(
    what: str,
    files: tuple[Path, ...],
    workspace: Path,
    maps: tuple[str, ...],
    person: str | None,
    sheet: str,
    *,
    dry_run: bool,
    as_json: bool,
    taken: tuple[int, ...] = (),
    takes_all: bool = False,
) -> int:
    from db.table_memory import remember_columns
    from db.table_plan import carry_out
    from inspector.tables.reading import read_table

    if taken and len(files) > 1:
        raise Misused(_("--take-in names rows of one file; give one."))
    choices = [_pair(text) for text in maps]
    outcomes, status = [], Status.DONE
    with opened(workspace) as kept, asked(kept) as reader:
        by = person_named(reader, person) if person else _widest(reader, kept)
        for file in files:
            try:
                table = read_table(file, sheet)
                columns, plan = _planned(what, reader, kept, table, choices, by)
                plan = plan.taking([one.row for one in plan.alike] if takes_all else taken)
                if not dry_run:
                    carry_out(kept, plan, by, now())
                if choices and not dry_run:
                    remember_columns(kept, what, table, columns)
            except Spoken as error:
                complain(f"{file}: {translate(error)}")
                status = max(status, Status.REFUSED if isinstance(error, Refused) else Status.UNREADABLE)
                continue
            outcomes.append(_outcome(file, plan, dry_run=dry_run))
            if plan.left_out:
                status = max(status, Status.REFUSED)
            if not as_json:
                _tell(file, plan, dry_run=dry_run)
    if as_json:
        give_json(outcomes)
    return status


def _planned(
    what: str,
    reader: "Reader",
    workspace: "Workspace",
    table: "Table",
    choices: list[tuple[str, str]],
    by: "Actor",
) -> "tuple[ColumnMap, ImportPlan]":
    from db.table_memory import remembered_columns
    from inspector.tables.mapping import chosen, propose

    fields, plan = _kind_of_import(what, workspace)
    proposed = propose(table, fields, remembered_columns(reader, what, table))
    columns = chosen(table, fields, proposed, choices)
    return columns, plan(reader, table, columns, by)


def _kind_of_import(what: str, workspace: "Workspace") -> "tuple[tuple[Field, ...], Planner]":
    from inspector.tables.fields import GRID_FIELDS, PERSON_FIELDS, SITE_FIELDS

    if what == "sites":
        from db.table_sites import plan_sites

        return SITE_FIELDS, partial(plan_sites, at=now(), chance=chance)
    if what == "grids":
        from db.table_grids import plan_grids

        return GRID_FIELDS, partial(plan_grids, at=now(), chance=chance)
    if what == "findings":
        from db.table_ledger import plan_ledger
        from inspector.tables.finding_fields import FINDING_FIELDS

        return FINDING_FIELDS, partial(plan_ledger, at=now(), chance=chance, feed=workspace.feed)
    if what == "tasks":
        from db.table_task_ledger import plan_tasks
        from inspector.tables.task_fields import TASK_FIELDS

        return TASK_FIELDS, partial(plan_tasks, at=now(), chance=chance)
    if what == "complaints":
        from db.table_cases import plan_cases
        from inspector.tables.complaint_fields import COMPLAINT_FIELDS

        return COMPLAINT_FIELDS, partial(plan_cases, at=now(), chance=chance, feed=workspace.feed)
    from db.table_people import plan_people

    feed, age_key = workspace.feed, workspace.age_recipient
    return PERSON_FIELDS, partial(plan_people, at=now(), chance=chance, feed=feed, age_key=age_key)


def _widest(reader: "Reader", workspace: "Workspace") -> "Actor":
    """Give who may act for the widest ground on this device. Raises Refused for nobody."""
    from db.table_ground import widest_actor

    actor = widest_actor(reader, workspace.feed)
    if actor is None:
        raise Refused(NOBODY)
    return actor


def _outcome(file: Path, plan: "ImportPlan", *, dry_run: bool) -> dict[str, object]:
    return {
        "file": str(file),
        "recorded": not dry_run,
        "added": len(plan.added),
        "changed": len(plan.changed),
        "unchanged": plan.unchanged,
        "refused": len(plan.bad),
        "bad_rows": [_remark(one) for one in plan.bad],
        "likely_duplicates": [
            {"row": one.row, "text": one.text, "looks_like": {"number": one.number, "text": one.like}}
            for one in plan.alike
        ],
        "doubts": [_remark(one) for one in plan.doubts],
        "notes": [translate(note) for note in plan.notes],
        "changes": [
            {
                "row": row.row,
                "name": row.name,
                "fields": {_(one.title): [_said(one.before), _said(one.after)] for one in row.differences},
            }
            for row in plan.changed
        ],
    }


def _tell(file: Path, plan: "ImportPlan", *, dry_run: bool) -> None:
    sentence = (
        _(
            "{file}: {added} would be added, {changed} changed, {unchanged} as they are, {bad} left out.",
            **_counts(file, plan),
        )
        if dry_run
        else _(
            "{file}: {added} added, {changed} changed, {unchanged} as they were, {bad} left out.",
            **_counts(file, plan),
        )
    )
    say(sentence)
    for note in plan.notes:
        say(f"  {translate(note)}")
    for doubt in plan.doubts[:MOST_SAID]:
        say(f"  {_line(doubt)}")
    for left in plan.left_out[:MOST_SAID]:
        complain(f"{file}: {_line(left)}")
    if plan.alike:
        complain(_("Rows that look like others are taken in with --take-in ROW, if they are not the same."))
    if more := max(0, len(plan.left_out) - MOST_SAID):
        complain(
            plural(
                "{n} more row was left out; --json lists it.",
                "{n} more rows were left out; --json lists them.",
                more,
            )
        )


def _counts(file: Path, plan: "ImportPlan") -> dict[str, object]:
    return {
        "file": file,
        "added": len(plan.added),
        "changed": len(plan.changed),
        "unchanged": plan.unchanged,
        "bad": len(plan.left_out),
    }


def _line(remark: "Remark") -> str:
    where = (
        _("row {row}, {column}", row=remark.row, column=remark.column)
        if remark.column
        else _("row {row}", row=remark.row)
    )
    return f"{where}: {translate(remark.sentence)}"


def _remark(remark: "Remark") -> dict[str, object]:
    return {"row": remark.row, "column": remark.column, "reason": translate(remark.sentence)}


def _said(cell: "str | Spoken") -> str:
    return translate(cell) if isinstance(cell, Spoken) else cell
