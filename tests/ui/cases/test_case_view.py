"""What the case shows: conflicts side by side, what may have come back, entries without effect, papers."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.issued_reports import ReportWish
from inspector.model.case_steps import ExtensionGranted, LookBackPlanned, Supervision, SupervisionBegun
from inspector.model.finding import FindingPutRightOnTheSpot, FindingReported
from inspector.model.finding_life import (
    FindingAccepted,
    FindingAssigned,
    FindingPutRight,
    FindingRelapsed,
    FindingTransferred,
)
from inspector.model.finding_state import FindingState
from inspector.model.finding_steps import Step
from inspector.model.ids import FindingId
from inspector.model.issued_report import ReportKind
from inspector.model.photo import Doubt, Moment, PhotoAdded
from inspector.periods import DAY
from tests.db.case_desk import elsewhere
from tests.db.test_queries_findings import noticed
from tests.db.village import COKING, MORNING, TODAY, VILLAGE, Village, named, near
from tests.pictures.made import encoded, scene
from tests.ui.case_hands import AT_OFFICE, AT_VILLAGE, HEAP, ROAD, Hands
from ui.close_off_desk import CloseOffDesk
from ui.dialogs.case_conflict import ConflictDialog
from ui.widgets.chip import Chip
from ui.widgets.finding_case import PAPER_WORDS, papers_of

DONE, AGAIN = FindingId(named(402)), FindingId(named(403))


def words(shown: QWidget | None) -> str:
    """Give all that is said there."""
    assert shown is not None
    return " | ".join(label.text() for label in shown.findChildren(QLabel))


def assigned(finding: str = HEAP) -> FindingAssigned:
    return FindingAssigned(subject=finding, unit="示例村委会", unit_grid=VILLAGE, due=TODAY)


def test_contradicting_steps_stand_side_by_side_until_the_office_decides(
    hands: Hands, village: Village
) -> None:
    hands.be(AT_OFFICE)
    seen = hands.finding.last
    village.record(assigned(), by=AT_OFFICE)
    elsewhere(village, FindingTransferred(subject=HEAP, authority="示例局", reason="违法"), seen)
    hands.be(AT_VILLAGE)
    hands.be(AT_OFFICE)
    conflicts = hands.page.case.conflicts
    assert conflicts is not None
    said = words(conflicts)
    assert "transferred it to 示例局" in said
    assert "assigned it to 示例村委会" in said
    assert hands.page.case.case
    one, other = conflicts.buttons
    lines = [line.type for line in hands.page.case.case.sheet.lines]
    standing = one if lines[0] == "finding.assigned" else other
    standing.click()
    dialog = hands.dialog(None)
    assert isinstance(dialog, ConflictDialog)
    hands.type("已交办，不再移送")
    hands.enter(dialog)
    assert hands.page.case.conflicts is None
    assert hands.state == FindingState.ASSIGNED
    assert "somebody decided so" in words(hands.page.case.time_line)


def test_who_is_not_of_the_office_sees_the_conflict_and_why_they_can_t_decide(
    hands: Hands, village: Village
) -> None:
    hands.be(AT_OFFICE)
    seen = hands.finding.last
    village.record(assigned(), by=AT_OFFICE)
    elsewhere(village, FindingTransferred(subject=HEAP, authority="示例局", reason="违法"), seen)
    hands.be(AT_VILLAGE)
    assert hands.page.case.conflicts is not None
    for button in hands.page.case.conflicts.buttons:
        assert not button.isEnabled()
        assert "office" in button.toolTip()


def test_a_step_that_contradicts_what_the_round_did_is_named_too(hands: Hands, village: Village) -> None:
    hands.be(AT_OFFICE)
    village.record(noticed(DONE, MORNING, text="门前垃圾"))
    first = village.record(FindingReported(subject=DONE)).entries[0]
    village.record(assigned(DONE), by=AT_OFFICE)
    reader = village.workspace.reader()
    noted = reader.value("SELECT hash FROM entry WHERE obj = ? AND type = 'finding.noticed'", (DONE,))
    reader.close()
    elsewhere(village, FindingPutRightOnTheSpot(subject=DONE), noted)
    hands.be(AT_OFFICE, DONE)
    assert first
    assert hands.page.case.conflicts is not None
    assert "An entry of the round" in words(hands.page.case.conflicts)
    hands.page.case.conflicts.buttons[0].click()
    assert isinstance(hands.dialog(None), ConflictDialog)


def test_what_may_have_come_back_is_proposed_and_confirmed(
    hands: Hands, village: Village, said: list[str]
) -> None:
    village.record(
        noticed(DONE, MORNING.later(-3 * DAY), text="料堆未覆盖", question="piles"),
        FindingPutRightOnTheSpot(subject=DONE),
        when=MORNING.later(-3 * DAY),
    )
    village.record(
        noticed(AGAIN, MORNING, text="料堆又未覆盖", question="piles"), FindingReported(subject=AGAIN)
    )
    hands.be(AT_OFFICE, AGAIN)
    relapses = hands.page.case.relapses
    assert relapses is not None
    assert "This may be SL-" in words(relapses)
    relapses.finding_chosen.emit(DONE)
    hands.settle()
    assert hands.finding.id == DONE
    hands.be(AT_OFFICE, AGAIN)
    assert hands.page.case.relapses
    (confirming,) = hands.page.case.relapses.buttons
    confirming.click()
    hands.settle()
    assert said[-1].endswith("came back; its number goes on.")
    assert hands.state == FindingState.JOINED
    hands.be(AT_OFFICE, DONE)
    assert (hands.state, hands.finding.relapses) == (FindingState.REPORTED, 1)


def test_a_relapse_is_confirmed_by_somebody(hands: Hands, told: list[str]) -> None:
    hands.session.act_as(None)
    hands.page.desk.relapse(None)  # type: ignore[arg-type]
    assert told == ["Choose who you are first, at the top right."]


def test_entries_out_of_turn_are_shown_as_such(hands: Hands, village: Village) -> None:
    village.record(FindingAccepted(subject=HEAP, on_behalf="示例村委会"))
    hands.be(AT_OFFICE)
    said = words(hands.page.case.time_line)
    assert "Without effect: it came out of turn." in said
    assert "entered for 示例村委会" in said


def test_papers_open_with_the_system(
    hands: Hands, village: Village, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []

    def note(url: QUrl) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", note)
    blobs = village.workspace.blobs
    papers = (blobs.keep(b"%PDF-1.4", "application/pdf"), blobs.keep(b"text", "text/plain"))
    village.record(assigned(), by=AT_OFFICE)
    village.record(FindingAccepted(subject=HEAP, blobs=papers))
    hands.be(AT_OFFICE)
    for words_of_button in ("Paper 1", "Paper 2"):
        (button,) = [
            one for one in hands.page.case.findChildren(QPushButton) if one.text() == words_of_button
        ]
        button.click()
    hands.settle()
    assert {Path(url.toLocalFile()).suffix for url in opened} == {".pdf", ""}


def photo(village: Village, number: int, **facts: Any) -> PhotoAdded:
    blob = village.workspace.blobs.keep(encoded(scene()), "image/jpeg")
    given: dict[str, Any] = {"patrol": "", "taken": MORNING, "moment": Moment.PLAIN, **facts}
    return PhotoAdded(
        subject=named(450 + number), stop="", site=COKING, finding=HEAP, blobs=(blob, blob), **given
    )


def test_photos_are_compared_by_place_and_doubts_are_said(hands: Hands, village: Village) -> None:
    village.record(
        photo(village, 0, patrol=named(99), place=near(900), taken=MORNING.later(-2 * DAY)),
        photo(village, 1, patrol=named(99), place=near(905), doubts=(Doubt.FAR_AWAY,)),
    )
    hands.be(AT_OFFICE)
    assert hands.page.case.photos
    (before,) = hands.page.case.photos.sides
    assert before.accessibleName() == "Before"
    assert "20 Nov" in words(before)
    assert "Please look at 1 photo: taken far from the site" in words(hands.page.case.photos)
    assert not hands.page.case.photos.words.isVisible()
    village.record(photo(village, 2, moment=Moment.AFTER))
    hands.be(AT_VILLAGE)
    assert "a photo carries no place" in hands.page.case.photos.words.text()
    village.record(photo(village, 3, moment=Moment.AFTER, place=near(1005)))
    hands.be(AT_OFFICE)
    assert hands.page.case.photos.words.text() == "Taken 100 m apart"


def test_tags_are_said_in_words_in_the_list_and_on_chips(hands: Hands, village: Village) -> None:
    village.record(noticed(DONE, MORNING, text="门前垃圾"), FindingPutRightOnTheSpot(subject=DONE))
    village.record(
        FindingRelapsed(subject=DONE, seen=MORNING, text="又堆了"),
        assigned(DONE),
        SupervisionBegun(subject=DONE, kind=Supervision.LISTED),
        ExtensionGranted(subject=DONE, until=TODAY.replace(day=25)),
        by=AT_OFFICE,
    )
    hands.be(AT_OFFICE, DONE)
    chips = [chip.text() for chip in hands.page.case.findChildren(Chip)]
    assert {"supervised by listing", "relapsed once", "extended once"} <= set(chips)
    columns = {column.name: column for column in hands.page.list.model.columns}
    row = hands.page.case.case
    assert row
    assert columns["text"].text(row.row) == "门前垃圾 (relapsed, supervised)"
    assert columns["unit"].text(row.row) == "示例村委会"


def test_an_assignment_and_a_letter_are_issued_from_the_case(hands: Hands, village: Village) -> None:
    wanted: list[tuple[str, ReportWish]] = []
    hands.page.wanted.connect(lambda page, what: wanted.append((page, what)))
    hands.be(AT_OFFICE)
    assert papers_of(hands.finding) == ()
    ended = msgspec.structs.replace(hands.finding, state=FindingState.CLOSED_OFF)
    assert papers_of(ended) == (ReportKind.CLOSE_OFF_FILE,)
    village.record(
        assigned(), FindingTransferred(subject=HEAP, authority="示例局", reason="违法"), by=AT_OFFICE
    )
    hands.be(AT_VILLAGE)
    hands.be(AT_OFFICE)
    for kind in papers_of(hands.finding):
        hands.page.case.report_asked.emit(kind)
        (command,) = [one for one in hands.page.commands() if one.text == PAPER_WORDS[kind]]
        command.act()
    assert [(page, wish.kind, wish.about) for page, wish in wanted] == [
        ("reports", kind, (HEAP,))
        for kind in (ReportKind.ASSIGNMENT, ReportKind.TRANSFER_LETTER)
        for _again in range(2)
    ]


def test_steps_are_commands_and_close_off_has_its_own_dialog(hands: Hands, village: Village) -> None:
    village.record(assigned(ROAD), by=AT_OFFICE)
    village.record(FindingPutRight(subject=ROAD, text="已冲洗", on=TODAY))
    hands.be(AT_OFFICE, ROAD)
    named_here = [command.text for command in hands.page.commands()]
    assert f"Re-check passed · {hands.page.case.case.row.number}" in named_here  # type: ignore[union-attr]
    assert "Show the site" in named_here
    hands.page.begin(Step.CLOSE_OFF)
    hands.settle()
    (desk,) = hands.page.findChildren(CloseOffDesk)
    assert desk.dialog
    desk.dialog.close()


def test_what_is_chosen_is_assigned_from_the_list(hands: Hands) -> None:
    hands.page.list.show_view(filter="all")
    hands.settle()
    hands.page.list.table.selectAll()
    assert "Assign all that are chosen" in [command.text for command in hands.page.commands()]
    button, *_others = hands.page.list.action_buttons
    button.click()
    assert len(hands.dialog(Step.ASSIGN).question.cases) == 2


def test_a_look_back_that_is_planned_is_the_first_step(hands: Hands, village: Village) -> None:
    village.record(noticed(DONE, MORNING, text="门前垃圾"), FindingPutRightOnTheSpot(subject=DONE))
    village.record(LookBackPlanned(subject=DONE, on=TODAY), by=AT_OFFICE)
    hands.be(AT_OFFICE, DONE)
    assert hands.page.case.steps
    assert next(iter(hands.page.case.steps.buttons)) is Step.LOOK_BACK


def test_on_a_low_screen_the_steps_scroll_with_the_case(hands: Hands) -> None:
    hands.be(AT_OFFICE)
    steps = hands.page.case.steps
    assert steps
    assert steps.parentWidget() is hands.page.case
    hands.page.resize(1180, 380)
    hands.settle()
    assert steps.parentWidget() is not hands.page.case


def test_a_long_text_has_a_short_heading_and_stands_whole_below(hands: Hands, village: Village) -> None:
    finding = FindingId(named(440))
    text = "煤堆未覆盖，大风天气扬尘明显，厂区道路积尘未及时清扫，" * 6
    village.record(noticed(finding, MORNING, text=text, site=COKING), FindingReported(subject=finding))
    hands.be(AT_OFFICE, finding)
    labels = [label.text() for label in hands.page.case.findChildren(QLabel)]
    assert text in labels
    heading = next(one for one in labels if one.endswith("…") and text.startswith(one[:-1]))
    assert len(heading) == 71
    hands.be(AT_OFFICE, HEAP)
    assert [one.text() for one in hands.page.case.findChildren(QLabel)].count("煤堆未覆盖") == 1
