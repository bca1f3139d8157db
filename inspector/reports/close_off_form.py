"""整改销号（验收）表 and 公示: the form of a close-off with its places to sign, and the public notice."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from inspector.model.close_off import CRITERION_NAMES, MET_NAMES, STEP_NAMES, CloseOffStep
from inspector.periods import long_day
from inspector.reports.attachment import Carried
from inspector.reports.blocks import Block
from inspector.reports.cells import LEAST_ROW, centred, label, plain
from inspector.reports.close_off_paper import (
    CloseOffFormPaper,
    CloseOffPaper,
    PaperStep,
    PublicNoticePaper,
    begun,
)
from inspector.reports.composing import Composer
from inspector.reports.page import Flow
from inspector.reports.report_writing import Built, write_report
from inspector.reports.signature_block import DATE_BY_HAND, ROOM_FOR_INK, Room
from inspector.reports.site_tables import NOTHING
from inspector.reports.styles import BY_HAND, LEAD, ROW, SMALL
from inspector.reports.table import Cell
from inspector.reports.text import Words
from inspector.words import N_, Say

GAP = 7
"""Points between the parts."""
S = CloseOffStep
Rows = Sequence[tuple[str, str, str, str]]
INDEPENDENT = N_("None of those who checked put it right.")
OPINION_OF = {
    S.SIGNED_ON_SITE: N_("Remark"),
    S.ACCEPTANCE: N_("Opinion of acceptance"),
    S.APPLICATION: N_("How it was put right"),
    S.PAPERS_CHECK: N_("Opinion on the papers"),
    S.SITE_CHECK: N_("Conclusion on site"),
    S.PUBLICITY: N_("Remark"),
}


def build_close_off_form(paper: CloseOffFormPaper, carried: Carried, to: Path) -> Built:
    """Write the form with its attachments to ``to``, as ``write_report`` does."""

    def compose(parts: Composer) -> Flow:
        flow = parts.begin()
        add_form(paper, parts, flow)
        parts.add_signatures(flow, with_witnesses=False)
        parts.add_photos(flow, parts.say("Photos before and after"))
        return flow

    return write_report(paper, compose, carried, to)


def build_public_notice(paper: PublicNoticePaper, carried: Carried, to: Path) -> Built:
    """Write the public notice with its attachments to ``to``, as ``write_report`` does."""

    def compose(parts: Composer) -> Flow:
        flow = parts.begin()
        add_notice(paper, parts, flow)
        parts.add_signatures(flow, with_witnesses=False)
        return flow

    return write_report(paper, compose, carried, to)


def add_form(paper: CloseOffPaper, parts: Composer, flow: Flow) -> None:
    """Add the columns of the form: 申请栏, 审核栏, criteria, check on site, publicity, filing."""
    say = parts.say
    flow.add(parts.facts(_case(paper, say)), title=parts.section(say("What was to be put right")), below=GAP)
    flow.add(_heads_sign(parts), below=GAP)
    for step in STEP_NAMES:
        if step is not S.FILING and (done := paper.step(step)):
            _add_step(paper, done, parts, flow)
    if paper.returns:
        flow.add(_returns(paper, parts), title=parts.section(say("Sent back")), below=GAP)
    flow.add(parts.facts(_filing(paper, say)), title=parts.section(_named(S.FILING, say)), below=GAP)


def _case(paper: CloseOffPaper, say: Say) -> Rows:
    case = paper.case
    checkers = say(", ").join(dict.fromkeys(one.by for one in case.rechecks))
    return (
        (say("Number"), case.number, say("Category"), say(case.category) or NOTHING),
        (
            say("Inspected unit"),
            case.unit or case.site or NOTHING,
            say("Assignment"),
            case.assignment or NOTHING,
        ),
        (say("Where exactly"), case.address or case.site or NOTHING, "", ""),
        (say("What is wrong"), case.text, "", ""),
        (say("Measures asked for"), case.asked or NOTHING, "", ""),
        (say("How it was put right"), case.done or NOTHING, "", ""),
        (say("Deadline"), _day(case.due, say), say("Put right on"), _day(case.done_on, say)),
        (say("Responsible for it"), case.rectifier or NOTHING, say("Re-checked by"), checkers or NOTHING),
        (say("Came back"), say("{n} times", n=case.relapses) if case.relapses else say("it did not"), "", ""),
    )


def _heads_sign(parts: Composer) -> Block:
    """Leave room for the heads of the unit and of the authority, who sign in ink."""
    say = parts.say
    table = parts.table(27, 51, 27, 51)
    date_line = Words.of(BY_HAND, say(DATE_BY_HAND))
    table.add(
        (
            label(say("Head of the unit (signature)"), heads="Row"),
            Cell((Room(ROOM_FOR_INK), date_line)),
            label(say("Head of the authority in charge (signature)"), heads="Row"),
            Cell((Room(ROOM_FOR_INK), date_line)),
        )
    )
    return table


def _add_step(paper: CloseOffPaper, done: PaperStep, parts: Composer, flow: Flow) -> None:
    say = parts.say
    title = parts.section(_named(done.step, say))
    if done.step is S.ACCEPTANCE:
        flow.add(_criteria(paper, done, parts), title=title)
        flow.add(parts.facts(tuple(_step(paper, done, say))), below=GAP)
    else:
        flow.add(parts.facts(tuple(_step(paper, done, say))), title=title, below=GAP)


def _returns(paper: CloseOffPaper, parts: Composer) -> Block:
    """Say to which steps it was sent back, and what was lacking."""
    say = parts.say
    table = parts.listing((say("Day"), say("Back to"), say("By"), say("Reason")), 30, 44, 24, 58)
    for one in paper.returns:
        cells = (
            centred(long_day(one.on, say)),
            plain(_named(one.step, say)),
            centred(one.by),
            plain(one.reason),
        )
        table.add(cells, least=LEAST_ROW)
    return table


def _criteria(paper: CloseOffPaper, done: PaperStep, parts: Composer) -> Block:
    """Answer every criterion of the office, one row each."""
    say = parts.say
    answers = {one.criterion: one for one in done.criteria}
    heads = (say("No."), say("Criterion of acceptance"), say("Conclusion"), say("On what it rests"))
    table = parts.listing(heads, 10, 76, 24, 46)
    shown = [*paper.criteria, *(one for one in answers if one not in paper.criteria)]
    for number, criterion in enumerate(shown, 1):
        answer = answers.get(criterion)
        met = say(MET_NAMES[answer.met]) if answer else NOTHING
        cells = (
            centred(str(number)),
            plain(say(CRITERION_NAMES[criterion])),
            centred(met),
            plain(answer.note if answer else ""),
        )
        table.add(cells, least=LEAST_ROW)
    return table


def _step(paper: CloseOffPaper, done: PaperStep, say: Say) -> Iterator[tuple[str, str, str, str]]:
    names = say(", ").join(done.people)
    day = long_day(done.on, say)
    match done.step:
        case S.SITE_CHECK:
            yield say("Checked on"), day, say("How it was checked"), done.way or NOTHING
            yield say("Checked by"), f"{names}　{say(INDEPENDENT)}", "", ""
        case S.PUBLICITY:
            last = done.until or done.on
            period = say(
                "{first} to {last}, {n} days",
                first=day,
                last=long_day(last, say),
                n=(last - done.on).days + 1,
            )
            yield say("Published"), period, "", ""
            yield say("Where it is published"), done.address, "", ""
            yield say("Contact and telephone"), done.contact or NOTHING, "", ""
            yield say("Objections"), _objections(paper, say), "", ""
        case S.PAPERS_CHECK:
            yield say("Result"), say("put right"), say("Day"), day
            yield say("Checked by"), names or done.by, say("Recorded by"), done.by
        case _:
            yield say("By"), names or done.by, say("Day"), day
    if done.opinion:
        yield say(OPINION_OF[done.step]), done.opinion, "", ""
    if done.papers:
        yield say("Papers and photos"), say(", ").join(done.papers), "", ""


def _objections(paper: CloseOffPaper, say: Say) -> str:
    if not paper.objections:
        return say("none")
    lines = (
        say("{day}: {text} Answer: {result}", day=one.on, text=one.text, result=one.result or say("not yet"))
        for one in paper.objections
    )
    return "\n".join(lines)


def _filing(paper: CloseOffPaper, say: Say) -> Rows:
    if paper.filed_on is None:
        return ((say("Number of filing"), NOTHING, say("Filed on"), say("not filed yet")),)
    number = paper.filing_number or say("number to follow")
    rows = [
        (say("Number of filing"), number, say("Filed on"), long_day(paper.filed_on, say)),
        (say("Filed by"), paper.filed_by, say("Look back on"), _day(paper.look_back, say)),
    ]
    if paper.filing_opinion:
        rows.append((say("Opinion on filing"), paper.filing_opinion, "", ""))
    return rows


def add_notice(paper: CloseOffPaper, parts: Composer, flow: Flow) -> None:
    """Add the words of the notice and its table; the period stands open until it was recorded."""
    say = parts.say
    done = paper.step(S.PUBLICITY)
    if done and done.until:
        told = say(
            "What is named below was put right and accepted. It is published from {first} to {last}. Whoever "
            "has an objection tells the contact below within this time.",
            first=long_day(done.on, say),
            last=long_day(done.until, say),
        )
        period = say("{first} to {last}", first=long_day(done.on, say), last=long_day(done.until, say))
    else:
        told = say(
            "What is named below was put right and accepted. It is published for {n} days from the day of "
            "publication on. Whoever has an objection tells the contact below within this time.",
            n=paper.publicity_days,
        )
        period = say("{n} days from the day of publication", n=paper.publicity_days)
    case = paper.case
    flow.add(parts.words(LEAD, told), below=GAP)
    table = parts.table(34, 122)
    rows = (
        (say("Rectification task"), case.text),
        (say("Goal"), case.goal or case.asked or NOTHING),
        (say("Responsible unit"), case.unit or case.site or NOTHING),
        (say("How it was put right"), case.done or NOTHING),
        (say("Published"), period),
        (say("Contact and telephone"), (done.contact if done else "") or NOTHING),
        (
            say("Objections"),
            say(
                "By telephone or in writing to the contact, with one's name and how to be reached; each is "
                "looked into and answered."
            ),
        ),
    )
    for name, text in rows:
        table.add((label(name, heads="Row"), Cell((Words.of(ROW, text),))), least=LEAST_ROW)
    flow.add(table, below=GAP)
    flow.add(parts.words(SMALL, say("Number of the case: {number}", number=case.number)), below=GAP)


def _named(step: CloseOffStep, say: Say) -> str:
    return begun(say(STEP_NAMES[step]))


def _day(day: date | None, say: Say) -> str:
    return long_day(day, say) if day else NOTHING
