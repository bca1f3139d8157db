"""信访登记办理单 and 边督边改公开情况一览表: how a complaint was handled; a batch for the public."""

from pathlib import Path

from inspector.model.complaint_words import (
    CHANNEL_NAMES,
    COMPLAINT_STATE_NAMES,
    MEASURE_NAMES,
    POLLUTION_NAMES,
    TRUTH_NAMES,
    ComplaintState,
)
from inspector.periods import long_day
from inspector.reports.attachment import Carried
from inspector.reports.cells import LEAST_ROW, centred, label, plain, small
from inspector.reports.complaint_paper import ComplaintPaper, ComplaintTablePaper, PaperComplaint
from inspector.reports.composing import SPACE, Composer
from inspector.reports.page import Flow
from inspector.reports.report_writing import Built, write_report
from inspector.reports.site_tables import NOTHING
from inspector.reports.styles import GROUND, NOTE, ROW, SMALL, SOFT
from inspector.reports.table import Cell, Table
from inspector.reports.text import Run, Words
from inspector.words import N_, Say

SEALED_NOTE = N_(
    "Who complained is known to those who handle the case only. It is masked here and is not among the data "
    "that this file carries."
)
PUBLIC_NOTE = N_(
    "States: settled, settled in stages, not settled. Accountability is given in numbers of persons only."
)


def build_complaint(paper: ComplaintPaper, carried: Carried, to: Path) -> Built:
    """Write the form with its attachments to ``to``, as ``write_report`` does."""

    def compose(parts: Composer) -> Flow:
        return _compose(paper, parts)

    return write_report(paper, compose, carried, to)


def build_complaint_table(paper: ComplaintTablePaper, carried: Carried, to: Path) -> Built:
    """Write the table with its attachments to ``to``, as ``write_report`` does."""

    def compose(parts: Composer) -> Flow:
        return _compose_table(paper, parts)

    return write_report(paper, compose, carried, to)


def _compose(paper: ComplaintPaper, parts: Composer) -> Flow:
    say, told = parts.say, paper.complaint
    flow = parts.begin()
    flow.add(parts.facts(_head(paper, say)), below=SPACE)
    flow.add(_texts(paper, parts), below=SPACE)
    flow.add(_answer(paper, parts), title=parts.section(say("Reply to the complainant")), below=SPACE)
    flow.add(_steps(paper, parts), title=parts.section(say("How it was handled")), below=SPACE)
    if told.accountability:
        told_counts = accountability(told, say)
        flow.add(parts.band(GROUND, say("Held accountable: {counts}.", counts=told_counts)), below=SPACE)
    flow.add(parts.words(SMALL, Run(say(SEALED_NOTE), ink=SOFT)), below=SPACE)
    parts.add_signatures(flow, with_witnesses=False)
    return flow


def _head(paper: ComplaintPaper, say: Say) -> tuple[tuple[str, str, str, str], ...]:
    told = paper.complaint
    nobody = say("anonymous") if paper.is_anonymous else say("sealed")
    given = " ".join(part for part in (told.batch, told.given_number) if part)
    return (
        (say("Registered by"), paper.office, say("Number"), paper.number or NOTHING),
        (say("Complaint number"), told.number, say("Given number"), given or NOTHING),
        (
            say("Channel"),
            say(CHANNEL_NAMES[told.channel]),
            say("Received on"),
            f"{paper.received.local:%Y-%m-%d %H:%M}",
        ),
        (
            say("Complainant"),
            paper.complainant or nobody,
            say("Pollution"),
            say(", ").join(say(POLLUTION_NAMES[kind]) for kind in told.kinds) or NOTHING,
        ),
        (say("About whom"), told.accused or NOTHING, say("Region"), told.region or NOTHING),
        (say("Address"), told.address or NOTHING, say("Last day"), _due(paper, say)),
        (
            say("Unit"),
            paper.unit or NOTHING,
            say("Handlers"),
            say(", ").join(paper.handlers) or NOTHING,
        ),
    )


def _due(paper: ComplaintPaper, say: Say) -> str:
    day = long_day(paper.due, say)
    if paper.extensions:
        return say.plural(
            "{day} (extended {n} time)", "{day} (extended {n} times)", paper.extensions, day=day
        )
    return day


def _texts(paper: ComplaintPaper, parts: Composer) -> Table:
    say, told = parts.say, paper.complaint
    verdict = say(TRUTH_NAMES[told.verdict]) if told.verdict else NOTHING
    found = told.investigation or NOTHING
    if paper.investigated:
        found = say("{day}: {text}", day=long_day(paper.investigated, say), text=found)
    rows = [
        (say("What it says"), told.content),
        (say("What is wanted"), paper.wanted),
        (say("Repeats"), paper.earlier),
        (say("Why it is not taken up"), paper.decline_reason),
        (say("What the investigation found"), found),
        (say("Is it true?"), verdict),
        (say("Linked findings"), say(", ").join(paper.findings)),
        (say("What was done and put right"), told.result or NOTHING),
        (say("State"), say(COMPLAINT_STATE_NAMES[told.state])),
    ]
    table = parts.table(30, 126)
    for name, text in rows:
        if text:
            table.add((label(name, heads="Row"), plain(text)), least=LEAST_ROW)
    return table


def _answer(paper: ComplaintPaper, parts: Composer) -> Table:
    say = parts.say
    day = long_day(paper.replied, say) if paper.replied else NOTHING
    letter = paper.letter or say("number still to come")
    table = parts.table(40, 116)
    for name, text in (
        (say("Reply letter"), f"{letter} · {day}" if paper.replied else NOTHING),
        (say("Result that was told"), paper.reply or NOTHING),
        (say("What the complainant said to it"), paper.opinion or NOTHING),
    ):
        table.add((label(name, heads="Row"), plain(text)), least=LEAST_ROW)
    return table


def _steps(paper: ComplaintPaper, parts: Composer) -> Table:
    say = parts.say
    table = parts.listing((say("Time"), say("What happened"), say("Who")), 34, 92, 30)
    for one in paper.steps:
        words = [Words.of(ROW, one.text)]
        if one.remark:
            words.append(Words.of(NOTE, Run(one.remark, ink=SOFT)))
        cells = (centred(f"{one.at.local:%Y-%m-%d %H:%M}"), Cell(tuple(words)), centred(one.by or NOTHING))
        table.add(cells, least=LEAST_ROW)
    return table


def _compose_table(paper: ComplaintTablePaper, parts: Composer) -> Flow:
    say = parts.say
    flow = parts.begin()
    settled = sum(one.state is ComplaintState.CLOSED for one in paper.complaints)
    in_stages = sum(one.state is ComplaintState.CLOSED_FOR_NOW for one in paper.complaints)
    told = say(
        "By {day}: {all} cases, {settled} settled, {stages} settled in stages, {open} not settled.",
        day=long_day(paper.day, say),
        all=len(paper.complaints),
        settled=settled,
        stages=in_stages,
        open=len(paper.complaints) - settled - in_stages,
    )
    flow.add(parts.band(GROUND, told), below=SPACE)
    heads = (
        say("No."),
        say("Case number"),
        say("What the case is about"),
        say("Region"),
        say("Kind of pollution"),
        say("What the investigation found"),
        say("Is it true?"),
        say("What was done and put right"),
        say("Is it settled?"),
        say("How those responsible were dealt with"),
    )
    table = parts.listing(heads, 9, 27, 52, 19, 14, 52, 14, 50, 16, 22)
    for number, one in enumerate(paper.complaints, 1):
        about = " ".join(part for part in (one.accused, one.content) if part)
        cells = (
            small(str(number)),
            small(one.given_number or one.number),
            small(about),
            small(one.region or NOTHING),
            small(say(", ").join(say(POLLUTION_NAMES[kind]) for kind in one.kinds) or NOTHING),
            small(one.investigation or NOTHING),
            small(say(TRUTH_NAMES[one.verdict]) if one.verdict else NOTHING),
            small(one.result or NOTHING),
            small(say(COMPLAINT_STATE_NAMES[_public(one.state)])),
            small(accountability(one, say) or say("none")),
        )
        table.add(cells, least=LEAST_ROW)
    flow.add(table, below=SPACE)
    flow.add(parts.words(SMALL, Run(say(PUBLIC_NOTE), ink=SOFT)), below=SPACE)
    parts.add_signatures(flow, with_witnesses=False)
    return flow


def _public(state: ComplaintState) -> ComplaintState:
    """Give the outcome that the public is told: what goes on is not settled."""
    ended = {ComplaintState.CLOSED, ComplaintState.CLOSED_FOR_NOW, ComplaintState.DECLINED}
    return state if state in ended else ComplaintState.LEFT_OPEN


def accountability(complaint: PaperComplaint, say: Say) -> str:
    """Say how many persons met each kind of accountability; empty for none."""
    return say(", ").join(
        say.plural(
            "{measure} {n} person", "{measure} {n} persons", count, measure=say(MEASURE_NAMES[measure])
        )
        for measure, count in complaint.accountability
    )
