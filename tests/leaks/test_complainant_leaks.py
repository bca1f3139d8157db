"""Nothing given out tells who complained, its files, or what was transferred with restricted access."""

import json
import re
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from db.complaint_recording import see_complainant
from db.connection import Reader
from db.file_kinds import kind_of_file
from db.incarnation import Machine
from db.opening import DATABASE
from db.report_export import Export, export_reports
from db.search_words import initials, phrase
from db.workspace import Workspace
from inspector.cli.reporting import report
from inspector.errors import Unreadable
from inspector.model.issued_report import ReportKind
from inspector.reports.attachment import DATA_NAME
from inspector.reports.forms import build_report
from inspector.words import use
from tests.leaks.county import CONTENT, FINDING, LETTER, NAME, SECRETS, WHO, County, clerk, made_county
from tests.leaks.giving import LETTER as TRANSFER_LETTER
from tests.leaks.giving import Given, exported_words, give_everything, steps_of_groups, top_commands
from tests.leaks.restricted_case import NUMBER, PHOTO_WORDS, REASON, RESTRICTED, TEXT
from tests.leaks.searching import found_in, found_in_files
from ui.fault_report import report_of

DOCS = Path(__file__).parents[2] / "docs"
NOT_IN_PROCEDURE = "尚未进入销号程序"
"""The sample has no task in its close-off; the papers of one are those of a finding."""


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    with made_county(tmp_path_factory.mktemp("leaks")) as made:
        yield made


@pytest.fixture(scope="module")
def given(county: County) -> Iterator[Given]:
    yield give_everything(county, county.folder.parent / "out")
    use("en")


@pytest.fixture
def reader(county: County) -> Iterator[Reader]:
    with closing(Reader(county.folder / DATABASE)) as reader:
        yield reader


def test_every_command_that_gives_something_out_was_called(given: Given) -> None:
    wanted = {f"export {word}" for word in exported_words()}
    wanted |= {f"report {name}" for name in report.commands} - {"report task"}
    wanted |= top_commands() - {"export", "report"}
    wanted |= steps_of_groups()
    assert wanted <= given.called
    left = {call: said for call, said in given.refused.items() if NOT_IN_PROCEDURE not in said}
    assert not left


def test_every_export_of_the_manual_was_called(given: Given) -> None:
    told = re.findall(r"grid-inspector export ([a-z-]+)", (DOCS / "manual.en.md").read_text("utf-8"))
    assert {f"export {word}" for word in told} <= given.called


def test_every_kind_of_report_was_made_with_what_it_carries(given: Given) -> None:
    kinds = set()
    for file in given.folder.glob("*.pdf"):
        with pikepdf.open(file) as pdf:
            if DATA_NAME in pdf.attachments:
                kinds.add(json.loads(pdf.attachments[DATA_NAME].get_file().read_bytes())["kind"])
    assert {kind.value for kind in ReportKind} | {"patrol"} <= kinds


@pytest.fixture(scope="module")
def found(given: Given) -> dict[str, set[str]]:
    return found_in_files(given.folder, (*SECRETS, CONTENT, FINDING, NUMBER, *RESTRICTED))


def test_nothing_given_out_holds_who_complained_or_a_file(found: dict[str, set[str]]) -> None:
    leaks = {file: words & set(SECRETS) for file, words in found.items() if words & set(SECRETS)}
    assert leaks == {}


def test_only_the_letter_holds_what_was_transferred_with_restricted_access(
    found: dict[str, set[str]],
) -> None:
    held = {file: words & set(RESTRICTED) for file, words in found.items() if words & set(RESTRICTED)}
    left = {file: words for file, words in held.items() if not file.startswith("backup/")}
    assert left == {TRANSFER_LETTER: {TEXT, REASON, PHOTO_WORDS}}
    assert set().union(*held.values()) == set(RESTRICTED)


def test_the_papers_it_would_stand_in_name_its_number(found: dict[str, set[str]]) -> None:
    named = {file for file, words in found.items() if NUMBER in words}
    assert {"report-patrol-0.pdf", "report-stop-0.pdf", "report-site-1.pdf", "report-order-0.pdf"} <= named
    assert {"report-finding-1.pdf", "report-finding-2.pdf"} <= named


def test_what_is_no_secret_is_found_where_it_belongs(found: dict[str, set[str]]) -> None:
    """Show that the search reads what it searches: lists, papers, packs and the copy of the database."""
    where = set(found)
    assert {f"complaints.{form}" for form in ("csv", "xlsx", "json")} <= where
    assert {f"findings.{form}" for form in ("csv", "xlsx", "geojson", "json")} <= where
    assert {"report-complaint-0.pdf", "report-complaint-1.pdf", "report-finding-0.pdf"} <= where
    assert any(name.startswith("backup/") for name in where)


def test_no_file_of_workspace_machine_or_temporary_folder_holds_it(county: County, given: Given) -> None:
    for folder in (county.machine, county.folder.parent / "temp"):
        assert found_in_files(folder, SECRETS) == {}
    found = found_in_files(county.folder, (*SECRETS, CONTENT))
    assert set().union(*found.values()) == {CONTENT}
    assert {place for place in found if not place.startswith("reports/")} == {DATABASE}


def test_the_given_files_are_the_only_place_where_the_words_stand(county: County) -> None:
    assert found_in_files(county.folder.parent / "given", (LETTER,))


def test_no_search_finds_who_complained(reader: Reader) -> None:
    tables = [name for (name,) in reader.rows("SELECT name FROM sqlite_master WHERE sql LIKE '%USING fts5%'")]
    assert {"complaint_search", "site_search", "finding_search"} <= set(tables)
    for table in tables:
        for word in (*SECRETS, initials(NAME), NAME[:2]):
            query = f"SELECT count(*) FROM {table} WHERE {table} MATCH ?"  # noqa: S608 - names of ours
            assert reader.value(query, (phrase(word),)) == 0, (table, word)


def test_no_row_of_any_table_holds_it(reader: Reader) -> None:
    tables = [name for (name,) in reader.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        for row in reader.rows(f"SELECT * FROM {table}"):  # noqa: S608 - names of ours
            told = "\n".join(
                value if isinstance(value, str) else repr(value) for value in row if value is not None
            )
            assert not any(secret in told for secret in SECRETS), table


def test_reports_of_a_period_handed_over_together_hold_nothing(
    county: County, given: Given, tmp_path: Path
) -> None:
    with (
        closing(Workspace.open(county.folder, Machine.here(county.machine))) as workspace,
        closing(workspace.reader()) as reader,
    ):
        days = reader.row("SELECT min(day), max(day) FROM issued_report WHERE kind = 'complaint'")
        assert days
        first, last = map(date.fromisoformat, days)
        export_reports(
            reader,
            workspace,
            Export(first=first, last=last),
            tmp_path,
            lambda order: build_report(order.paper, order.carried, order.to),
            as_zip=True,
        )
    assert any(tmp_path.rglob("*"))
    assert found_in_files(tmp_path, SECRETS) == {}


def _fail() -> None:
    """Fail as a reader of a file with a telling name might."""
    try:
        kind_of_file(b"", LETTER)
    except Unreadable as error:
        raise ValueError(WHO.name, WHO) from error


def test_a_fault_is_reported_without_its_words() -> None:
    with pytest.raises(ValueError, match=NAME) as caught:
        _fail()
    told = report_of(caught.value, "0")
    assert "ValueError" in told
    assert not found_in(told.encode(), SECRETS)


def test_a_handler_still_opens_it(county: County) -> None:
    with (
        closing(Workspace.open(county.folder, Machine.here(county.machine))) as workspace,
        closing(workspace.reader()) as reader,
    ):
        assert see_complainant(workspace, county.complaint, clerk(reader)) == WHO
