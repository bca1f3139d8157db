"""调度会议纪要 on paper: the meeting, who was there, each decision with the order that came of it."""

from collections.abc import Iterable
from pathlib import Path

from inspector.periods import long_day, weekday
from inspector.reports.attachment import Carried
from inspector.reports.blocks import Content
from inspector.reports.cells import LEAST_ROW, centred, plain
from inspector.reports.composing import SPACE, Composer
from inspector.reports.meeting_paper import RECORD_STEP_NAMES, DecidedOrder, MeetingPaper
from inspector.reports.order_paper import ORDER_HEADS
from inspector.reports.page import Flow
from inspector.reports.report_writing import Built, write_report
from inspector.reports.site_tables import NOTHING
from inspector.reports.styles import AMBER_GROUND, CAPTION, NOTE, ROW, SOFT
from inspector.reports.table import Cell, Table
from inspector.reports.text import Run, Words
from inspector.words import Say

ABREAST = 2
"""Lines of the attendance side by side."""


def build_meeting_record(paper: MeetingPaper, carried: Carried, to: Path) -> Built:
    """Write the record with its attachments to ``to``, as ``write_report`` does."""

    def compose(parts: Composer) -> Flow:
        return _compose(paper, parts)

    return write_report(paper, compose, carried, to)


def _compose(paper: MeetingPaper, parts: Composer) -> Flow:
    say = parts.say
    flow = parts.begin()
    if paper.withdrawn:
        told = say("This record was taken back: {text}", text=paper.withdrawn)
        flow.add(parts.band(AMBER_GROUND, told), below=SPACE)
    flow.add(parts.facts(_head(paper, say)), below=SPACE)
    none = parts.words(ROW, say("No attendance is recorded.")) if not paper.attendance else None
    flow.add(none or _attendance(paper, parts), title=parts.section(say("Attendance")), below=SPACE)
    none = parts.words(ROW, say("No decision is recorded.")) if not paper.decisions else None
    flow.add(none or _decisions(paper, parts), title=parts.section(say("Decisions")), below=SPACE)
    if paper.orders:
        title = parts.section(say("Further orders of the meeting"))
        flow.add(_orders(paper, parts), title=title, below=SPACE)
    if len(paper.steps) > 1:
        title = parts.section(say("Corrections of the record"))
        flow.add(_steps(paper, parts), title=title, below=SPACE)
    parts.add_signatures(flow, with_witnesses=False)
    return flow


def _head(paper: MeetingPaper, say: Say) -> tuple[tuple[str, str, str, str], ...]:
    held = f"{long_day(paper.held_on, say)} {weekday(paper.held_on, say)}"
    by = say(", ").join(
        part for part in (paper.recorded_by, f"{paper.recorded.local:%Y-%m-%d %H:%M}") if part
    )
    return (
        (say("Meeting"), paper.topic, "", ""),
        (say("Held on"), held, say("Number"), paper.number or NOTHING),
        (say("Venue"), paper.venue or NOTHING, say("Chaired by"), paper.chair or NOTHING),
        (say("Held by"), paper.grid or NOTHING, say("Dispatch of"), paper.period or NOTHING),
        (say("Recorded by"), by, "", ""),
    )


def _attendance(paper: MeetingPaper, parts: Composer) -> Table:
    say = parts.say
    table = parts.listing((say("No."), say("Name and unit")) * ABREAST, *(10, 68) * ABREAST)
    for first in range(0, len(paper.attendance), ABREAST):
        line = paper.attendance[first : first + ABREAST]
        cells = [cell for at, name in enumerate(line, first + 1) for cell in (centred(str(at)), plain(name))]
        cells += [centred(""), plain("")] * (ABREAST - len(line))
        table.add(cells)
    return table


def _decisions(paper: MeetingPaper, parts: Composer) -> Table:
    say = parts.say
    table = parts.listing((say("No."), say("What was decided"), _ordered(paper, say)), 10, 78, 68)
    for at, one in enumerate(paper.decisions, 1):
        orders = Cell(tuple(_told(one.orders, say))) if one.orders else centred(NOTHING)
        table.add((centred(str(at)), plain(one.text), orders), least=LEAST_ROW)
    return table


def _orders(paper: MeetingPaper, parts: Composer) -> Table:
    """List the orders that name no decision of it, as the decisions have theirs."""
    say = parts.say
    table = parts.listing((say("No."), _ordered(paper, say)), 10, 146)
    for at, one in enumerate(paper.orders, 1):
        table.add((centred(str(at)), Cell(tuple(_told((one,), say)))), least=LEAST_ROW)
    return table


def _ordered(paper: MeetingPaper, say: Say) -> str:
    """Head the orders: how they stand is as of the day of the paper, not of the meeting."""
    return say("Order from it, as of {day}", day=f"{paper.day:%Y-%m-%d}")


def _told(orders: Iterable[DecidedOrder], say: Say) -> Iterable[Content]:
    for one in orders:
        named = f"{say(ORDER_HEADS[one.kind])} {one.document or one.ordered}"
        lines = (
            one.ordered if one.document else "",
            say("To {name}; answer due by {day}", name=one.addressee, day=long_day(one.due, say)),
            " · ".join(map(say, one.stands)),
        )
        yield Words.of(CAPTION, named)
        yield from (Words.of(NOTE, line) for line in lines if line)


def _steps(paper: MeetingPaper, parts: Composer) -> Table:
    say = parts.say
    table = parts.listing((say("Time"), say("What happened"), say("Who")), 34, 92, 30)
    for one in paper.steps:
        words = [Words.of(ROW, say(RECORD_STEP_NAMES[one.step]))]
        if one.reason:
            words.append(
                Words.of(NOTE, Run(say("{name}: {value}", name=say("Reason"), value=one.reason), ink=SOFT))
            )
        cells = (centred(f"{one.at.local:%Y-%m-%d %H:%M}"), Cell(tuple(words)), centred(one.by or NOTHING))
        table.add(cells, least=LEAST_ROW)
    return table
