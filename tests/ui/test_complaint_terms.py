"""The rectification office rules the terms of complaints in the settings."""

from contextlib import closing
from datetime import date

import pytest

from db.complaint_recording import complaint_of, record_complaint_step, register_complaint
from db.rules_deciding import decide_rules
from db.workspace import Actor
from inspector.errors import Refused
from inspector.model.complainant import Complainant
from inspector.model.complaint_life import ComplaintCorrected, ComplaintReceived
from inspector.model.complaint_terms import ComplaintTerms
from inspector.model.complaint_words import TERMS, Channel, Term
from inspector.model.office import Rules
from inspector.model.working_days import Counting
from tests.db.close_off_stage import COUNTY, give_office
from tests.db.village import MORNING, STAFF, VILLAGE, Village
from tests.ui.notes import Settle
from ui.dialogs.complaint_intake import ComplaintIntake
from ui.dialogs.complaint_terms import ComplaintTermsDialog
from ui.pages.complaints import ComplaintsPage
from ui.pages.settings import SettingsPage
from ui.session import Session
from ui.window import Window

RULED = Term(1, Counting.WORKING, 7, Counting.WORKING, 10)


@pytest.fixture
def page(village: Village, session: Session, window: Window, settle: Settle) -> SettingsPage:
    give_office(village)
    session.act_as(COUNTY)
    window.go_to("settings")
    settle()
    assert isinstance(window.page, SettingsPage)
    return window.page


def asked(page: SettingsPage) -> ComplaintTermsDialog:
    page.rules.panel.terming.click()
    assert page.rules.terms_dialog
    return page.rules.terms_dialog


def rule(page: SettingsPage, settle: Settle, channel: Channel = Channel.MEDIA, days: str = "7") -> None:
    dialog = asked(page)
    _begin, begin_in, end, end_in, further = dialog.rows[channel]
    for field in (begin_in, end_in):
        field.setCurrentIndex(field.findData(Counting.WORKING))
    end.begin(days)
    further.begin("10")
    dialog.deciding.click()
    settle()


def term_of(page: SettingsPage, channel: Channel) -> Term:
    assert page.rules.sheet
    return page.rules.sheet.rules.term_of(channel)


def test_a_ruled_term_holds_for_what_comes_in_from_now_on(
    page: SettingsPage, village: Village, settle: Settle
) -> None:
    complaint = ComplaintReceived(
        number="",
        grid=VILLAGE,
        channel=Channel.MEDIA,
        received=MORNING,
        content="夜间冒黑烟",
        accused="示例焦化厂",
    )
    before = register_complaint(
        village.workspace, complaint, Complainant(), COUNTY, MORNING, village.chance
    ).complaint
    rule(page, settle)
    assert term_of(page, Channel.MEDIA) == RULED
    assert term_of(page, Channel.LETTER) == TERMS[Channel.LETTER]
    after = register_complaint(
        village.workspace, complaint, Complainant(), COUNTY, MORNING, village.chance
    ).complaint
    with closing(village.workspace.reader()) as reader:
        assert complaint_of(reader, village.workspace, before).due_on == date(2026, 12, 2)
        assert complaint_of(reader, village.workspace, after).due_on == date(2026, 12, 1)
        assert complaint_of(reader, village.workspace, after).ruled_term == RULED


def test_another_channel_brings_its_own_term(page: SettingsPage, village: Village, settle: Settle) -> None:
    rule(page, settle)
    complaint = ComplaintReceived(
        number="",
        grid=VILLAGE,
        channel=Channel.LETTER,
        received=MORNING,
        content="夜间冒黑烟",
        accused="示例焦化厂",
    )
    workspace = village.workspace
    name = register_complaint(workspace, complaint, Complainant(), COUNTY, MORNING, village.chance).complaint
    for channel, term in ((Channel.MEDIA, RULED), (Channel.WEB, TERMS[Channel.WEB])):
        told = ComplaintCorrected(reason="渠道写错", channel=channel)
        record_complaint_step(workspace, name, told, COUNTY, MORNING)
        with closing(workspace.reader()) as reader:
            assert complaint_of(reader, workspace, name).ruled_term == term


def test_terms_nobody_means_are_refused_and_undo_brings_back_the_old(
    page: SettingsPage, settle: Settle
) -> None:
    rule(page, settle, days="0")
    dialog = page.rules.terms_dialog
    assert dialog
    assert dialog.trouble.text() == "A term of complaints lasts from 1 to 365 days."
    *_others, further = dialog.rows[Channel.MEDIA]
    dialog.rows[Channel.MEDIA][2].begin("7")
    further.begin("999")
    dialog.deciding.click()
    settle()
    assert dialog.trouble.text() == "A term of complaints is extended by at most 365 days."
    further.begin("10")
    dialog.deciding.click()
    settle()
    assert term_of(page, Channel.MEDIA).days == 7
    notices: list[object] = []
    page.noticed.connect(notices.append)
    rule(page, settle, days="9")
    notices[-1].act()  # type: ignore[attr-defined]
    settle()
    assert term_of(page, Channel.MEDIA).days == 7


def test_only_the_rectification_office_decides(
    page: SettingsPage, village: Village, session: Session, settle: Settle
) -> None:
    told = ComplaintTerms.of(Rules())
    with pytest.raises(Refused, match="for the rectification office"):
        decide_rules(village.workspace, told, Actor(STAFF, VILLAGE), MORNING)
    session.act_as(Actor(STAFF, VILLAGE))
    settle()
    assert not page.rules.panel.terming.isEnabled()
    page.rules.change_terms()
    assert page.rules.terms_dialog is None


def test_the_intake_says_the_term_as_ruled(page: SettingsPage, window: Window, settle: Settle) -> None:
    rule(page, settle)
    window.go_to("complaints")
    settle()
    assert isinstance(window.page, ComplaintsPage)
    window.page.registering.click()
    settle()
    dialog = window.page.desk.dialog
    assert isinstance(dialog, ComplaintIntake)
    dialog.channel.setCurrentIndex(dialog.channel.findData(Channel.MEDIA))
    assert "1 Dec 2026" in dialog.term.text()
    dialog.reject()
