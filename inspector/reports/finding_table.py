"""The table of findings, the same on every paper of ours."""

from collections.abc import Iterator, Sequence

from inspector.model.category import CATEGORY_NAMES
from inspector.model.finding_state import SEVERITY_NAMES
from inspector.reports.blocks import Content
from inspector.reports.cells import LEAST_ROW, centred, numbers
from inspector.reports.composing import Composer
from inspector.reports.fonts import Face
from inspector.reports.patrol_paper import Handling, PaperFinding
from inspector.reports.styles import CENTRED, NOTE, ROW, SOFT, TEXT
from inspector.reports.table import Cell, Table
from inspector.reports.text import Run, Words
from inspector.words import N_, Say

HANDLING_NAMES = {
    Handling.PUT_RIGHT: N_("put right on the spot"),
    Handling.REPORTED: N_("reported to the office"),
    Handling.OPEN: N_("still open"),
}


def findings_table(findings: Sequence[PaperFinding], parts: Composer) -> Table:
    """List the findings with what was done about them."""
    say = parts.say
    heads = (
        say("No."),
        say("Number and place"),
        say("Category"),
        say("What is wrong"),
        say("Handling"),
        say("Proposed term"),
    )
    table = parts.listing(heads, 10, 41, 20, 41, 22, 22)
    for at, finding in enumerate(findings, 1):
        cells = (
            centred(str(at)),
            where_cell(finding, say),
            centred(say(CATEGORY_NAMES[finding.category])),
            what_cell(finding, say),
            Cell(tuple(_handling(finding, say))),
            centred(_term(finding, say)),
        )
        table.add(cells, least=LEAST_ROW)
    return table


def seen_table(findings: Sequence[PaperFinding], parts: Composer) -> Table:
    """List what was seen, where and when, without what the office may do about it."""
    say = parts.say
    heads = (say("No."), say("Number and place"), say("What was noticed"), say("Noticed"))
    table = parts.listing(heads, 10, 46, 74, 26)
    for at, finding in enumerate(findings, 1):
        seen = f"{finding.noticed.local:%Y-%m-%d %H:%M}" if finding.noticed else ""
        cells = (
            centred(str(at)),
            where_cell(finding, say),
            Cell((Words.of(TEXT, finding.text), *photo_lines(finding, say))),
            centred(seen),
        )
        table.add(cells, least=LEAST_ROW)
    return table


def where_cell(finding: PaperFinding, say: Say) -> Cell:
    """Say which finding it is, and where."""
    return Cell(tuple(_where(finding, say)))


def what_cell(finding: PaperFinding, say: Say) -> Cell:
    """Say what is wrong, how serious it is, and which photos show it."""
    return Cell(tuple(_what(finding, say)))


def photo_lines(finding: PaperFinding, say: Say) -> Iterator[Content]:
    """Say which photos show a finding, and how many are not shown, for access to them is restricted."""
    for text in _photo_texts(finding, say):
        yield Words.of(NOTE, Run(text, ink=SOFT))


def _photo_texts(finding: PaperFinding, say: Say) -> Iterator[str]:
    if finding.photos:
        yield say("Photos {numbers}", numbers=numbers(finding.photos, say))
    if count := finding.withheld_photos:
        yield say.plural(
            "{n} photo under restricted access is not shown.",
            "{n} photos under restricted access are not shown.",
            count,
        )
    if count := finding.withheld_files:
        yield say.plural(
            "{n} file under restricted access is not listed.",
            "{n} files under restricted access are not listed.",
            count,
        )


def _where(finding: PaperFinding, say: Say) -> Iterator[Content]:
    yield Words.of(NOTE, finding.number)
    stop = say("stop {number}", number=finding.stop) if finding.stop else ""
    place = say(", ").join(part for part in (stop, finding.site, finding.spot) if part)
    if place:
        yield Words.of(ROW, place)


def _what(finding: PaperFinding, say: Say) -> Iterator[Content]:
    severity = say("[{severity}] ", severity=say(SEVERITY_NAMES[finding.severity]))
    yield Words.of(TEXT, Run(severity, Face.STRONG), finding.text)
    yield from photo_lines(finding, say)


def _handling(finding: PaperFinding, say: Say) -> Iterator[Content]:
    yield Words.of(CENTRED, say(HANDLING_NAMES[finding.handling]))
    if finding.handling_note:
        yield Words.of(NOTE, finding.handling_note)


def _term(finding: PaperFinding, say: Say) -> str:
    if finding.term_days is None or finding.handling is Handling.PUT_RIGHT:
        return "—"
    if finding.term_days == 0:
        return say("at once")
    return say.plural("{n} day", "{n} days", finding.term_days)
