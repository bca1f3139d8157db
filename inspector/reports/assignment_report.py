"""问题交办单: the office gives problems to a unit, by a day, with a slip that comes back."""

from pathlib import Path

from inspector.model.working_days import Counting
from inspector.periods import long_day
from inspector.reports.attachment import Carried
from inspector.reports.blocks import Content
from inspector.reports.case_paper import AssignedFinding, AssignmentPaper
from inspector.reports.cells import LEAST_ROW, centred, label, plain
from inspector.reports.composing import SPACE, Composer
from inspector.reports.finding_table import what_cell, where_cell
from inspector.reports.page import Flow
from inspector.reports.report_writing import Built, write_report
from inspector.reports.sheet import MM
from inspector.reports.signature_block import DATE_BY_HAND, ROOM_FOR_INK, ROOM_FOR_SEAL, Room
from inspector.reports.site_tables import NOTHING
from inspector.reports.slip import add_slip
from inspector.reports.styles import BY_HAND, CENTRED, NOTE_CENTRED, TEXT
from inspector.reports.table import Cell, Table
from inspector.reports.text import Words
from inspector.words import N_, Say

ROOM_FOR_WORDS = 16 * MM
"""Where the unit writes by hand what it found, did and finished."""
SLIP_NOTE = N_("To be sent back to the unit that gave the order, with photos of how it is now.")


def build_assignment(paper: AssignmentPaper, carried: Carried, to: Path) -> Built:
    """Write the order with its attachments to ``to``, as ``write_report`` does."""

    def compose(parts: Composer) -> Flow:
        return _compose(paper, parts)

    return write_report(paper, compose, carried, to)


def _compose(paper: AssignmentPaper, parts: Composer) -> Flow:
    say = parts.say
    flow = parts.begin()
    flow.add(parts.facts(_head(paper, say)), below=SPACE)
    flow.add(_problems(paper, parts), title=parts.section(say("Problems to be put right")), below=SPACE)
    if paper.basis:
        flow.add(parts.words(TEXT, paper.basis), title=parts.section(say("Basis of the order")), below=SPACE)
    parts.add_signatures(flow, with_witnesses=False)
    flow.space(SPACE)
    add_slip(flow, parts, say("Receipt and feedback slip"), _slip(paper, parts), say(SLIP_NOTE))
    parts.add_photos(flow, say("Photos of the problems"))
    return flow


def _head(paper: AssignmentPaper, say: Say) -> tuple[tuple[str, str, str, str], ...]:
    return (
        (
            say("Number"),
            paper.assignment or paper.number or NOTHING,
            say("Assigned on"),
            long_day(paper.assigned_on, say),
        ),
        (say("Given by"), paper.office, say("Assigner"), paper.assigner or NOTHING),
        (say("Given to"), paper.unit, say("Handler"), paper.person or NOTHING),
        (say("To be done by"), _term(paper, say), say("Copies to"), say(", ").join(paper.copies) or NOTHING),
    )


def _term(paper: AssignmentPaper, say: Say) -> str:
    """Say the one deadline of all problems, else that each has its own."""
    if len({case.due for case in paper.cases}) > 1:
        return say("each as listed below")
    first = paper.cases[0]
    if not first.days:
        return long_day(first.due, say)
    return say("{day} ({days})", day=long_day(first.due, say), days=_counted(first, say))


def _counted(case: AssignedFinding, say: Say) -> str:
    """Say in which days the term was counted."""
    if case.counting is Counting.WORKING:
        return say.plural("{n} working day", "{n} working days", case.days)
    return say.plural("{n} natural day", "{n} natural days", case.days)


def _problems(paper: AssignmentPaper, parts: Composer) -> Table:
    say = parts.say
    heads = (
        say("No."),
        say("Number and place"),
        say("What is wrong"),
        say("What is required"),
        say("Deadline"),
    )
    table = parts.listing(heads, 10, 39, 57, 28, 22)
    for at, case in enumerate(paper.cases, 1):
        cells = (
            centred(str(at)),
            where_cell(case.finding, say),
            what_cell(case.finding, say),
            plain(case.requirement or NOTHING),
            Cell(tuple(_deadline(case, say))),
        )
        table.add(cells, least=LEAST_ROW)
    return table


def _deadline(case: AssignedFinding, say: Say) -> list[Content]:
    words: list[Content] = [Words.of(CENTRED, f"{case.due:%Y-%m-%d}")]
    if case.days:
        words.append(Words.of(NOTE_CENTRED, _counted(case, say)))
    return words


def _slip(paper: AssignmentPaper, parts: Composer) -> Table:
    say = parts.say
    table = parts.table(34, 44, 36, 42)
    day = long_day(paper.assigned_on, say)
    number = paper.assignment or paper.number or NOTHING
    received = say.plural(
        "Order {number} of {day} with {n} problem was received.",
        "Order {number} of {day} with {n} problems was received.",
        len(paper.cases),
        number=number,
        day=day,
    )
    date = Words.of(BY_HAND, say(DATE_BY_HAND))
    table.add((label(say("Received"), heads="Row"), plain(received, span=3)), least=LEAST_ROW)
    for name in (
        say("What a check on site found"),
        say("How it was dealt with"),
        say("How far it is put right"),
    ):
        table.add((label(name, heads="Row"), Cell((Room(ROOM_FOR_WORDS),), 3)))
    table.add(
        (
            label(say("Received by (signature)"), heads="Row"),
            Cell((Room(ROOM_FOR_INK), date)),
            label(say("Unit in charge (seal)"), heads="Row"),
            Cell((Room(ROOM_FOR_SEAL), date)),
        )
    )
    return table
