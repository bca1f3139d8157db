"""移送函: a letter that hands a finding to the authority in charge, with its evidence and a receipt."""

from pathlib import Path

from inspector.periods import long_day
from inspector.reports.attachment import Carried
from inspector.reports.case_paper import TransferPaper
from inspector.reports.cells import LEAST_ROW, centred, label, plain
from inspector.reports.composing import SPACE, Composer
from inspector.reports.letter import Letter
from inspector.reports.page import Flow
from inspector.reports.report_writing import Built, write_report
from inspector.reports.signature_block import DATE_BY_HAND, ROOM_FOR_INK, ROOM_FOR_SEAL, Room
from inspector.reports.slip import add_slip
from inspector.reports.styles import BY_HAND, LETTER, LETTER_END, NOTE, ROW, TINY
from inspector.reports.table import Cell, Table
from inspector.reports.text import Words
from inspector.words import N_, Say

NUMBER_TO_COME = N_("letter number still to come")
"""文号待编: it is the office's document system that gives it."""
WHAT_IS_ASKED = N_(
    "We hand you the clues and the evidence listed below, so that you deal with them as your powers and the "
    "law provide. Please tell us in writing what came of it: whether a case was filed, the number of the "
    "decision, and the measures that were taken."
)
SLIP_NOTE = N_("To be sent back to the unit that transferred the case.")
_INDENT = "\u3000\u3000"


def build_transfer(paper: TransferPaper, carried: Carried, to: Path) -> Built:
    """Write the letter with its attachments to ``to``, as ``write_report`` does."""

    def compose(parts: Composer) -> Flow:
        return _compose(paper, parts)

    return write_report(paper, compose, carried, to)


def transfer_letter(paper: TransferPaper, say: Say) -> Letter:
    """Give the letter in its parts; it has no red head."""
    return Letter(
        language=paper.language,
        head=(),
        document=paper.letter or say(NUMBER_TO_COME),
        title=paper.headline(say),
        addressee=paper.authority,
        body=tuple(line for text in _body(paper, say) for line in text.splitlines()),
        office=paper.office,
        day=paper.day,
        is_sample=paper.is_sample,
    )


def _compose(paper: TransferPaper, parts: Composer) -> Flow:
    say = parts.say
    letter = transfer_letter(paper, say)
    flow = parts.begin()
    flow.add(parts.words(LETTER_END, letter.document), below=SPACE)
    flow.add(parts.words(LETTER, say("{authority}:", authority=letter.addressee)))
    for line in letter.body:
        flow.add(parts.words(LETTER, _indented(line, say)))
    flow.space(SPACE)
    flow.add(parts.words(LETTER_END, f"{letter.office}\n{long_day(letter.day, say)}"), below=SPACE)
    parts.add_signatures(flow, with_witnesses=False)
    flow.space(SPACE)
    if paper.photos:
        flow.add(_evidence(paper, parts), title=parts.section(say("List of evidence")), below=SPACE)
    add_slip(flow, parts, say("Receipt of delivery"), _slip(paper, parts), say(SLIP_NOTE))
    parts.add_photos(flow, say("Photos of the problems"))
    return flow


def _indented(line: str, say: Say) -> str:
    """Begin a paragraph as the language does."""
    return f"{_INDENT}{line}" if say.language == "zh_CN" else line


def _body(paper: TransferPaper, say: Say) -> list[str]:
    finding = paper.finding
    place = say(", ").join(part for part in (finding.site, paper.address, finding.spot) if part)
    day = long_day(finding.noticed.day, say) if finding.noticed else long_day(paper.day, say)
    found = say("On {day} we noticed the following: {text}", day=day, text=finding.text)
    if place:
        found = say(
            "On {day} we noticed the following at {place}: {text}", day=day, place=place, text=finding.text
        )
    attached = [say("Receipt of delivery")]
    if count := len(paper.photos):
        attached = [
            say("List of evidence"),
            say.plural("{n} photo", "{n} photos", count),
            *attached,
        ]
    listed = " ".join(f"{at}. {name}" for at, name in enumerate(attached, 1))
    texts = [
        found,
        say("Number of the finding in our ledger: {number}.", number=finding.number),
        say("Why it is handed to you: {reason}", reason=paper.reason),
        say(WHAT_IS_ASKED),
        say("Attachments: {list}", list=listed),
    ]
    if paper.contact:
        texts.append(say("Contact: {contact}", contact=paper.contact))
    return texts


def _evidence(paper: TransferPaper, parts: Composer) -> Table:
    say = parts.say
    table = parts.listing((say("No."), say("What it shows"), say("Taken"), "SHA-256"), 10, 44, 23, 79)
    for photo in paper.photos:
        cells = (
            centred(str(photo.number)),
            Cell((Words.of(ROW, photo.what), Words.of(NOTE, photo.by))),
            centred(f"{photo.taken.local:%Y-%m-%d %H:%M}"),
            Cell((Words.of(TINY, photo.sha256),)),
        )
        table.add(cells, least=LEAST_ROW)
    return table


def _slip(paper: TransferPaper, parts: Composer) -> Table:
    say = parts.say
    table = parts.table(34, 44, 38, 40)
    date = Words.of(BY_HAND, say(DATE_BY_HAND))
    letter = f"{paper.headline(say)} {paper.letter or say(NUMBER_TO_COME)}"
    table.add((label(say("Document and number"), heads="Row"), plain(letter, span=3)), least=LEAST_ROW)
    table.add(
        (
            label(say("Delivered to"), heads="Row"),
            plain(paper.authority),
            label(say("How it was delivered"), heads="Row"),
            plain(""),
        ),
        least=LEAST_ROW,
    )
    table.add(
        (
            label(say("Received by (signature, seal)"), heads="Row"),
            Cell((Room(ROOM_FOR_SEAL), date)),
            label(say("Delivered by (signature)"), heads="Row"),
            Cell((Room(ROOM_FOR_INK), date)),
        )
    )
    table.add((label(say("Remark or reason of refusal"), heads="Row"), plain("", span=3)), least=ROOM_FOR_INK)
    return table
