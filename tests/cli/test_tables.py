"""import grids|people|sites and export from the command line."""

import json
from pathlib import Path

import pytest

from inspector.tables.reading import read_table
from tests.cli.conftest import FOUNDER, NUMBER

LIST = Path(__file__).parents[1] / "data" / "tables" / "演示点位清单-gb18030.csv"


@pytest.fixture
def village(call, office, tmp_path):
    """Add a township and a village to the office."""
    file = tmp_path / "grids.csv"
    file.write_text("名称,编码,上级网格\n示例镇,SLX01,SLX\n示例村网格,SLX0101,示例镇\n", "utf-8")
    said = call("import", "grids", file, "--workspace", office)
    assert (said.status, said.err) == (0, "")
    assert said.out == f"{file}: 2 added, 0 changed, 0 as they were, 0 left out.\n"
    return office


def test_a_townships_list_is_taken_with_the_bad_rows_said(call, village):
    said = call("import", "sites", LIST, "--workspace", village)
    assert said.status == 1
    assert said.out.splitlines()[0].endswith("4 added, 0 changed, 0 as they were, 2 left out.")
    assert "  row 6: Longitude and latitude stood the wrong way round" in said.out
    assert "  row 7, 统一社会信用代码: The credit code 12345 does not have 18 characters." in said.out
    assert [line.split(": ", 1)[1] for line in said.err.splitlines()] == [
        "row 8, 所属村（社区）: There is no grid called 没有这个村.",
        "row 9, 企业（点位）名称: “Site name” is missing.",
    ]
    again = call("import", "sites", LIST, "--workspace", village, "--json")
    assert (again.status, again.err) == (1, "")
    (outcome,) = again.json
    assert (
        outcome.items() >= {"added": 0, "changed": 0, "unchanged": 4, "refused": 2, "recorded": True}.items()
    )
    assert call("check", "--workspace", village).status == 0


def test_a_dry_run_says_everything_and_records_nothing(call, village):
    before = call("status", "--workspace", village, "--json").json
    said = call("import", "sites", LIST, "--workspace", village, "--dry-run")
    assert said.out.splitlines()[0].endswith("4 would be added, 0 changed, 0 as they are, 2 left out.")
    assert call("status", "--workspace", village, "--json").json == before


def test_a_column_is_given_its_meaning_and_that_is_remembered(call, village, tmp_path):
    file = tmp_path / "odd.csv"
    file.write_text("甲,乙,丙\n新厂,示例村,重点\n", "utf-8")
    said = call("import", "sites", file, "--workspace", village)
    assert (said.status, said.err.count("\n")) == (1, 1)
    assert "No column holds “Site name”. Say which one does; the columns are: 甲、乙、丙." in said.err
    maps = ("--map", "甲=name", "--map", "B=所属网格", "--map", "3=rank")
    assert call("import", "sites", file, "--workspace", village, *maps).status == 0
    again = call("import", "sites", file, "--workspace", village, "--json").json
    assert again[0]["unchanged"] == 1


def test_what_changes_is_told_by_field_in_json(call, village, tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("名称,网格,级别,备注\n北山排土场,SLX,低,新\n", "utf-8")
    said = call("import", "sites", file, "--workspace", village, "--json")
    (change,) = said.json[0]["changes"]
    fields = {"Rank": ["key site", "low-risk site"], "Note": ["", "新"]}
    assert change == {"row": 2, "name": "北山排土场", "fields": fields}


@pytest.mark.parametrize("given", ["甲", "=name", "甲="])
def test_a_map_that_is_none_is_a_wrong_call(call, village, given):
    said = call("import", "sites", LIST, "--workspace", village, "--map", given)
    assert (said.status, said.err) == (2, "--map is given as COLUMN=FIELD.\n")


def test_people_come_with_their_roles(call, village, tmp_path):
    file = tmp_path / "people.csv"
    file.write_text("姓名,所属网格,角色\n示例丁,示例村,网格员\n示例戊,示例村,执法人员\n", "utf-8")
    said = call("import", "people", file, "--workspace", village)
    assert (said.status, said.out.split(": ")[1]) == (1, "1 added, 0 changed, 0 as they were, 1 left out.\n")
    sites = tmp_path / "sites.csv"
    sites.write_text("名称,网格\n新厂,示例村\n县厂,SLX\n", "utf-8")
    said = call("import", "sites", sites, "--workspace", village, "--as", "示例丁", "--json")
    assert (said.status, said.json[0]["added"]) == (1, 1)
    assert said.json[0]["bad_rows"] == [
        {"row": 3, "column": "名称", "reason": "示例县整改办 does not belong to the grid you act for."}
    ]
    assert call("import", "sites", sites, "--workspace", village, "--as", "nobody").status == 1
    assert call("import", "sites", sites, "--workspace", village, "--as", FOUNDER).status == 0


def test_many_bad_rows_are_not_all_said(call, village, tmp_path):
    file = tmp_path / "a.csv"
    rows = [f"厂 {n},{'示例村' if n % 2 else f'别村{n}'}" for n in range(60)]
    file.write_text("\n".join(["名称,网格", *rows]), "utf-8")
    said = call("import", "sites", file, "--workspace", village)
    assert said.err.count("\n") == 21
    assert said.err.endswith("10 more rows were left out; --json lists them.\n")


def test_one_file_that_can_not_be_read_does_not_stop_the_next(call, village, tmp_path):
    pdf, good = tmp_path / "a.xlsx", tmp_path / "b.csv"
    pdf.write_bytes(b"%PDF-1.7")
    good.write_text("名称,网格\n新厂,示例村\n", "utf-8")
    said = call("import", "sites", pdf, good, "--workspace", village)
    assert said.status == 3
    assert said.err == f"{pdf}: a.xlsx is no table but a PDF. Save the list as .xlsx or CSV.\n"
    assert "1 added" in said.out


def test_a_note_on_the_table_is_said(call, village, tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("名称,网格,经度（高德）,纬度\n新厂,示例村,106.8,39.7\n", "utf-8")
    assert (
        "  The column 经度（高德） seems to be in GCJ-02"
        in call("import", "sites", file, "--workspace", village).out
    )


def test_on_a_device_that_may_not_record_nothing_is_taken(call, village, tmp_path, monkeypatch):
    monkeypatch.setenv("GRID_INSPECTOR_MACHINE_DIR", str(tmp_path / "other machine"))
    said = call("import", "sites", LIST, "--workspace", village)
    assert (said.status, said.err) == (
        1,
        "Nobody may record on this device yet. Entitle it in the window first.\n",
    )


@pytest.mark.parametrize("form", ["csv", "xlsx", "geojson", "json"])
@pytest.mark.parametrize(("what", "rows"), [("sites", 1), ("findings", 1), ("patrols", 2)])
def test_lists_leave_as_files(call, office, tmp_path, what, rows, form):
    to = tmp_path / f"list.{form}"
    said = call("export", what, "--as", form, "--to", to, "--workspace", office)
    assert (said.status, said.out, said.err) == (0, f"{to}: {rows} rows.\n", "")
    if form in {"csv", "xlsx"}:
        assert len(read_table(to).rows) == rows
    else:
        assert json.loads(to.read_text("utf-8"))


def test_a_filter_and_a_json_answer(call, office, tmp_path):
    to = tmp_path / "list.json"
    said = call(
        "export",
        "patrols",
        "--as",
        "json",
        "--to",
        to,
        "--workspace",
        office,
        "--filter",
        f"number={NUMBER}",
        "--json",
    )
    assert said.json == {"file": str(to), "list": "patrols", "rows": 1}


def test_wrong_calls_of_export_say_so(call, office, tmp_path):
    to = tmp_path / "a"
    common = ("--to", to, "--workspace", office)
    assert (
        call("export", "sites", "--as", "csv", *common, "--filter", "x").err
        == "--filter is given as FIELD=VALUE.\n"
    )
    assert call("export", "sites", "--as", "csv", *common, "--filter", "x=1").status == 1
    assert call("export", "weather", "--as", "csv", *common).status == 2
    assert call("export", "sites", "--as", "doc", *common).status == 2
    assert call("export", "sites", *common).status == 2
    gone = call("export", "sites", "--as", "csv", "--to", tmp_path / "no" / "a", "--workspace", office)
    assert (gone.status, gone.err.count("\n")) == (3, 1)
    assert not to.exists()


def test_a_ledger_is_taken_over_and_leaves_with_photos_and_comes_back_unchanged(call, village, tmp_path):
    file, to = tmp_path / "台账.csv", tmp_path / "ledger.xlsx"
    file.write_text("编号,存在问题,责任单位,整改情况\n1,料堆未覆盖,示例局,整改中\n", "utf-8")
    said = call("import", "findings", file, "--workspace", village)
    assert (said.status, said.err) == (0, "")
    assert "1 added" in said.out
    only = ("--workspace", village, "--filter", "unit=示例局")
    assert call("export", "findings", "--as", "xlsx", "--photos", "--to", to, *only).out == f"{to}: 1 rows.\n"
    assert "0 added, 0 changed, 1 as they were" in call("import", "findings", to, *only[:2]).out
    refused = call("export", "sites", "--as", "xlsx", "--photos", "--to", to, *only[:2])
    assert (refused.status, "--photos is for findings and tasks as xlsx." in refused.err) == (2, True)


def test_a_ledger_of_tasks_is_taken_over_and_comes_back_unchanged(call, village, tmp_path):
    file, to = tmp_path / "任务.csv", tmp_path / "tasks.xlsx"
    file.write_text("序号,整改任务,牵头单位,整改时限\n1,煤场治理,市生态环境局,2026年底前\n", "utf-8")
    where = ("--workspace", village)
    assert "1 would be added" in call("import", "tasks", file, "--dry-run", *where).out
    said = call("import", "tasks", file, *where)
    assert (said.status, said.err) == (0, "")
    assert "1 added" in said.out
    assert call("export", "tasks", "--as", "xlsx", "--to", to, *where).out == f"{to}: 1 rows.\n"
    assert "0 added, 0 changed, 1 as they were" in call("import", "tasks", to, *where).out


@pytest.fixture
def old_ledger(call, village, tmp_path):
    """Give a table whose rows 2 and 3 look like findings that are here, and row 4 can't be used."""
    head = "编号,存在问题,地点,检查时间\n"
    first, file = tmp_path / "第一批.csv", tmp_path / "第二批.csv"
    first.write_text(f"{head}1,料堆未覆盖有扬尘,东门,2026-01-05\n2,道路带泥未冲洗,西门,2026-01-06\n", "utf-8")
    rows = "8,料堆未复盖有扬尘,东门,2026-01-05\n9,道路带泥没冲洗,西门,2026-01-06\n10,,西门,\n"
    file.write_text(head + rows, "utf-8")
    assert call("import", "findings", first, "--workspace", village).status == 0
    return file


def test_a_likely_duplicate_is_left_out_until_a_person_takes_it_in(call, village, old_ledger):
    where = (old_ledger, "--workspace", village)
    said = call("import", "findings", *where)
    assert said.status == 1
    assert "0 added, 0 changed, 0 as they were, 3 left out." in said.out
    assert "row 2: This looks like 1, which is here" in said.err
    assert said.err.endswith("taken in with --take-in ROW, if they are not the same.\n")
    dry = call("import", "findings", *where, "--take-in", "3", "--dry-run")
    assert "1 would be added, 0 changed, 0 as they are, 2 left out." in dry.out
    told = call("import", "findings", *where, "--take-in", "3", "--json").json[0]
    assert (told["added"], told["refused"]) == (1, 1)
    assert told["likely_duplicates"] == [
        {"row": 2, "text": "料堆未复盖有扬尘", "looks_like": {"number": "1", "text": "料堆未覆盖有扬尘"}}
    ]
    rest = call("import", "findings", *where, "--take-in-duplicates")
    assert "1 added, 0 changed, 1 as they were, 1 left out." in rest.out
    assert "--take-in ROW" not in rest.err


def test_only_likely_duplicates_of_one_file_are_decided_about(call, village, old_ledger):
    where = ("--workspace", village)
    wrong = call("import", "findings", old_ledger, *where, "--take-in", "4")
    assert (wrong.status, "Row 4 is no likely duplicate" in wrong.err) == (1, True)
    several = call("import", "findings", old_ledger, old_ledger, *where, "--take-in", "2")
    assert (several.status, "--take-in names rows of one file; give one." in several.err) == (2, True)
    assert call("import", "sites", old_ledger, *where, "--take-in", "2").status == 2


def test_a_task_whose_number_reads_otherwise_is_taken_in_when_it_is_another(call, village, tmp_path):
    first, file = tmp_path / "任务.csv", tmp_path / "任务二.csv"
    first.write_text("序号,整改方案,整改任务,整改状态\n1,示例方案,煤场治理,已销号\n", "utf-8")
    file.write_text("序号,整改方案,整改任务\n1,示例方案,洒水抑尘\n", "utf-8")
    where = ("--workspace", village)
    assert call("import", "tasks", first, *where).status == 0
    said = call("import", "tasks", file, *where)
    assert (said.status, "row 2: Number 1 of this plan is here already" in said.err) == (1, True)
    assert "1 added" in call("import", "tasks", file, *where, "--take-in", "2").out
    to = tmp_path / "tasks.csv"
    only = ("--filter", "state=closed_before")
    assert call("export", "tasks", "--as", "csv", "--to", to, *where, *only).out == f"{to}: 1 rows.\n"


@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
def test_a_list_for_a_folder_that_is_not_there_is_refused_in_one_sentence(call, office, tmp_path, form):
    file = tmp_path / "nowhere" / "findings"
    said = call("export", "findings", "--as", form, "--to", file, "--workspace", office)
    assert (said.status, said.out, said.err) == (3, "", f"{file}: it is not there\n")
