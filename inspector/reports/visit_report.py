"""The report of one visit: the site, who was there and when, every answer, what was found and put right."""

from collections.abc import Iterator
from pathlib import Path

from inspector.model.patrol import PATROL_KIND_NAMES
from inspector.periods import Instant, long_day, weekday
from inspector.reports.attachment import Carried
from inspector.reports.blocks import Content
from inspector.reports.cells import LEAST_ROW, centred, plain
from inspector.reports.composing import SPACE, Composer
from inspector.reports.finding_table import findings_table
from inspector.reports.fonts import Face
from inspector.reports.page import Flow
from inspector.reports.report_writing import Built, write_report
from inspector.reports.site_papers import PaperAnswer, VisitPaper
from inspector.reports.site_tables import NOTHING, materials_table, site_facts
from inspector.reports.styles import AMBER, AMBER_GROUND, CENTRED, GROUND, NOTE, ROW, SOFT, TEXT
from inspector.reports.table import Cell, Table
from inspector.reports.text import Run, Words
from inspector.words import Say


def build_visit_report(paper: VisitPaper, carried: Carried, to: Path) -> Built:
    """Write the report of a visit with its attachments to ``to``, as ``write_report`` does."""

    def compose(parts: Composer) -> Flow:
        return _compose(paper, parts)

    return write_report(paper, compose, carried, to)


def _compose(paper: VisitPaper, parts: Composer) -> Flow:
    say = parts.say
    flow = parts.begin()
    if paper.late_reason:
        flow.add(parts.band(AMBER_GROUND, *_late(paper, say)), below=SPACE)
    flow.add(_head(paper, parts), below=SPACE)
    flow.add(parts.band(GROUND, _summary(paper, say)), below=SPACE)
    flow.add(site_facts(paper.site, parts), title=parts.section(say("The site")), below=SPACE)
    if paper.answers:
        title = parts.section(say("What was looked at"))
        flow.add(_answers(paper, parts), title=title, below=SPACE)
    if paper.note:
        flow.add(parts.words(TEXT, Run(say("Note: {note}", note=paper.note))), below=SPACE)
    if paper.findings:
        title = parts.section(say("Findings of the visit"))
        flow.add(findings_table(paper.findings, parts), title=title, below=SPACE)
    if paper.corrections:
        title = parts.section(say("Put right after the patrol was finished"))
        flow.add(_corrections(paper, parts), title=title, below=SPACE)
    if paper.materials:
        title = parts.section(say("Materials"))
        flow.add(materials_table(paper.materials, parts), title=title, below=SPACE)
    parts.add_signatures(flow)
    parts.add_photos(flow, say("Photos of the visit"))
    return flow


def _head(paper: VisitPaper, parts: Composer) -> Table:
    say = parts.say
    day = paper.arrived.day
    written = say("{day} ({weekday})", day=long_day(day, say), weekday=weekday(day, say))
    left = _clock(paper.left, paper.arrived) if paper.left else NOTHING
    kind = say(PATROL_KIND_NAMES[paper.kind])
    if paper.unplanned:
        kind = say("{kind}, not planned", kind=kind)
    return parts.facts(
        (
            (say("Unit"), paper.office, say("Number"), paper.number or NOTHING),
            (say("Inspectors"), say(", ").join(paper.inspectors), say("Date"), written),
            (say("Kind of patrol"), kind, say("Time"), f"{paper.arrived.clock}—{left}"),
            (
                say("Record of the day"),
                paper.patrol_number or say("not finished"),
                say("Weather"),
                paper.weather or NOTHING,
            ),
            (
                say("List"),
                paper.checklist or NOTHING,
                say("Written down"),
                f"{paper.recorded.local:%Y-%m-%d %H:%M}",
            ),
        )
    )


def _clock(moment: Instant, arrived: Instant) -> str:
    return moment.clock if moment.day == arrived.day else f"{moment.local:%m-%d %H:%M}"


def _summary(paper: VisitPaper, say: Say) -> str:
    odd = sum(answer.is_deviation for answer in paper.answers)
    if paper.findings:
        found = say.plural("{n} finding", "{n} findings", len(paper.findings))
    else:
        found = say("no findings")
    if not paper.answers:
        looked = say("nothing unusual") if paper.nothing_unusual else say("no list was answered")
    elif odd:
        looked = say("{answers} answered, {odd} not normal", answers=len(paper.answers), odd=odd)
    else:
        looked = say("{answers} answered, all normal", answers=len(paper.answers))
    return say("{site}: {looked}; {found}.", site=paper.site.name, looked=looked, found=found)


def _late(paper: VisitPaper, say: Say) -> tuple[Run, ...]:
    moment = f"{paper.recorded.local:%Y-%m-%d %H:%M}"
    sentence = say("Written down {moment}. Reason: {reason}", moment=moment, reason=paper.late_reason)
    return Run(say("Late entry. "), Face.STRONG, AMBER), Run(sentence, ink=AMBER)


def _answers(paper: VisitPaper, parts: Composer) -> Table:
    say = parts.say
    heads = (say("No."), say("Looked at"), say("Answer"), say("Note"))
    table = parts.listing(heads, 10, 66, 34, 46)
    for number, answer in enumerate(paper.answers, 1):
        cells = (
            centred(str(number)),
            plain(answer.question),
            Cell(tuple(_answer(answer, say))),
            plain(answer.note or NOTHING),
        )
        table.add(cells, least=LEAST_ROW)
    return table


def _answer(answer: PaperAnswer, say: Say) -> Iterator[Content]:
    face = Face.STRONG if answer.is_deviation else None
    yield Words.of(CENTRED, Run(answer.answer, face))
    if answer.is_deviation:
        yield Words.of(CENTRED, Run(say("not normal"), Face.STRONG, AMBER))
    if answer.same_as_last:
        yield Words.of(NOTE, Run(say("confirmed: as last time"), ink=SOFT))


def _corrections(paper: VisitPaper, parts: Composer) -> Table:
    say = parts.say
    heads = (say("Who, when and why"), say("What"), say("As recorded"), say("As it is right"))
    table = parts.listing(heads, 44, 30, 41, 41)
    for one in paper.corrections:
        for at, change in enumerate(one.changes):
            who = Words.of(ROW, f"{one.by} {one.at.local:%Y-%m-%d %H:%M}")
            why = Words.of(NOTE, say("Why: {reason}", reason=one.reason))
            told = Cell((Words.of(ROW, say("as above")),) if at else (who, why))
            cells = (told, plain(change.what), plain(change.recorded), plain(change.right))
            table.add(cells, least=LEAST_ROW)
    return table
