"""The sample county from the command line."""

import pikepdf

from inspector.cli.making import _progress
from inspector.sample import PASSPHRASE


def test_the_demo_ends_with_the_verdict_on_its_signed_report(call, tmp_path):
    said = call("demo", tmp_path / "demo")
    assert (said.status, said.err) == (0, "")
    workspace, passphrase, report, month, week, chart, *verdict = said.out.splitlines()
    assert str(tmp_path / "demo") in workspace
    assert PASSPHRASE in passphrase
    assert report.endswith(".pdf")
    assert ("-W" in week, week.endswith(".pdf"), month.endswith(".pdf")) == (True,) * 3
    wall = tmp_path / "demo" / "wallchart.pdf"
    assert str(wall) in chart
    with pikepdf.open(wall) as paper:
        # sheets of A3, lying: the plan of the sheets and two of the chart
        assert [[round(float(side)) for side in page.mediabox[2:]] for page in paper.pages] == [
            [1191, 842]
        ] * 3
    assert "Valid and complete" in verdict[0]
    again = call("demo", tmp_path / "demo")
    assert (again.status, "not empty" in again.err) == (1, True)


def test_progress_is_counted_on_a_terminal_only(capsys, monkeypatch):
    _progress(1, 2)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    _progress(2, 2)
    assert "2 / 2" in capsys.readouterr().err
