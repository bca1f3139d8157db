"""Forms of other programs published as checklists from the command line."""

from pathlib import Path

import pytest

from tests.cli.conftest import FOUNDER, Call
from tests.tables.forms import form, survey


@pytest.fixture
def river(tmp_path: Path) -> Path:
    return form(tmp_path / "river.xlsx")


def test_a_form_is_published_and_the_same_again_changes_nothing(
    call: Call, office: Path, river: Path
) -> None:
    given = ("import", "checklist", river, "--workspace", office)
    said = call(*given, "--dry-run")
    assert said.status == 0
    assert "“河段巡查表” would be published as version 1 · 8 questions" in said.out
    assert "row 2, start: “start” is recorded by itself here." in said.err
    said = call(*given, "--language", "zh_CN", "--as", FOUNDER, "--json")
    assert said.status == 0
    assert said.json["recorded"]
    assert (said.json["title"], said.json["version"], said.json["questions"]) == ("河段巡查表", 1, 8)
    assert said.json["left_out"][-1]["row"] == 2
    said = call(*given, "--language", "zh_CN")
    assert said.status == 1
    assert "Nothing was changed." in said.err
    said = call(*given, "--language", "en")
    assert "“河段巡查表” is published as version 2" in said.out


def test_a_form_for_officers_is_called_so(call: Call, office: Path, river: Path) -> None:
    given = ("import", "checklist", river, "--workspace", office)
    assert call(*given, "--for", "officer", "--dry-run").status == 0
    said = call(*given, "--for", "everybody")
    assert (said.status, said.err) == (2, "--for is grid_staff or officer, --language is zh_CN or en.\n")
    assert call(*given, "--language", "fr").status == 2


def test_what_cannot_be_published_is_refused_in_a_sentence(call: Call, office: Path, tmp_path: Path) -> None:
    four = [("text", f"q{n}", f"第 {n} 项", "yes") for n in range(4)]
    columns = ("type", "name", "label", "must_look")
    file = form(tmp_path / "four.xlsx", survey(*four, columns=columns), (), ())
    said = call("import", "checklist", file, "--workspace", office, "--json")
    assert said.status == 1
    assert said.json["refused"] == "An ordinary stop asks at most three questions."
    assert not said.json["recorded"]
    file.write_bytes(b"no workbook")
    said = call("import", "checklist", file, "--workspace", office)
    assert said.status == 3


def test_a_device_that_may_not_record_publishes_nothing(
    call: Call, office: Path, river: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GRID_INSPECTOR_MACHINE_DIR", str(tmp_path / "another machine"))
    said = call("import", "checklist", river, "--workspace", office)
    assert said.status == 1
    assert "Nobody may record on this device yet" in said.err
