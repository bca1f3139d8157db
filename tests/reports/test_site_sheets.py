"""Reports of visits, hints and dossiers: any size keeps its margins, and every one is an archive."""

from dataclasses import replace
from pathlib import Path

import page
import pikepdf
import pytest

from inspector.model.finding_state import ENDED
from inspector.model.site_paper import PaperState
from inspector.periods import Instant, at
from inspector.reports.attachment import Stage
from inspector.reports.forms import build_report
from inspector.reports.hint_report import LEGAL_NOTE
from inspector.reports.official_paper import Paper, SubjectPaper
from inspector.reports.site_papers import IssuedPaper, PaperSite
from inspector.reports.site_tables import size_text
from inspector.words import in_language
from tests.reports.papers import CARRIED, DAY, finding, photo, text, words
from tests.reports.site_sheets import answer, dossier, full_visit, hint, material, visit
from tests.reports.test_layout import LONG_NAME, LONG_TEXT, assert_tidy

LONG_SITE = PaperSite(
    name=LONG_NAME,
    grid=LONG_NAME,
    address=LONG_NAME,
    responsible=LONG_NAME,
    leader=LONG_NAME,
    credit_code="9" * 40,
    note=LONG_TEXT[:500],
)
FINDINGS = tuple(replace(finding(number, LONG_TEXT), photos=()) for number in (1, 2))

SIZES: dict[str, IssuedPaper] = {
    "visit of one answer": visit(answers=1, findings=0, photos=0),
    "visit of 200 answers": visit(answers=200, findings=0, photos=0),
    "visit with everything": full_visit(),
    "empty visit": visit(answers=0, findings=0, photos=0),
    "long visit": replace(
        full_visit(),
        site=LONG_SITE,
        office=LONG_NAME,
        inspectors=(LONG_NAME,) * 3,
        note=LONG_TEXT,
        present=LONG_TEXT,
        late_reason=LONG_TEXT,
        findings=FINDINGS,
        answers=tuple(replace(answer(n), question=LONG_TEXT[:300], note=LONG_TEXT) for n in range(3)),
        materials=tuple(replace(material(2, "长" * 200), title="题" * 120) for _ in range(3)),
    ),
    "visit in English": replace(full_visit(), language="en"),
    "hint": hint(),
    "long hint": replace(hint(), site=LONG_SITE, addressee=LONG_NAME * 2, asked=LONG_TEXT, findings=FINDINGS),
    "hint of 40 findings": hint(findings=40),
    "hint in English": replace(hint(findings=3), language="en"),
    "empty dossier": dossier(lines=0, photos=0),
    "dossier": dossier(),
    "dossier of 200 lines": dossier(lines=200, photos=0),
    "long dossier": replace(
        dossier(),
        site=LONG_SITE,
        time_line=tuple(replace(one, text=LONG_TEXT) for one in dossier().time_line),
        documents=tuple(replace(one, title=LONG_TEXT[:400]) for one in dossier().documents),
        life=tuple(replace(one, finding=replace(one.finding, text=LONG_TEXT)) for one in dossier().life),
    ),
    "dossier in English": replace(dossier(lines=30), language="en"),
}


@pytest.mark.parametrize("name", SIZES)
def test_words_keep_the_margins_and_never_overlap(name: str, tmp_path: Path) -> None:
    assert_tidy(words(build_report(SIZES[name], CARRIED, tmp_path / "x.pdf").path))


@pytest.mark.parametrize(
    "made", [full_visit(), hint(findings=2), dossier(lines=12)], ids=["visit", "hint", "dossier"]
)
@pytest.mark.parametrize("stage", Stage)
def test_every_form_is_an_archive_that_can_be_read_aloud(
    made: IssuedPaper, stage: Stage, tmp_path: Path
) -> None:
    paper = replace(made, stage=stage, number=made.number if stage is Stage.FINAL else "")
    file = build_report(paper, CARRIED, tmp_path / "x.pdf").path
    for profile in ("3a", "ua1"):
        assert [failure.message for failure in page.validate_pdf(str(file), profile=profile).failures] == []
    with pikepdf.open(file) as pdf:
        assert set(pdf.attachments) == {"entries.gpk", "report.json"}
        fields = [str(one.T) for one in pdf.Root.AcroForm.Fields] if "/AcroForm" in pdf.Root else []
    assert fields == ([] if stage is Stage.DRAFT else [one.field for one in paper.places if one.field])


@pytest.mark.parametrize("made", [full_visit(), hint(), dossier()], ids=["visit", "hint", "dossier"])
def test_equal_papers_make_equal_bytes(made: IssuedPaper, tmp_path: Path) -> None:
    one, other = (build_report(made, CARRIED, tmp_path / name).path.read_bytes() for name in ("a", "b"))
    assert one == other
    assert build_report(replace(made, number="other"), CARRIED, tmp_path / "c").path.read_bytes() != one


@pytest.mark.parametrize("per_page", [2, 4, 6])
@pytest.mark.parametrize("count", [1, 300])
def test_photos_stand_as_many_on_a_page_as_chosen(per_page: int, count: int, tmp_path: Path) -> None:
    one = photo(1)
    photos = tuple(replace(one, number=number) for number in range(1, count + 1))
    made = replace(visit(answers=1, findings=0), photos=photos, photos_per_page=per_page)
    built = build_report(made, CARRIED, tmp_path / "x.pdf")
    without = build_report(replace(made, photos=()), CARRIED, tmp_path / "y.pdf")
    assert built.pages == without.pages + -(-count // per_page)
    if count == 1:
        assert_tidy(words(built.path))


def said(made: Paper, folder: Path) -> str:
    file = build_report(replace(made, language="en"), CARRIED, folder / "said.pdf").path
    return " ".join(text(file, "-raw").split())


def test_a_hint_says_that_it_binds_nobody_and_has_a_slip_to_sign(tmp_path: Path) -> None:
    words_ = said(hint(), tmp_path)
    assert " ".join(LEGAL_NOTE.split()) in words_
    for part in (
        "Receipt slip",
        "Received by (signature)",
        "Hint QLS03-H2026-A2F4-0001 of 22 Nov 2026 for 示例洗煤厂 was received.",
    ):
        assert part in words_
    assert "Proposed term" not in words_


def test_the_slip_takes_a_digital_signature_too(tmp_path: Path) -> None:
    made = replace(hint(), receiver=replace(hint().receiver, field="inspected_party"))
    file = build_report(made, CARRIED, tmp_path / "x.pdf").path
    with pikepdf.open(file) as pdf:
        assert [str(one.T) for one in pdf.Root.AcroForm.Fields] == ["issuer", "inspected_party"]
    assert made.expected_signatures == 2


def test_a_visit_tells_normal_answers_too_and_both_sides_of_a_correction(tmp_path: Path) -> None:
    words_ = said(full_visit(), tmp_path)
    for part in (
        "confirmed: as last time",
        "not normal",
        "As recorded",
        "As it is right",
        "08:34",
        "as above",
    ):
        assert part in words_
    assert "3 answered, 2 not normal; 2 findings." in words_
    assert "4 answered, all normal; no findings." in said(
        replace(
            visit(findings=0), answers=tuple(replace(one, is_deviation=False) for one in visit().answers)
        ),
        tmp_path,
    )
    empty = visit(answers=0, findings=0, photos=0)
    assert "no list was answered; no findings." in said(empty, tmp_path)
    assert "nothing unusual; no findings." in said(replace(empty, nothing_unusual=True), tmp_path)


def test_a_visit_that_has_not_ended_and_a_patrol_that_goes_on_are_said(tmp_path: Path) -> None:
    made = replace(
        visit(), left=None, patrol_number="", weather="", checklist="", site=PaperSite(name="示例点", grid="")
    )
    words_ = said(replace(made, number=""), tmp_path)
    assert "not finished" in words_
    assert "08:43——" in words_
    late = replace(visit(), left=at(DAY, "23:50", 480))
    assert "08:43—23:50" in said(late, tmp_path)


def test_a_dossier_says_how_many_photos_are_too_old_for_it(tmp_path: Path) -> None:
    assert "Photos: the newest 2 of 400" in said(replace(dossier(), all_photos=400), tmp_path)
    assert "Photos of the site" in said(dossier(), tmp_path)


def test_a_dossier_counts_what_is_open_and_marks_what_expires(tmp_path: Path) -> None:
    made = dossier(lines=12)
    still_open = sum(one.state not in ENDED for one in made.life)
    words_ = said(made, tmp_path)
    assert f"Visits: 12; findings: 12, still open: {still_open}; papers: 12; photos: 2." in words_
    assert {one.state for one in made.documents} == set(PaperState)
    assert "expires soon" in words_
    assert "no end" in words_


@pytest.mark.parametrize(
    ("size", "told"), [(1, "1 B"), (1025, "2 KB"), (1 << 20, "1.0 MB"), (1_600_000, "1.5 MB")]
)
def test_sizes_are_written_for_people(size: int, told: str) -> None:
    assert size_text(size, in_language("en")) == told


def test_what_has_no_form_is_our_fault(tmp_path: Path) -> None:
    strange = Paper(language="en", stage=Stage.FINAL, office="", number="", grid="", day=DAY)
    with pytest.raises(TypeError):
        build_report(strange, CARRIED, tmp_path / "x.pdf")
    of_nothing = SubjectPaper(
        language="en", stage=Stage.FINAL, office="", number="", grid="", day=DAY, issued=Instant(0, 0)
    )
    for ask in (
        lambda: strange.made,
        lambda: strange.headline(in_language("en")),
        lambda: of_nothing.place,
    ):
        with pytest.raises(NotImplementedError):
            ask()
