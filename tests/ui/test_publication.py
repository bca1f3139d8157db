"""From the pages of the week and the month to a file for the public."""

from pathlib import Path

import pytest
from pikepdf import Pdf
from PySide6.QtWidgets import QFileDialog

from tests.db.case_desk import BY_CLERK, appoint, give, report
from tests.db.village import MORNING, Village
from tests.ui.notes import Settle
from ui.preferences import Preferences
from ui.session import Session
from ui.summary_page import SummaryPage
from ui.window import Window


@pytest.mark.parametrize("name", ["week", "month"])
def test_a_period_is_written_as_a_page_and_as_pdf_without_names(
    name: str,
    village: Village,
    session: Session,
    window: Window,
    settle: Settle,
    preferences: Preferences,
    tmp_path: Path,
) -> None:
    appoint(village)
    give(village, report(village, 70))
    session.act_as(BY_CLERK)
    window.go_to(name)
    page = window.page
    assert isinstance(page, SummaryPage)
    page.publication.ask()
    page.publication.write_to(tmp_path / "early.html")
    assert not window.findChildren(QFileDialog)
    settle()
    preferences.keep("folder of files", str(tmp_path))
    (command,) = [one for one in page.commands() if one.text == "Publish the results…"]
    command.act()
    first = page.publication.picker
    page.publication.button.click()
    assert page.publication.picker is not first
    picker = page.publication.picker
    assert picker
    picker.selectFile(str(tmp_path / "week.html"))
    picker.fileSelected.emit(str(tmp_path / "week.html"))
    picker.reject()
    settle()
    told = (tmp_path / "week.html").read_text("utf-8")
    assert "示例镇" in told
    assert "示例丁" not in told
    page.publication.write_to(tmp_path / "week.PDF")
    settle()
    with Pdf.open(tmp_path / "week.PDF") as pdf:
        assert not pdf.attachments
    assert not (tmp_path / "early.html").exists()
    assert MORNING.day.isoformat()[:4] in told
