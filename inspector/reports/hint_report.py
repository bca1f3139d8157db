"""环境问题提示单: grid staff tell a site what they saw, and ask; they order nothing."""

from pathlib import Path

from inspector.periods import long_day
from inspector.reports.attachment import Carried
from inspector.reports.blocks import Block, Stack, Whole
from inspector.reports.cells import LEAST_ROW, label, plain
from inspector.reports.composing import Composer
from inspector.reports.finding_table import seen_table
from inspector.reports.page import HEIGHT, Flow
from inspector.reports.report_writing import Built, write_report
from inspector.reports.signature_block import DATE_BY_HAND, ROOM_FOR_INK, Room
from inspector.reports.site_papers import HintPaper
from inspector.reports.site_tables import NOTHING, person
from inspector.reports.styles import AMBER, AMBER_GROUND, BY_HAND, ROW, SECTION, SMALL, TEXT
from inspector.reports.table import Cell
from inspector.reports.text import Run, Words
from inspector.words import N_

GAP = 9
"""Points between the parts: with these a hint about one finding and its slip stand on one sheet."""
LEGAL_NOTE = N_(
    "This hint is a reminder. It sets no deadline, orders nothing, has no legal consequence and is no "
    "administrative inspection. Whether anything is ordered is decided by the office in charge."
)
"""Grid staff do not inspect enterprises (国办 2025, 严格规范涉企行政检查); a hint binds nobody."""


def build_hint(paper: HintPaper, carried: Carried, to: Path) -> Built:
    """Write the hint with its attachments to ``to``, as ``write_report`` does."""

    def compose(parts: Composer) -> Flow:
        return _compose(paper, parts)

    return write_report(paper, compose, carried, to)


def _compose(paper: HintPaper, parts: Composer) -> Flow:
    say = parts.say
    flow = parts.begin()
    site = paper.site
    rows = (
        (say("Addressee"), paper.addressee, say("Number"), paper.number or NOTHING),
        (say("Site"), site.name, say("Date"), long_day(paper.day, say)),
        (
            say("Address"),
            site.address or NOTHING,
            say("Responsible person"),
            person(site.responsible, site.responsible_phone),
        ),
        (say("Issuing unit"), say(", ").join(part for part in (paper.office, paper.grid) if part), "", ""),
    )
    flow.add(parts.facts(rows), below=GAP)
    flow.add(seen_table(paper.findings, parts), title=parts.section(say("What was noticed")), below=GAP)
    flow.add(parts.words(TEXT, paper.asked), title=parts.section(say("What is asked of you")), below=GAP)
    flow.add(parts.band(AMBER_GROUND, Run(say(LEGAL_NOTE), ink=AMBER)), below=GAP)
    parts.add_signatures(flow, with_witnesses=False)
    flow.space(GAP)
    flow.add(_receipt(paper, parts))
    parts.add_photos(flow, say("Photos of what was seen"))
    return flow


def _receipt(paper: HintPaper, parts: Composer) -> Block:
    """Lay out the slip that the issuer takes back: whole, so that it can be cut off."""
    say = parts.say
    title = parts.words(SECTION, say("Receipt slip (stays with the issuer)"), role="H2")
    table = parts.table(30, 48, 30, 48)
    day = long_day(paper.day, say)
    received = say(
        "Hint {number} of {day} for {site} was received.", number=paper.number, day=day, site=paper.site.name
    )
    table.add((label(say("Received"), heads="Row"), plain(received, span=3)), least=LEAST_ROW)
    field = "" if paper.is_draft else paper.receiver.field
    date = Words.of(BY_HAND, say(DATE_BY_HAND))
    purpose = say("Digital signature of {person}", person=say("the inspected party"))
    sign = Cell((Room(ROOM_FOR_INK, field, purpose), date))
    remark = Cell((Room(ROOM_FOR_INK), Words.of(ROW, "")))
    table.add(
        (
            label(say("Received by (signature)"), heads="Row"),
            sign,
            label(say("Remark or reason of refusal"), heads="Row"),
            remark,
        )
    )
    note = parts.words(
        SMALL, say("Signing says that the hint was received, not that all in it is agreed to.")
    )
    block = Stack((title, table, note))
    return Whole(block) if block.height <= HEIGHT else block
