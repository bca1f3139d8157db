"""`export feedback`, `import feedback`: a sheet to each unit; what comes back, compared and recorded."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inspector.cli.importing import NOBODY
from inspector.cli.opening import asked, chance, json_option, now, opened, person_named, workspace_option
from inspector.cli.speaking import Misused, Status, complain, give_json, say
from inspector.cli.summary_export import WEEK, export_week
from inspector.errors import Refused, Spoken, Unreadable
from inspector.file_faults import why
from inspector.words import N_, _, plural, translate

if TYPE_CHECKING:
    from db.connection import Reader
    from db.feedback_return import Comparison, Difference
    from db.queries.feedback import SentSheet
    from db.workspace import Actor, Workspace

SHEETS = "feedback"
NOT_READ = N_("{file} can't be read: {reason}.")
NOBODY_OWES = N_("No unit has anything open to be asked about.")


@click.command(
    help=_(
        "Write one Excel sheet for each unit with everything open of it, to be filled in and sent back; or"
        " with --waiting say which have not come back, as a text to paste."
    )
)
@workspace_option(_("The workspace."))
@click.option("--unit", "units", multiple=True, help=_("The unit that is asked; may be given again."))
@click.option("--all", "takes_all", is_flag=True, help=_("Every unit that has something open."))
@click.option(
    "--to", type=click.Path(path_type=Path, file_okay=False), help=_("The folder the sheets are written to.")
)
@click.option("--deadline", metavar="DAY", help=_("When the sheets are to come back, as 2026-11-27."))
@click.option("--title", default="", help=_("What the sheets are called."))
@click.option("--period", default="", help=_("What the sheets are about, as 2026-11."))
@click.option(
    "--dispatch-list", "is_dispatch", is_flag=True, help=_("Only the lines of the dispatch list of --period.")
)
@click.option("--waiting", "is_waiting", is_flag=True, help=_("Say which sheets have not come back."))
@click.option("--as", "person", help=_("Who sends them, by name or id; else whoever has the widest ground."))
@json_option
def send_sheets(
    workspace: Path,
    units: tuple[str, ...],
    to: Path | None,
    deadline: str | None,
    person: str | None,
    *,
    takes_all: bool,
    is_dispatch: bool,
    is_waiting: bool,
    as_json: bool,
    **called: str,
) -> int:
    """Write the sheets, or say which are waited for."""
    if is_waiting:
        return _say_waiting(workspace, person, called["period"], as_json=as_json)
    if bool(units) is takes_all:
        raise Misused(_("Name units with --unit, or take --all."))
    if to is None:
        raise Misused(_("--to says in which folder the sheets are written."))
    if is_dispatch and not called["period"]:
        raise Misused(_("--dispatch-list needs --period, as 2026-11."))
    from db.feedback_sheets import SheetWish, send_out, units_owing

    with opened(workspace) as kept, asked(kept) as reader:
        by = _actor(kept, reader, person)
        title, keys = _listed(kept, reader, by.org, called["period"]) if is_dispatch else ("", ())
        wish = SheetWish(
            title=called["title"] or title, due=_day(deadline), period=called["period"], keys=keys
        )
        owing = units_owing(reader, by.org, now().day, keys) if keys or not is_dispatch else ()
        chosen = units or tuple(one.unit for one in owing)
        if not chosen:
            raise Refused(NOBODY_OWES)
        to.mkdir(parents=True, exist_ok=True)
        sent = send_out(kept, chosen, to, wish, by, now(), chance)
    if as_json:
        give_json(
            [{"unit": one.unit, "sheet": one.sheet, "file": str(one.file), "rows": one.rows} for one in sent]
        )
    else:
        for one in sent:
            say(
                plural(
                    "{unit}: {n} line, {file}",
                    "{unit}: {n} lines, {file}",
                    one.rows,
                    unit=one.unit,
                    file=one.file,
                )
            )
    return Status.DONE


class ListsOrSheets(click.Command):
    """`export`: a list by its name, a week, or the sheets that go to the units and come back."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Hand `export feedback …` and `export week …` to the commands with their own options."""
        if args[:1] == [SHEETS]:
            return send_sheets.make_context(f"{info_name} {SHEETS}", args[1:], parent, **extra)
        if args[:1] == [WEEK]:
            return export_week.make_context(f"{info_name} {WEEK}", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)


@click.command(
    SHEETS,
    help=_(
        "Take in Excel sheets that units sent back: what is new is recorded on their behalf with the sheet as"
        " evidence; the same sheet again changes nothing."
    ),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False))
@workspace_option(_("The workspace."))
@click.option("--unit", default="", help=_("Take in sheets of this unit only."))
@click.option(
    "--outdated", "takes_outdated", is_flag=True, help=_("Record answers about cases that moved on, too.")
)
@click.option("--dry-run", is_flag=True, help=_("Say what would be recorded, and record nothing."))
@click.option("--as", "person", help=_("Who records it, by name or id; else whoever has the widest ground."))
@json_option
def take_sheets(
    files: tuple[Path, ...],
    workspace: Path,
    unit: str,
    person: str | None,
    *,
    takes_outdated: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Take in each file; a bad one does not hold up the others."""
    from db.feedback_return import compare_feedback, record_feedback

    outcomes, status = [], Status.DONE
    with opened(workspace) as kept, asked(kept) as reader:
        by = _actor(kept, reader, person)
        for file in files:
            try:
                compared = compare_feedback(kept, reader, file, by, now(), unit)
                chosen = {
                    one.mark.key: one.last
                    for one in compared.differences
                    if one.is_proposed or (takes_outdated and one.is_new)
                }
                is_old = not chosen and compared.was_returned
                if not (dry_run or is_old):
                    record_feedback(kept, compared, chosen, by, now())
            except OSError as error:
                complain(translate(Unreadable(NOT_READ, file=file.name, reason=why(error))))
                status = max(status, Status.UNREADABLE)
                continue
            except Spoken as error:
                complain(f"{file}: {translate(error)}")
                status = max(status, Status.REFUSED if isinstance(error, Refused) else Status.UNREADABLE)
                continue
            if any(_is_left(one, chosen) for one in compared.differences) or compared.strange:
                status = max(status, Status.REFUSED)
            outcomes.append(_outcome(compared, chosen, is_recorded=not (dry_run or is_old)))
            if not as_json:
                _tell(compared, chosen, dry_run=dry_run)
    if as_json:
        give_json(outcomes)
    return status


def _listed(workspace: "Workspace", reader: "Reader", grid: str, period: str) -> tuple[str, tuple[str, ...]]:
    """Give title and lines of the dispatch list of a period. Raises Refused for a period nobody knows."""
    from db.case_recording import office_rules
    from db.queries.dispatch_list import DispatchScope, dispatch_rows
    from inspector.reports.dispatch_paper import titled
    from inspector.words import in_language

    scope = DispatchScope.of(reader, (grid, period))
    say = in_language(office_rules(workspace, reader, grid).paper_language)
    return titled(scope.period, say), tuple(row.key for row in dispatch_rows(reader, scope, now().day))


def _actor(workspace: "Workspace", reader: "Reader", person: str | None) -> "Actor":
    from db.table_ground import widest_actor

    by = person_named(reader, person) if person else widest_actor(reader, workspace.feed)
    if by is None:
        raise Refused(NOBODY)
    return by


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Misused(_("--deadline is a day like 2026-11-27.")) from None


def _say_waiting(workspace: Path, person: str | None, period: str, *, as_json: bool) -> int:
    from db.queries.feedback import missing_sheets, reminder
    from inspector.words import in_language, spoken

    today = now().day
    with opened(workspace) as kept, asked(kept) as reader:
        missing = missing_sheets(reader, _actor(kept, reader, person).org, today, period or None)
    if as_json:
        give_json([_waiting(one, today) for one in missing])
    elif missing:
        say(reminder(missing, today, in_language(spoken())))
    else:
        say(_("Every sheet that went out has come back."))
    return Status.DONE


def _waiting(sheet: "SentSheet", today: date) -> dict[str, object]:
    return {
        "sheet": sheet.sheet,
        "unit": sheet.unit,
        "title": sheet.title,
        "period": sheet.period,
        "issued": sheet.issued.isoformat(),
        "due": sheet.due.isoformat() if sheet.due else None,
        "rows": sheet.rows,
        "state": sheet.state,
        "days_late": sheet.days_late(today),
    }


def _is_left(one: "Difference", chosen: dict[str, str]) -> bool:
    """Say whether an answer is not recorded although it says something."""
    return one.reason is not None or (one.is_new and one.mark.key not in chosen)


def _outcome(compared: "Comparison", chosen: dict[str, str], *, is_recorded: bool) -> dict[str, object]:
    from db.feedback_answers import text_of

    head = compared.returned.head
    return {
        "file": str(compared.path),
        "sheet": head.sheet,
        "unit": head.unit,
        "title": head.title,
        "recorded": is_recorded,
        "answered": compared.answered,
        "differences": [
            {
                "row": one.row.row,
                "kind": one.mark.kind,
                "number": one.mark.number,
                "name": one.name,
                "state": one.state,
                "verdict": one.verdict,
                "is_outdated": one.is_outdated,
                "is_taken": one.mark.key in chosen,
                "records": [{"type": event.TYPE, "text": text_of(event)} for event in one.events],
                "doubts": [translate(doubt) for doubt in one.doubts],
                "reason": translate(one.reason) if one.reason else "",
            }
            for one in compared.differences
        ],
        "not_ours": [{"row": one.row, "text": one.said} for one in compared.strange],
        "missing": [one.number for one in compared.missing],
        "notes": [translate(note) for note in compared.notes],
    }


def _tell(compared: "Comparison", chosen: dict[str, str], *, dry_run: bool) -> None:
    from db.feedback_answers import VERDICT_NAMES

    said = {
        "file": compared.path,
        "unit": compared.returned.head.unit,
        "answered": compared.answered,
        "new": len(chosen),
    }
    if dry_run:
        say(_("{file}: {unit}, {answered} lines answered, {new} would be recorded.", **said))
    else:
        say(_("{file}: {unit}, {answered} lines answered, {new} recorded.", **said))
    for note in compared.notes:
        say(f"  {translate(note)}")
    for one in compared.differences:
        if one.is_new or one.reason:
            line = _line(one.row.row, one.mark.number, _(VERDICT_NAMES[one.verdict]), one.doubts, one.reason)
            complain(f"{compared.path}: {line}") if _is_left(one, chosen) else say(f"  {line}")
    for row in compared.strange:
        strange = _("row {row} is not ours: {text}", row=row.row, text=row.said)
        complain(f"{compared.path}: {strange}")
    if missing := compared.missing:
        numbers = "、".join(one.number or str(one.position) for one in missing)
        deleted = _("Lines that were deleted: {numbers}", numbers=numbers)
        say(f"  {deleted}")


def _line(row: int, number: str, verdict: str, doubts: Sequence[Spoken], reason: Spoken | None) -> str:
    head = _("row {row}, {number}: {verdict}.", row=row, number=number, verdict=verdict)
    return " ".join([head, *(translate(one) for one in (*doubts, *([reason] if reason else [])))])
