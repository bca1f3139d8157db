"""report week: drafts, numbers, freezing and signing, the second signature, and what is refused."""

import json
import zipfile
from contextlib import closing
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook, load_workbook

from db.incarnation import Machine
from db.keys import keep_person_key
from db.workspace import Actor, Workspace
from inspector.model.finding import FindingNoticed
from inspector.model.finding_state import Severity
from inspector.model.number import Number
from inspector.periods import DAY, Instant
from tests.cli.conftest import Call
from tests.db import village as stage
from tests.db.case_desk import (
    CLERK,
    CLERK_KEY,
    COUNTY,
    COUNTY_KEY,
    appoint,
    give,
    report,
    say_put_right,
)
from tests.db.close_off_printing import pages_of
from tests.db.village import COKING, MORNING, STAFF, VILLAGE, Village, named

CLERK_NAME, COUNTY_NAME, STAFF_NAME = "示例丁", "示例戊", "示例甲"
TOWN_CODE = "SLX01"
WEEK = "2026-W47"
PASSPHRASE = "江河湖海岸上行人"
LAST_WEEK = MORNING.later(-5 * DAY)
TEXTS = ("--problems", "北山片区覆盖不到位", "--help-needed", "7 号排土场权属", "--next", "秸秆禁烧夜查")


@pytest.fixture
def folder(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a village with a week of findings; clerk and county keep their keys on its machine."""
    secret = tmp_path / "passphrase"
    secret.write_text(f"{PASSPHRASE}\n", "utf-8")
    monkeypatch.setenv("GRID_INSPECTOR_PASSPHRASE_FILE", str(secret))
    monkeypatch.setattr(stage, "machine_of", lambda folder: Machine.here(folder / "machine"))
    with closing(Village(tmp_path)) as made:
        monkeypatch.setenv("GRID_INSPECTOR_MACHINE_DIR", str(made.machine.folder))
        appoint(made)
        keep_person_key(made.folder, CLERK, CLERK_KEY, PASSPHRASE)
        keep_person_key(made.folder, COUNTY, COUNTY_KEY, PASSPHRASE)
        give(made, report(made, 70, noticed=LAST_WEEK))
        say_put_right(made, named(70))
        report(made, 71, noticed=LAST_WEEK)
    return made.folder


def test_a_week_is_a_draft_until_somebody_freezes_it(call: Call, folder: Path, tmp_path: Path) -> None:
    to = tmp_path / "d.pdf"
    said = call("report", "week", WEEK, "--grid", TOWN_CODE, "--workspace", folder, "--to", to)
    assert (said.status, said.err) == (0, "")
    assert str(to) in said.out
    assert to.read_bytes().startswith(b"%PDF")


def test_the_numbers_of_a_week_are_told_alone_or_beside_its_paper(
    call: Call, folder: Path, tmp_path: Path
) -> None:
    here = ("report", "week", WEEK, "--grid", TOWN_CODE, "--workspace", folder, "--json")
    said = call(*here)
    assert (said.status, said.err) == (0, "")
    told = said.json
    assert (told["period"], told["first"], told["last"]) == (WEEK, "2026-11-13", "2026-11-19")
    assert told["numbers"]["findings"] == 2
    assert set(told["numbers"]) == {str(number) for number in Number}
    assert [row["findings"] for row in told["grids"].values()] == [2]
    assert [row["findings"] for row in told["by_category"].values()] == [2]
    assert told["missing"][0]["reason"] == ""
    assert told["frozen"] == []
    assert not list(tmp_path.glob("*.pdf"))
    beside = call(*here, "--to", tmp_path / "n.pdf")
    assert beside.json["numbers"] == told["numbers"]
    assert (tmp_path / "n.pdf").exists()


def test_without_a_grid_the_topmost_is_summed_up(call: Call, folder: Path) -> None:
    told = call("report", "week", WEEK, "--workspace", folder, "--json").json
    assert list(told["grids"]) == [TOWN_CODE]


def test_signing_freezes_the_week_with_its_texts(call: Call, folder: Path, tmp_path: Path) -> None:
    here = ("report", "week", WEEK, "--grid", TOWN_CODE, "--workspace", folder)
    first = call(*here, *TEXTS, "--to", tmp_path / "s.pdf", "--sign", CLERK_NAME)
    assert (first.status, first.err) == (0, "")
    verdict = call("verify", tmp_path / "s.pdf", "--workspace", folder, "--json").json[0]
    assert (verdict["valid"], verdict["complete"]) == (True, True)
    told = call(*here, "--json").json
    assert [(one["by"], one["state"]) for one in told["frozen"]] == [(CLERK_NAME, "frozen")]
    text = "".join(pages_of(tmp_path / "s.pdf"))
    assert all("".join(one.split()) in text for one in TEXTS[1::2])


def test_what_was_signed_is_given_out_as_it_was_signed(call: Call, folder: Path, tmp_path: Path) -> None:
    here = ("report", "week", WEEK, "--grid", TOWN_CODE, "--workspace", folder)
    assert call(*here, "--to", tmp_path / "s.pdf", "--sign", CLERK_NAME).status == 0
    again = call(*here, "--to", tmp_path / "t.pdf")
    assert (again.status, again.err) == (0, "")
    assert (tmp_path / "t.pdf").read_bytes() == (tmp_path / "s.pdf").read_bytes()


@pytest.mark.parametrize(
    ("span", "name", "ago"), [("week", WEEK, 5), ("month", "2026-10", 40), ("quarter", "2026-Q3", 70)]
)
def test_the_numbers_of_a_frozen_period_stay_as_its_paper_has_them(
    call: Call, folder: Path, tmp_path: Path, span: str, name: str, ago: int
) -> None:
    here = ("report", span, name, "--grid", TOWN_CODE, "--workspace", folder)
    before = call(*here, "--json").json
    assert "now" not in before
    assert call(*here, "--to", tmp_path / "s.pdf", "--sign", CLERK_NAME).status == 0
    same = call(*here, "--json").json
    assert same["differences"] == {"numbers": {}, "grids": {}}
    add_late_finding(folder, 72, MORNING.later(-ago * DAY))
    told = call(*here, "--json").json
    for part in ("numbers", "grids", "by_category", "by_severity", "by_source"):
        assert told[part] == same[part], part
    assert told.get("rates") == same.get("rates")
    assert told.get("rates_by_grid") == same.get("rates_by_grid")
    found = before["numbers"]["findings"]
    assert told["now"]["numbers"]["findings"] == found + 1
    changed = {"frozen": found, "now": found + 1}
    assert told["differences"]["numbers"]["findings"] == changed
    assert [row["findings"] for row in told["differences"]["grids"].values()] == [changed]
    (frozen,) = told["frozen"]
    assert (frozen["by"], frozen["state"], frozen["in_force"]) == (CLERK_NAME, "frozen", True)
    assert frozen["at"].startswith("20")


def test_json_and_the_exported_list_of_a_frozen_week_say_the_same(
    call: Call, folder: Path, tmp_path: Path
) -> None:
    here = (WEEK, "--grid", TOWN_CODE, "--workspace", folder)
    assert call("report", "week", *here, "--to", tmp_path / "s.pdf", "--sign", CLERK_NAME).status == 0
    add_late_finding(folder, 72, LAST_WEEK)
    told = call("report", "week", *here, "--json").json
    assert call("export", "week", *here, "--as", "json", "--to", tmp_path / "w.json").status == 0
    rows = json.loads((tmp_path / "w.json").read_text("utf-8"))
    counts = {one["number"]: one["count"] for one in rows if one["part"] == "total"}
    assert counts["findings"] == told["numbers"]["findings"] == told["now"]["numbers"]["findings"] - 1
    assert counts.items() <= told["numbers"].items()


def add_late_finding(folder: Path, number: int, noticed: Instant) -> None:
    """Report a finding of a frozen period after it was frozen."""
    noticing = FindingNoticed(
        subject=named(number),
        number=f"SLX0101-2026-T-{number:04d}",
        grid=VILLAGE,
        site=COKING,
        patrol="",
        stop="",
        text="渗滤液外溢",
        question="piles",
        noticed=noticed,
        severity=Severity.MINOR,
    )
    with closing(Workspace.open(folder, Machine.here(folder.parent / "machine"))) as workspace:
        workspace.record([noticing], Actor(STAFF, VILLAGE), MORNING)


def test_a_second_person_gives_the_signature_of_who_reviews(call: Call, folder: Path, tmp_path: Path) -> None:
    here = ("report", "week", WEEK, "--grid", TOWN_CODE, "--workspace", folder, "--signatures", "2")
    assert call(*here, "--to", tmp_path / "s.pdf", "--sign", CLERK_NAME).status == 0
    half = call("verify", tmp_path / "s.pdf", "--workspace", folder, "--json").json[0]
    assert (half["valid"], half["expected_signatures"], half["complete"]) == (True, 2, False)
    second = call(*here, "--to", tmp_path / "r.pdf", "--sign", COUNTY_NAME)
    assert (second.status, second.err) == (0, "")
    verdict = call("verify", tmp_path / "r.pdf", "--workspace", folder, "--json").json[0]
    assert (verdict["valid"], verdict["complete"]) == (True, True)
    third = call(*here, "--to", tmp_path / "t.pdf", "--sign", STAFF_NAME)
    assert (third.status, "Everybody who was expected has signed" in third.err) == (1, True)


def test_who_may_not_approve_a_summary_does_not_sign_as_its_reviewer(
    call: Call, folder: Path, tmp_path: Path
) -> None:
    here = ("report", "week", WEEK, "--grid", TOWN_CODE, "--workspace", folder, "--signatures", "3")
    assert call(*here, "--to", tmp_path / "s.pdf", "--sign", CLERK_NAME).status == 0
    said = call(*here, "--to", tmp_path / "t.pdf", "--sign", STAFF_NAME)
    assert (said.status, "reviewed and approved by a leader" in said.err) == (1, True)


def test_only_what_is_frozen_is_printed_for_ink(call: Call, folder: Path, tmp_path: Path) -> None:
    here = ("report", "week", WEEK, "--grid", TOWN_CODE, "--workspace", folder)
    early = call(*here, "--to", tmp_path / "e.pdf", "--ink")
    assert (early.status, "not frozen yet" in early.err) == (1, True)
    assert not (tmp_path / "e.pdf").exists()
    assert call(*here, "--to", tmp_path / "s.pdf", "--sign", CLERK_NAME).status == 0
    again = call(*here, "--to", tmp_path / "a.pdf", "--sign", CLERK_NAME)
    assert (again.status, again.err) == (0, "")
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "s.pdf").read_bytes()


def test_a_week_goes_out_as_workbook_numbers_and_pack(call: Call, folder: Path, tmp_path: Path) -> None:
    here = ("export", "week", WEEK, "--grid", TOWN_CODE, "--workspace", folder)
    for form in ("xlsx", "csv", "json", "gpk"):
        said = call(*here, "--as", form, "--to", tmp_path / f"w.{form}")
        assert (said.status, said.err) == (0, "")
    told = json.loads((tmp_path / "w.json").read_text("utf-8"))
    assert {"part": "total", "name": "", "number": "findings", "count": 2} in told
    again = call(*here, "--as", "json", "--to", tmp_path / "w.json", "--json").json
    assert (again["period"], again["rows"]) == (WEEK, len(told))
    assert call("verify", tmp_path / "w.gpk", "--workspace", folder).status == 0
    pack = call(*here, "--as", "gpk", "--to", tmp_path / "w.gpk", "--json").json
    assert pack["bytes"] == (tmp_path / "w.gpk").stat().st_size


def test_the_superiors_form_is_filled_and_remembered(call: Call, folder: Path, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet
    sheet["A1"], sheet["B2"] = "findings", "=B1*2"
    book.save(tmp_path / "form.xlsx")
    here = ("export", "week", WEEK, "--grid", TOWN_CODE, "--workspace", folder)
    filling = (*here, "--form", tmp_path / "form.xlsx", "--json")
    first = call(*filling, "--map", "Sheet!D4=assigned", "--to", tmp_path / "f.xlsx")
    assert first.json["places"] == {"Sheet!B1": "findings", "Sheet!D4": "assigned"}
    again = call(*filling, "--to", tmp_path / "g.xlsx")
    assert again.json["places"] == first.json["places"]
    filled = load_workbook(tmp_path / "g.xlsx")["Sheet"]
    assert (filled["B1"].value, filled["D4"].value, filled["B2"].value) == (2, 0, "=B1*2")
    sheet["A8"] = "note"
    book.save(tmp_path / "form.xlsx")
    assert call(*filling, "--map", "Sheet!B8=help", "--to", tmp_path / "h.xlsx").status == 0
    sheet.insert_rows(1)
    sheet["A9"] = None
    book.save(tmp_path / "form.xlsx")
    changed = call(*filling, "--to", tmp_path / "i.xlsx")
    assert changed.json["places"]["Sheet!B2"] == "findings"
    assert "what stood at Sheet!B1 goes to Sheet!B2" in changed.err
    assert "Sheet!B8 is not found again" in changed.err
    assert "Shapes and controls" not in changed.err
    with zipfile.ZipFile(tmp_path / "form.xlsx", "a") as package:
        package.writestr("xl/ctrlProps/ctrlProp1.xml", b"<formControlPr/>")
    assert "Shapes and controls" in call(*filling, "--to", tmp_path / "j.xlsx").err
    document = docx.Document()
    document.add_paragraph("{{findings}}")
    document.save(str(tmp_path / "form.docx"))
    assert call(*here, "--form", tmp_path / "form.docx", "--to", tmp_path / "f.docx").status == 0
    assert docx.Document(str(tmp_path / "f.docx")).paragraphs[0].text == "2"
    for wrong in (("--map", "Sheet!D4=weather"), ("--as", "csv")):
        said = call(*filling, *wrong, "--to", tmp_path / "x.xlsx")
        assert said.status == 2
    assert not (tmp_path / "x.xlsx").exists()


def test_a_month_is_not_exported_as_a_week(call: Call, folder: Path, tmp_path: Path) -> None:
    said = call("export", "week", "2026-11", "--workspace", folder, "--as", "csv", "--to", tmp_path / "x.csv")
    assert (said.status, "2026-11 is no week" in said.err) == (1, True)
    assert not (tmp_path / "x.csv").exists()


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        ((WEEK, "--grid", "nowhere", "--json"), 1, "not exactly one grid called nowhere"),
        (("47", "--json"), 1, "names no period"),
        (("2026-11", "--json"), 1, "2026-11 is no week"),
        ((WEEK, "--grid", TOWN_CODE), 2, "Say with --to"),
        ((WEEK, "--grid", TOWN_CODE, "--to", "x.pdf", "--sign", "示例无"), 1, "not exactly one person"),
        ((WEEK, "--grid", TOWN_CODE, "--to", "x.pdf", "--sign", STAFF_NAME), 1, "has no certificate"),
    ],
)
def test_a_week_that_can_not_be_told_is_one_sentence(
    call: Call,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    status: int,
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    said = call("report", "week", *arguments, "--workspace", folder)
    assert (said.status, words in said.err) == (status, True), said.err
    assert not (tmp_path / "x.pdf").exists()


def test_the_text_that_asks_for_what_is_missing_is_written_alone(call: Call, folder: Path) -> None:
    said = call("report", "week", WEEK, "--missing", "--workspace", folder)
    assert (said.status, said.err) == (0, "")
    head, *lines, foot = said.out.strip().splitlines()
    assert head == "Patrol records still missing for 2026-W47 (13 Nov 2026 – 19 Nov 2026):"
    assert lines == [f"示例村网格: {', '.join(f'{day} Nov' for day in range(13, 20))}"]
    assert foot == "Please hand them in, or say why there was no patrol."
    before = call("report", "month", "2025-01", "--missing", "--workspace", folder)
    assert before.out.strip() == "Nothing is missing for January 2025."
