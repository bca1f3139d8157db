"""督导路线图 on paper: each stop in its turn, on pages that lie on their side, counted at the end."""

from collections.abc import Mapping
from pathlib import Path

from inspector.model.route import ROUTE_STATE_NAMES
from inspector.model.route_life import MEETING_KIND_NAMES, MeetingKind
from inspector.periods import long_day
from inspector.reports.attachment import Carried
from inspector.reports.cells import centred, label
from inspector.reports.composing import SPACE, Composer
from inspector.reports.page import Flow
from inspector.reports.report_writing import Built, write_report
from inspector.reports.route_paper import RoutePaper, RoutePaperStop
from inspector.reports.styles import FINE, FINE_CENTRED, FINE_LABEL, GROUND
from inspector.reports.table import Cell, Table
from inspector.reports.text import Style, Words
from inspector.words import Say

COLUMNS = (10, 56, 30, 24, 24, 16, 44, 44, 54)
"""Widths in millimetres, to be shared out over the width of the page."""


def build_route(paper: RoutePaper, carried: Carried, to: Path) -> Built:
    """Write the sheet with its attachments to ``to``, as ``write_report`` does."""

    def compose(parts: Composer) -> Flow:
        say = parts.say
        flow = parts.begin()
        flow.add(parts.band(GROUND, _told(paper, say)), below=SPACE)
        flow.add(_lines(paper, parts), below=SPACE)
        totals = _counted([(say(name), count) for name, count in paper.totals], parts)
        flow.add(totals, title=parts.section(say("Totals")), below=SPACE)
        if paper.meetings:
            named = [(say(MEETING_KIND_NAMES[kind]), count) for kind, count in paper.meetings.items()]
            title = parts.section(say("Meetings held, by kind"))
            flow.add(_counted(named, parts), title=title, below=SPACE)
        parts.add_signatures(flow, with_witnesses=False)
        return flow

    return write_report(paper, compose, carried, to)


def _told(paper: RoutePaper, say: Say) -> str:
    made = say(
        "Supervision route {number}: {group}, planned by {name}, {day}; {state}.",
        number=paper.listed,
        group=paper.group,
        name=paper.made_by,
        day=long_day(paper.made_on, say),
        state=say(ROUTE_STATE_NAMES[paper.state]),
    )
    lines = [made]
    if paper.text:
        lines.append(say("What it goes for: {text}", text=paper.text))
    if paper.is_disputed:
        lines.append(say("Its order was planned on two devices apart and is not settled yet."))
    if paper.reason:
        lines.append(say("Remark: {text}", text=paper.reason))
    return "\n".join(lines)


def _lines(paper: RoutePaper, parts: Composer) -> Table:
    say = parts.say
    table = parts.table(*COLUMNS)
    heads = (
        say("No."),
        say("Stop on the route"),
        say("Grid"),
        say("Planned for"),
        say("Day of the visit"),
        say("Places"),
        say("Findings"),
        say("Meetings held"),
        say("Remark"),
    )
    table.add([Cell((Words.of(FINE_LABEL, one),), heads="Column", ground=GROUND) for one in heads], head=True)
    for at, line in enumerate(paper.lines, 1):
        table.add(
            (
                _cell(FINE_CENTRED, str(at)),
                _cell(FINE, line.name),
                _cell(FINE, line.grid),
                _cell(FINE_CENTRED, f"{line.planned:%Y-%m-%d}" if line.planned else ""),
                _cell(FINE_CENTRED, *_visited(line, say)),
                _cell(FINE_CENTRED, str(line.places) if line.visited else ""),
                _cell(FINE, *line.findings),
                _cell(FINE, *_held(line.meetings, say)),
                _cell(FINE, *line.remarks),
            )
        )
    return table


def _visited(line: RoutePaperStop, say: Say) -> list[str]:
    return [f"{day:%Y-%m-%d}" for day in line.visited] or [say("not visited yet")]


def _held(meetings: Mapping[MeetingKind, int], say: Say) -> list[str]:
    return [f"{say(MEETING_KIND_NAMES[kind])} {count}" for kind, count in meetings.items()]


def _cell(style: Style, *lines: str) -> Cell:
    return Cell(tuple(Words.of(style, line) for line in lines or ("",)))


def _counted(named: list[tuple[str, int]], parts: Composer) -> Table:
    """Show counts beside each other; nothing here is typed."""
    table = parts.table(*(1 for _ in named))
    table.add([label(name) for name, _ in named], head=True)
    table.add([centred(str(count)) for _, count in named])
    return table
