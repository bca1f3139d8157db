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
    if paper.late_reason:
        flow.add(parts.band(AMBER_GROUND, *_late(paper, say)), below=SPACE)
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


def _late(paper: PatrolPaper, say: Say) -> tuple[Run, ...]:
    day = say("{day} ({weekday})", day=long_day(paper.day, say), weekday=weekday(paper.day, say))
    sentences = [say("This sheet tells of the patrol of {day} and was written down later.", day=day)]
    if paper.entered:
        moment = f"{long_day(paper.entered.day, say)} {paper.entered.clock}"
        sentences.append(say("Written down: {moment}.", moment=moment))
    sentences.append(say("Reason: {reason}", reason=paper.late_reason))
    mark = Run(say("Late entry. "), Face.STRONG, AMBER)
    return (mark, *(Run(sentence, ink=AMBER) for sentence in sentences))
