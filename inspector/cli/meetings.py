"""`meeting`, `report meeting`, `dispatch note`: dispatch meetings; what the dispatch list says of a case."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inspector.cli.opening import asked, chance, json_option, now, opened, person_named, workspace_option
from inspector.cli.order_steps import day_given, one_case
from inspector.cli.progress import grid_called
from inspector.cli.reporting import report_options, write_issued
from inspector.cli.speaking import give_json, say
from inspector.errors import Refused
from inspector.model.meeting import MeetingRecorded
from inspector.words import _

if TYPE_CHECKING:
    from db.connection import Reader
    from db.queries.orders import MeetingLine

_BY = click.option("--as", "person", required=True, help=_("Who does it, by name or id."))
_LINES = (
    click.option("--title", help=_("What the meeting is called.")),
    click.option("--day", metavar="DAY", help=_("When it was held, as 2026-11-22; today without it.")),
    click.option("--place", help=_("Where it was held.")),
    click.option("--chair", help=_("Who chaired it.")),
    click.option("--attended", "attendance", multiple=True, help=_("Who was there; may be given again.")),
    click.option("--decision", "decisions", multiple=True, help=_("What was decided; may be given again.")),
    click.option("--period", help=_("The month of the dispatch it belongs to, as 2026-11.")),
)


def _lines(command: Any) -> Any:
    for option in reversed(_LINES):
        command = option(command)
    return command


@click.group("meeting", help=_("Dispatch meetings: recorded, listed, put right, taken back."))
def meeting_group() -> None:
    """Hold what can be done with a meeting."""


@meeting_group.command(help=_("Record a meeting of the grid of whoever records it."))
@_lines
@_BY
@workspace_option(_("The workspace."))
@json_option
def record(workspace: Path, person: str, *, as_json: bool, **told: Any) -> None:
    """Record it and say its id."""
    from db.order_recording import keep_meeting

    given: dict[str, Any] = {"day": now().day, "title": _("Dispatch meeting")} | _given(told)
    fresh = MeetingRecorded(grid="", **given)
    with opened(workspace) as kept, asked(kept) as reader:
        meeting, _changes = keep_meeting(kept, fresh, person_named(reader, person), now(), chance)
    _say(meeting, as_json=as_json)


@meeting_group.command(
    help=_("Put the record of a meeting right: what is given stands instead, the rest stays as it was.")
)
@click.argument("meeting")
@_lines
@click.option("--reason", required=True, help=_("Why it is put right."))
@_BY
@workspace_option(_("The workspace."))
@json_option
def correct(meeting: str, workspace: Path, person: str, reason: str, *, as_json: bool, **told: Any) -> None:
    """Record it anew."""
    from db.order_recording import keep_meeting

    given = _given(told)
    with opened(workspace) as kept, asked(kept) as reader:
        by = person_named(reader, person)
        before = _called(reader, meeting)
        stands = {
            name: getattr(before, name)
            for name in ("day", "title", "place", "chair", "attendance", "decisions", "period")
        }
        again = MeetingRecorded(subject=before.meeting, grid="", reason=reason, **stands | given)
        keep_meeting(kept, again, by, now(), chance, seen=before.last)
    _say(before.meeting, as_json=as_json)


@meeting_group.command(help=_("Take back the record of a meeting that was not held; it stays in sight so."))
@click.argument("meeting")
@click.option("--reason", required=True, help=_("Why it is taken back."))
@_BY
@workspace_option(_("The workspace."))
@json_option
def withdraw(meeting: str, workspace: Path, person: str, reason: str, *, as_json: bool) -> None:
    """Record that it is taken back."""
    from db.order_recording import take_meeting_back

    with opened(workspace) as kept, asked(kept) as reader:
        by = person_named(reader, person)
        before = _called(reader, meeting)
        take_meeting_back(kept, before.meeting, before.last, reason, by, now())
    _say(before.meeting, as_json=as_json)


@meeting_group.command(
    "list", help=_("List the meetings, the newest first, with the orders of their decisions.")
)
@click.option("--grid", default="", help=_("The grid, by code, name or id; else the topmost."))
@workspace_option(_("The workspace."))
@json_option
def list_meetings(workspace: Path, grid: str, *, as_json: bool) -> None:
    """Give them with their decisions."""
    from db.queries.orders import meeting_lines

    with opened(workspace) as kept, asked(kept) as reader:
        lines = meeting_lines(reader, grid_called(reader, grid))
    if as_json:
        give_json([_told(line) for line in lines])
        return
    for line in lines:
        remark = _("taken back: {text}", text=line.withdrawn) if line.withdrawn else ""
        say(" ".join(part for part in (line.day.isoformat(), line.title, line.meeting, remark) if part))
        for at, text in enumerate(line.decisions, 1):
            number = line.ordered.get(at)
            say(f"  {at}. {text}" + (f" → {number}" if number else ""))
    if not lines:
        say(_("No meeting is recorded yet."))


@click.command(
    name="meeting",
    help=_(
        "The record of a dispatch meeting, by the id that `meeting list` says: attendance, decisions and the "
        "orders that came of them; a draft without --sign or --ink."
    ),
)
@click.argument("meeting")
@report_options
def meeting_record(meeting: str, workspace: Path, **how: Any) -> None:
    """Write the record and say what it is."""
    from inspector.model.issued_report import ReportKind

    write_issued(workspace, ReportKind.MEETING_RECORD, (meeting,), how)


@click.group("dispatch", help=_("What the dispatch list says beside the facts."))
def dispatch_group() -> None:
    """Hold what is said for the dispatch list."""


@dispatch_group.command(
    help=_(
        "Note the difficulty and the next point of a task or finding, by number or id; what is not given "
        "stays as it was, an empty text takes it away."
    )
)
@click.argument("case")
@click.option("--difficulty", help=_("What makes it difficult."))
@click.option("--next-step", help=_("What is done next."))
@click.option("--next-on", metavar="DAY", help=_("By which day, as 2026-12-05."))
@click.option("--period", default="", help=_("The month it is said for, as 2026-11."))
@_BY
@workspace_option(_("The workspace."))
def note(
    case: str,
    workspace: Path,
    person: str,
    difficulty: str | None,
    next_step: str | None,
    next_on: str | None,
    period: str,
) -> None:
    """Record the note."""
    from db.dispatch_noting import keep_note
    from inspector.model.case_steps import DispatchNoted
    from inspector.model.dispatch_list import noted_before

    day = day_given("--next-on", next_on) if next_on else None
    with opened(workspace) as kept, asked(kept) as reader:
        by = person_named(reader, person)
        subject, _is_finding = one_case(reader, case)
        known = noted_before(kept.facts_of(reader, subject)) or DispatchNoted()
        told = DispatchNoted(
            subject=subject,
            period=period,
            difficulty=known.difficulty if difficulty is None else difficulty,
            next_step=known.next_step if next_step is None else next_step,
            next_on=known.next_on if next_on is None else day,
        )
        keep_note(kept, told, by, now())
    say(_("Recorded."))


def _given(told: dict[str, Any]) -> dict[str, Any]:
    """Give what was said of a meeting."""
    given = {name: value for name, value in told.items() if value}
    return given | ({"day": day_given("--day", given["day"])} if "day" in given else {})


def _called(reader: "Reader", name: str) -> "MeetingLine":
    """Find a meeting by its id. Raises Refused for one that is not recorded here."""
    from db.order_recording import MEETING_GONE
    from db.queries.orders import meeting_lines

    found = [line for line in meeting_lines(reader, grid_called(reader, "")) if line.meeting == name]
    if not found:
        raise Refused(MEETING_GONE)
    return found[0]


def _say(meeting: str, *, as_json: bool) -> None:
    if as_json:
        give_json({"meeting": meeting})
    else:
        say(_("Recorded: meeting {name}.", name=meeting))


def _told(line: "MeetingLine") -> dict[str, object]:
    return {
        "meeting": line.meeting,
        "day": line.day.isoformat(),
        "title": line.title,
        "place": line.place,
        "chair": line.chair,
        "attendance": list(line.attendance),
        "decisions": [
            {"text": text, "order": line.ordered.get(at)} for at, text in enumerate(line.decisions, 1)
        ],
        "period": line.period,
        "versions": line.versions,
        "reason": line.reason,
        "withdrawn": line.withdrawn,
    }
