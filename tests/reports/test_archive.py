"""A report is an archive: PDF/A-3a and PDF/UA-1, everything embedded, the same bytes every time."""

import hashlib
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import page
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.reports.attachment import Carried, Stage
from inspector.reports.patrol_paper import PatrolPaper
from inspector.reports.patrol_report import build_patrol_report
from tests.reports.papers import CARRIED, full_paper, paper

PAPERS: dict[str, Callable[[], PatrolPaper]] = {
    "full": full_paper,
    "small": lambda: paper(stops=1, findings=0, photos=0),
    "empty": lambda: paper(stops=0, findings=0, photos=0),
    "draft": lambda: replace(full_paper(), stage=Stage.DRAFT, ended=None),
    "late": lambda: replace(paper(), late_reason="设备没电"),
    "ink": lambda: replace(paper(), signers=()),
    "English": lambda: replace(full_paper(), language="en"),
    "many": lambda: paper(stops=60, findings=9, photos=13),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("archive")
    return {
        name: build_patrol_report(make(), CARRIED, folder / f"{name}.pdf").path
        for name, make in PAPERS.items()
    }


@pytest.mark.parametrize("profile", ["3a", "ua1"])
@pytest.mark.parametrize("name", PAPERS)
def test_validation_finds_nothing(built: dict[str, Path], name: str, profile: str) -> None:
    report = page.validate_pdf(str(built[name]), profile=profile)

    assert [failure.message for failure in report.failures] == []
    assert report.is_compliant


@pytest.mark.parametrize("name", PAPERS)
def test_every_font_is_embedded_and_can_be_read_back(built: dict[str, Path], name: str) -> None:
    table = subprocess.run(["pdffonts", str(built[name])], capture_output=True, check=True, text=True).stdout

    for line in table.splitlines()[2:]:
        assert re.search(r"Identity-H +yes yes yes", line), line


@pytest.mark.parametrize("name", PAPERS)
def test_qpdf_finds_no_fault(built: dict[str, Path], name: str) -> None:
    check = subprocess.run(["qpdf", "--check", str(built[name])], capture_output=True, check=True, text=True)

    assert "No syntax or stream encoding errors found" in check.stdout
    assert check.stderr == ""


def test_the_same_facts_give_the_same_bytes(built: dict[str, Path], tmp_path: Path) -> None:
    again = build_patrol_report(full_paper(), CARRIED, tmp_path / "again.pdf")

    assert again.path.read_bytes() == built["full"].read_bytes()
    assert again.sha256 == hashlib.sha256(built["full"].read_bytes()).hexdigest()
    assert again.size == built["full"].stat().st_size


def test_a_file_is_identified_by_what_is_in_it(built: dict[str, Path]) -> None:
    named: dict[str, bytes] = {}
    for name, path in built.items():
        with pikepdf.open(path) as pdf:
            first, now = (bytes(one) for one in pdf.trailer.ID)
        assert first == now
        named[name] = first

    assert len(set(named.values())) == len(built)
    assert all(len(identifier) == 16 for identifier in named.values())


def test_metadata_say_what_info_says(built: dict[str, Path]) -> None:
    with pikepdf.open(built["full"]) as pdf:
        info = pdf.trailer.Info
        metadata = pdf.open_metadata()
        assert metadata["dc:title"] == str(info.Title)
        assert metadata["dc:creator"] == [str(info.Author)]
        assert metadata["dc:description"] == str(info.Subject)
        assert metadata["xmp:CreatorTool"] == str(info.Creator)
        assert metadata["pdf:Producer"] == str(info.Producer)
        assert metadata["xmp:CreateDate"] == metadata["xmp:ModifyDate"] == "2026-11-22T11:42:00+08:00"
        assert str(info.CreationDate) == str(info.ModDate) == "D:20261122114200+08'00'"
        assert "/Filter" not in pdf.Root.Metadata


def test_the_file_says_its_language(built: dict[str, Path]) -> None:
    for name, language in (("full", "zh-CN"), ("English", "en")):
        with pikepdf.open(built[name]) as pdf:
            assert str(pdf.Root.Lang) == language
            assert pdf.Root.ViewerPreferences.DisplayDocTitle
            assert pdf.Root.MarkInfo.Marked


def test_words_in_the_title_cannot_break_the_metadata(tmp_path: Path) -> None:
    made = replace(paper(photos=0), office="A & B <c>\u0007", number="]]>")
    pdf_file = build_patrol_report(made, CARRIED, tmp_path / "odd.pdf").path

    assert page.validate_pdf(str(pdf_file), profile="3a").is_compliant
    with pikepdf.open(pdf_file) as pdf:
        assert pdf.open_metadata()["dc:creator"] == ["A & B <c>"]


ANYTHING = st.text(max_size=40)


@settings(max_examples=15)
@given(data=st.data())
def test_no_words_at_all_make_the_file_invalid(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    made = full_paper()
    findings = (replace(made.findings[0], text=data.draw(st.text(max_size=300)), number=data.draw(ANYTHING)),)
    photos = (replace(made.photos[0], what=data.draw(ANYTHING), by=data.draw(ANYTHING)),)
    signers = (replace(made.signers[0], role=data.draw(ANYTHING), name=data.draw(ANYTHING)),)
    stops = (replace(made.stops[0], site=data.draw(ANYTHING), note=data.draw(ANYTHING)),)
    odd = replace(
        made,
        stops=stops,
        findings=findings,
        photos=photos,
        signers=signers,
        office=data.draw(ANYTHING),
        number=data.draw(ANYTHING),
        grid=data.draw(ANYTHING),
        weather=data.draw(ANYTHING),
        title=data.draw(ANYTHING),
    )

    file = build_patrol_report(odd, CARRIED, tmp_path_factory.mktemp("odd") / "odd.pdf").path

    for profile in ("3a", "ua1"):
        assert [failure.message for failure in page.validate_pdf(str(file), profile=profile).failures] == []


def test_the_attachments_come_out_byte_for_byte(built: dict[str, Path]) -> None:
    with pikepdf.open(built["full"]) as pdf:
        for name, data in (("entries.gpk", CARRIED.pack), ("report.json", CARRIED.data)):
            attached = pdf.attachments[name]
            assert attached.get_file().read_bytes() == data
            assert attached.relationship == pikepdf.Name.Data
            assert attached.obj.EF.F.Params.Size == len(data)
        assert len(pdf.Root.AF) == 2


@pytest.mark.parametrize("ending", [b"\r", b"\n", b"\r\n", b""])
def test_no_stream_ends_so_that_its_length_is_in_doubt(tmp_path: Path, ending: bytes) -> None:
    # Adler-32 of the packed data ends with 0D for about one number in 256; some of these do.
    for number in range(40):
        carried = Carried(pack=b"%d" % (number * 7) + ending, data=b'{"v":%d}' % (number * 13))
        file = build_patrol_report(paper(stops=0, findings=0, photos=0), carried, tmp_path / "one.pdf").path
        assert b"\r\nendstream" not in file.read_bytes()
        with pikepdf.open(file) as pdf:
            assert pdf.attachments["report.json"].get_file().read_bytes() == carried.data


def test_a_report_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    target = tmp_path / "folder"
    target.mkdir()

    with pytest.raises(OSError, match="folder"):
        build_patrol_report(paper(photos=0), CARRIED, target)

    assert [file.name for file in tmp_path.iterdir()] == ["folder"]


def test_an_older_file_is_replaced_whole(tmp_path: Path) -> None:
    target = tmp_path / "report.pdf"
    target.write_bytes(b"older")

    built = build_patrol_report(paper(photos=0), CARRIED, target)

    assert built.path == target
    assert target.read_bytes().startswith(b"%PDF-1.7")
    assert [file.name for file in tmp_path.iterdir()] == ["report.pdf"]


def test_signature_fields_stand_ready_apart_from_their_places(built: dict[str, Path]) -> None:
    with pikepdf.open(built["full"]) as pdf:
        fields = list(pdf.Root.AcroForm.Fields)
        assert [str(field.T) for field in fields] == ["inspector", "grid_leader"]
        for field in fields:
            (place,) = field.Kids
            assert "/V" not in field
            assert place.Subtype == pikepdf.Name.Widget
            assert "/T" not in place
            assert place.F == 132
            assert "/N" in place.AP
            left, low, right, high = (float(value) for value in place.Rect)
            assert right - left > 100
            assert high - low > 30
        assert pdf.Root.AcroForm.SigFlags == 3


@pytest.mark.parametrize("name", ["draft", "ink"])
def test_a_draft_and_a_paper_for_ink_have_no_fields(built: dict[str, Path], name: str) -> None:
    with pikepdf.open(built[name]) as pdf:
        assert "/AcroForm" not in pdf.Root
