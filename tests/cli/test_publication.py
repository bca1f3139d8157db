"""`export publication`: the results of a period for the public, as a page and as PDF."""

from pathlib import Path

from pikepdf import Pdf

from tests.cli.conftest import FOUNDER, NUMBER, Call


def test_a_page_names_nobody_and_no_site(call: Call, office: Path, tmp_path: Path) -> None:
    to = tmp_path / "p.html"
    said = call("export", "publication", "2026-11", "--as", "html", "--to", to, "--workspace", office)
    assert (said.status, said.out) == (0, f"Written: {to}\n")
    page = to.read_text("utf-8")
    assert "<table>" in page
    for secret in (FOUNDER, "北山排土场", "平台未压实", NUMBER):
        assert secret not in page


def test_a_pdf_carries_nothing_and_says_what_it_is(call: Call, office: Path, tmp_path: Path) -> None:
    to = tmp_path / "p.pdf"
    said = call(
        *("export", "publication", "2026-W47", "--grid", "SLX", "--as", "pdf", "--to", to, "--json"),
        *("--workspace", office),
    )
    assert said.json == {"file": str(to), "period": "2026-W47", "stage": "draft"}
    with Pdf.open(to) as pdf:
        assert not pdf.attachments


def test_what_is_no_period_is_refused(call: Call, office: Path, tmp_path: Path) -> None:
    to = tmp_path / "p.pdf"
    said = call("export", "publication", "soon", "--as", "pdf", "--to", to, "--workspace", office)
    assert said.status != 0
    assert "names no period" in said.err
    assert not to.exists()
