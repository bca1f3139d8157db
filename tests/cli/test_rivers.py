"""`export river-sections`: a row for each section."""

from pathlib import Path

from tests.cli.conftest import Call


def test_sections_are_written_as_a_table(call: Call, office: Path, tmp_path: Path) -> None:
    to = tmp_path / "r.csv"
    said = call("export", "river-sections", "2026-Q4", "--as", "csv", "--to", to, "--workspace", office)
    assert (said.status, said.out) == (0, f"{to}: 0 rows.\n")
    head = to.read_text("utf-8-sig")
    assert head.startswith("Grid,River section,River chief,visits due,of these paid,Days visited")
    said = call(
        *("export", "river-sections", "2026-11", "--grid", "SLX", "--as", "json", "--to", to, "--json"),
        *("--workspace", office),
    )
    assert said.json == {"file": str(to), "list": "river-sections", "rows": 0}


def test_a_table_without_a_section_is_refused_as_paper(call: Call, office: Path, tmp_path: Path) -> None:
    to = tmp_path / "r.pdf"
    said = call("report", "river-sections", "2026-Q4", "--to", to, "--workspace", office)
    assert said.status != 0
    assert "There is no river section in the register of this grid." in said.err
    assert not to.exists()
