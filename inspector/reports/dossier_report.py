"""一企一档: facts of a site, its papers, findings, visits, time line, materials and photos."""

from pathlib import Path

from inspector.model.finding_state import SEVERITY_NAMES, STATE_NAMES
from inspector.model.patrol import PATROL_KIND_NAMES
from inspector.model.site_paper import PAPER_STATE_NAMES, PaperState
from inspector.periods import long_day
from inspector.reports.attachment import Carried
from inspector.reports.cells import LEAST_ROW, centred, plain, small
from inspector.reports.composing import SPACE, Composer
from inspector.reports.finding_table import photo_lines
from inspector.reports.fonts import Face
from inspector.reports.page import Flow
from inspector.reports.report_writing import Built, write_report
from inspector.reports.site_papers import DossierPaper
from inspector.reports.site_tables import NOTHING, materials_table, site_facts
from inspector.reports.styles import AMBER, CENTRED, GROUND, NOTE, SOFT, TEXT
from inspector.reports.table import Cell, Table
from inspector.reports.text import Run, Words


def build_dossier(paper: DossierPaper, carried: Carried, to: Path) -> Built:
    """Write the dossier with its attachments to ``to``, as ``write_report`` does."""

    def compose(parts: Composer) -> Flow:
        return _compose(paper, parts)

    return write_report(paper, compose, carried, to)


def _compose(paper: DossierPaper, parts: Composer) -> Flow:
    say = parts.say
    flow = parts.begin()
    rows = (
        (say("Unit"), paper.office, say("Number"), paper.number or NOTHING),
        (say("Site"), paper.site.name, say("As of"), long_day(paper.day, say)),
    )
    flow.add(parts.facts(rows), below=SPACE)
    flow.add(parts.band(GROUND, _summary(paper, parts)), below=SPACE)
    flow.add(site_facts(paper.site, parts), title=parts.section(say("Facts of the site")), below=SPACE)
    sections = (
        (say("Papers and when they expire"), paper.documents, _documents),
        (say("Findings of the site"), paper.life, _findings),
        (say("Visits"), paper.stops, _stops),
        (say("Time line"), paper.time_line, _time_line),
    )
    for title, told, table in sections:
        if told:
            flow.add(table(paper, parts), title=parts.section(title), below=SPACE)
    if paper.materials:
        title = say("Materials")
        flow.add(materials_table(paper.materials, parts), title=parts.section(title), below=SPACE)
    parts.add_signatures(flow, with_witnesses=False)
    parts.add_photos(flow, _photos(paper, parts))
    return flow


def _summary(paper: DossierPaper, parts: Composer) -> str:
    say = parts.say
    return say(
        "Visits: {stops}; findings: {findings}, still open: {open}; papers: {papers}; photos: {photos}.",
        stops=len(paper.stops),
        findings=len(paper.life),
        open=sum(not one.has_ended for one in paper.life),
        papers=len(paper.documents),
        photos=paper.all_photos,
    )


def _photos(paper: DossierPaper, parts: Composer) -> str:
    say = parts.say
    if paper.all_photos > len(paper.photos):
        return say("Photos: the newest {n} of {all}", n=len(paper.photos), all=paper.all_photos)
    return say("Photos of the site")


def _documents(paper: DossierPaper, parts: Composer) -> Table:
    say = parts.say
    heads = (say("No."), say("Paper"), say("Issued"), say("Expires"), say("State"))
    table = parts.listing(heads, 10, 70, 26, 26, 24)
    for number, one in enumerate(paper.documents, 1):
        ink = None if one.state is PaperState.VALID else AMBER
        state = Words.of(CENTRED, Run(say(PAPER_STATE_NAMES[one.state]), Face.STRONG if ink else None, ink))
        name = (Words.of(TEXT, one.title), *([Words.of(NOTE, one.number)] if one.number else []))
        cells = (
            centred(str(number)),
            Cell(name),
            centred(one.issued.isoformat() if one.issued else NOTHING),
            centred(one.expires.isoformat() if one.expires else say("no end")),
            Cell((state,)),
        )
        table.add(cells, least=LEAST_ROW)
    return table


def _findings(paper: DossierPaper, parts: Composer) -> Table:
    say = parts.say
    heads = (say("No."), say("Number"), say("Noticed"), say("What is wrong"), say("State"))
    table = parts.listing(heads, 10, 38, 26, 58, 24)
    for number, one in enumerate(paper.life, 1):
        finding = one.finding
        severity = say("[{severity}] ", severity=say(SEVERITY_NAMES[finding.severity]))
        words = [Words.of(TEXT, Run(severity, Face.STRONG), finding.text), *photo_lines(finding, say)]
        cells = (
            centred(str(number)),
            small(finding.number),
            centred(f"{finding.noticed.day}" if finding.noticed else ""),
            Cell(tuple(words)),
            centred(say(STATE_NAMES[one.state])),
        )
        table.add(cells, least=LEAST_ROW)
    return table


def _stops(paper: DossierPaper, parts: Composer) -> Table:
    say = parts.say
    heads = (say("No."), say("Time"), say("Inspectors"), say("What was seen"), say("Record of the day"))
    table = parts.listing(heads, 10, 28, 40, 40, 38)
    for number, one in enumerate(paper.stops, 1):
        seen = [say.plural("{n} normal", "{n} normal", one.normal)] if one.normal else []
        if one.deviations:
            seen.append(say.plural("{n} not normal", "{n} not normal", one.deviations))
        if one.findings:
            seen.append(say.plural("{n} finding", "{n} findings", one.findings))
        kind = Words.of(NOTE, Run(say(PATROL_KIND_NAMES[one.kind]), ink=SOFT))
        cells = (
            centred(str(number)),
            centred(f"{one.arrived.local:%Y-%m-%d %H:%M}"),
            Cell((Words.of(TEXT, say(", ").join(one.inspectors)), kind)),
            plain(say(", ").join(seen) or say("nothing unusual")),
            small(one.number or say("not finished")),
        )
        table.add(cells, least=LEAST_ROW)
    return table


def _time_line(paper: DossierPaper, parts: Composer) -> Table:
    say = parts.say
    table = parts.listing((say("Time"), say("What happened"), say("Who")), 34, 92, 30)
    for one in paper.time_line:
        cells = (centred(f"{one.at.local:%Y-%m-%d %H:%M}"), plain(one.text), centred(one.by or NOTHING))
        table.add(cells, least=LEAST_ROW)
    return table
