"""The patrol record 网格环境巡查记录表: a form, an archive, and the data it rests on, in one file."""

from pathlib import Path

from inspector.periods import long_day, weekday
from inspector.reports.attachment import Carried
from inspector.reports.composing import SPACE, Composer
from inspector.reports.fonts import Face
from inspector.reports.page import Flow
from inspector.reports.patrol_paper import PatrolPaper
from inspector.reports.patrol_tables import PatrolTables
from inspector.reports.report_writing import Built, write_report
from inspector.reports.styles import AMBER, AMBER_GROUND, GROUND
from inspector.reports.text import Run
from inspector.words import Say


def build_patrol_report(paper: PatrolPaper, carried: Carried, to: Path) -> Built:
    """Write the patrol record with its attachments to ``to``, as ``write_report`` does."""

    def compose(parts: Composer) -> Flow:
        return _compose(paper, parts)

    return write_report(paper, compose, carried, to)


def _compose(paper: PatrolPaper, parts: Composer) -> Flow:
    say = parts.say
    tables = PatrolTables(paper, parts)
    flow = parts.begin()
    if paper.late_reason or paper.entered_by:
        flow.add(parts.band(AMBER_GROUND, *_entered(paper, say)), below=SPACE)
    flow.add(tables.head(), below=SPACE)
    flow.add(parts.band(GROUND, tables.summary()), below=SPACE)
    title = parts.section(say("Stops of the patrol"))
    flow.add(tables.stops(), title=title, below=SPACE)
    if paper.findings:
        title = parts.section(say("Findings of the patrol"))
        flow.add(tables.findings(), title=title, below=SPACE)
    parts.add_signatures(flow)
    parts.add_photos(flow, say("Photos taken"))
    return flow


def _entered(paper: PatrolPaper, say: Say) -> tuple[Run, ...]:
    """Say that a record was written down later (补录), or for somebody else (代录), or both."""
    day = say("{day} ({weekday})", day=long_day(paper.day, say), weekday=weekday(paper.day, say))
    marks: list[str] = []
    sentences: list[str] = []
    if paper.late_reason:
        marks.append(say("Late entry. "))
        sentences.append(say("This sheet tells of the patrol of {day} and was written down later.", day=day))
    if paper.entered_by:
        marks.append(say("Entered for somebody else. "))
        sentences.append(
            say("{name} entered it from the paper record, whose scan is kept.", name=paper.entered_by)
        )
    if paper.entered:
        moment = f"{long_day(paper.entered.day, say)} {paper.entered.clock}"
        sentences.append(say("Written down: {moment}.", moment=moment))
    if paper.late_reason:
        sentences.append(say("Reason: {reason}", reason=paper.late_reason))
    strong = [Run(mark, Face.STRONG, AMBER) for mark in marks]
    return (*strong, *(Run(sentence, ink=AMBER) for sentence in sentences))
