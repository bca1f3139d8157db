"""督办单, 交办函, 提醒函, 约谈通知: a letter; its slip of feedback (办理情况反馈单) has a page of its own."""

from dataclasses import replace
from pathlib import Path

from inspector.periods import long_day
from inspector.reports.attachment import Carried
from inspector.reports.cells import LEAST_ROW, label, plain
from inspector.reports.composing import SPACE, Composer
from inspector.reports.letter import Letter, Slip, SlipRow
from inspector.reports.order_paper import ORDER_HEADS, OrderPaper
from inspector.reports.page import Flow
from inspector.reports.red_head import red_head
from inspector.reports.report_writing import Built, write_report
from inspector.reports.sheet import MM
from inspector.reports.signature_block import DATE_BY_HAND, ROOM_FOR_INK, ROOM_FOR_SEAL, Room
from inspector.reports.styles import BY_HAND, LETTER, LETTER_END, SMALL, TITLE
from inspector.reports.table import Cell, Table
from inspector.reports.text import Align, Words
from inspector.reports.transfer_report import NUMBER_TO_COME
from inspector.words import N_, Say

SLIP_TITLE = N_("Slip of feedback on what was done")
SLIP_NOTE = N_("To be filled in and sent back to the office that issued the order, with papers and photos.")
LETTER_CENTRED = replace(LETTER, align=Align.CENTRE)
SLIP_HEAD = replace(TITLE, size=18, leading=28)
ROOM_TO_WRITE = 62 * MM
_INDENT = "\u3000\u3000"


def build_order_letter(paper: OrderPaper, carried: Carried, to: Path) -> Built:
    """Write the letter with its attachments to ``to``, as ``write_report`` does."""

    def compose(parts: Composer) -> Flow:
        return _compose(paper, parts)

    return write_report(paper, compose, carried, to)


def letter_paragraphs(paper: OrderPaper, say: Say) -> tuple[str, ...]:
    """Give the body of the letter, paragraph by paragraph, as every form of it has it."""
    told = [line for line in paper.text.splitlines() if line.strip()]
    for at, one in enumerate(paper.matters, 1):
        line = say("{at}. {number}: {text}", at=at, number=one.number, text=one.text)
        if one.due:
            line = say("{line} (to be done by {day})", line=line, day=long_day(one.due, say))
        told.append(line)
    told.append(say("Please answer in writing on the slip attached by {day}.", day=long_day(paper.due, say)))
    told.append(say("Attachment: {title}", title=say(SLIP_TITLE)))
    if paper.contact:
        told.append(say("Contact: {contact}", contact=paper.contact))
    return tuple(told)


def order_letter(paper: OrderPaper, say: Say) -> Letter:
    """Give the letter in its parts."""
    return Letter(
        language=paper.language,
        head=(paper.office, say(ORDER_HEADS[paper.kind])),
        document=paper.document or say(NUMBER_TO_COME),
        title=paper.headline(say),
        addressee=paper.addressee,
        body=letter_paragraphs(paper, say),
        office=paper.office,
        day=paper.issued_on,
        is_sample=paper.is_sample,
        slip=slip_of(paper, say),
    )


def slip_of(paper: OrderPaper, say: Say) -> Slip:
    """Give the slip of feedback, as every form of the letter has it."""
    numbered = f"{say(ORDER_HEADS[paper.kind])} {paper.document or say(NUMBER_TO_COME)}"
    due, is_done = long_day(paper.due, say), say("☐ done   ☐ not yet")
    return Slip(
        say(SLIP_TITLE),
        (
            SlipRow(((say("Document and number"), numbered),), LEAST_ROW),
            SlipRow(((say("Subject line"), paper.subject_line),), LEAST_ROW),
            SlipRow(((say("Our number"), paper.ordered), (say("Answer due by"), due)), LEAST_ROW),
            SlipRow(((say("Answering unit"), paper.addressee), (say("Is it done?"), is_done)), LEAST_ROW),
            SlipRow(((say("What was done about it"), ""),), ROOM_TO_WRITE),
            SlipRow(((say("What is still open, and until when"), ""),), ROOM_FOR_SEAL),
            SlipRow(((say("Papers and photos enclosed"), ""),), ROOM_FOR_INK),
            SlipRow(
                ((say("Filled in by (signature, phone)"), ""), (say("Unit (seal)"), "")),
                ROOM_FOR_SEAL,
                is_signed=True,
            ),
        ),
        say(SLIP_NOTE),
    )


def _compose(paper: OrderPaper, parts: Composer) -> Flow:
    say = parts.say
    letter = order_letter(paper, say)
    flow = Flow(parts.format)
    flow.add(red_head(paper.office, say(ORDER_HEADS[paper.kind]), parts), below=SPACE)
    flow.add(parts.words(LETTER_CENTRED, letter.document), below=SPACE)
    flow.add(parts.words(TITLE, letter.title, role="H1"), below=SPACE)
    flow.add(parts.words(LETTER, say("{authority}:", authority=letter.addressee)))
    indent = _INDENT if say.language == "zh_CN" else ""
    for line in letter.body:
        flow.add(parts.words(LETTER, f"{indent}{line}"))
    flow.space(SPACE)
    flow.add(parts.words(LETTER_END, f"{letter.office}\n{long_day(letter.day, say)}"), below=SPACE)
    parts.add_signatures(flow, with_witnesses=False)
    flow.end_page()
    slip = slip_of(paper, say)
    flow.add(parts.words(SLIP_HEAD, slip.title, role="H2"), below=SPACE)
    flow.add(_table(slip, parts), below=SPACE)
    flow.add(parts.words(SMALL, slip.note))
    return flow


def _table(slip: Slip, parts: Composer) -> Table:
    table = parts.table(34, 44, 38, 40)
    by_hand = Cell((Room(ROOM_FOR_SEAL), Words.of(BY_HAND, parts.say(DATE_BY_HAND))))
    for row in slip.rows:
        span = 1 if len(row.places) > 1 else 3
        cells = [
            cell
            for name, text in row.places
            for cell in (label(name, heads="Row"), by_hand if row.is_signed else plain(text, span=span))
        ]
        table.add(cells, least=LEAST_ROW if row.is_signed else row.room)
    return table
