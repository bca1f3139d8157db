"""Materials, papers that expire, and reports with numbers of their own."""

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.errors import Refused
from inspector.model.events import Blob
from inspector.model.issued_report import IssuedReport, ReportIssued, ReportKind, issue, issued_number
from inspector.model.material import (
    LARGEST,
    Material,
    MaterialAdded,
    MaterialKind,
    MaterialWithdrawn,
    add_material,
)
from inspector.model.patrol import Patrol, PatrolStarted
from inspector.model.signing import ReportSealed, ReportSigned
from inspector.model.site_paper import (
    SOON_DAYS,
    PaperState,
    SitePaper,
    SitePaperAdded,
    SitePaperChanged,
    SitePaperEnded,
    new_paper,
    paper_state,
)
from inspector.periods import at

DAY = date(2026, 11, 22)
MORNING = at(DAY, "08:30", 480)
FILE, PICTURE = Blob("a" * 64, 10, "application/pdf"), Blob("b" * 64, 5, "image/webp")
ADDED = MaterialAdded(subject="m", blobs=(FILE,), kind=MaterialKind.DOCUMENT, name="环评批复.pdf", site="x")
PERMIT = SitePaperAdded(
    subject="q", site="x", title="排污许可证", number="演示-1", issued=DAY, expires=DAY, blobs=(FILE,)
)
HINT = ReportIssued(
    subject="r",
    kind=ReportKind.HINT,
    number="N",
    about="f",
    grid="g",
    site="x",
    day=DAY,
    signers=("issuer", "receiver"),
    addressee="示例厂",
    text="请及时覆盖",
)
SIGNED = ReportSigned(
    subject="r", field="issuer", sha256="f" * 64, size=1, file="a.pdf", certificate="c" * 64
)


def test_a_material_has_a_preview_only_where_it_is_a_picture(fact):
    plain = Material.of([fact(ADDED), fact(ADDED)])
    assert plain
    assert (plain.original, plain.preview, plain.name) == (FILE, None, "环评批复.pdf")
    scan = Material.of([fact(msgspec.structs.replace(ADDED, blobs=(FILE, PICTURE)))])
    assert scan
    assert scan.preview == PICTURE
    assert Material.of([fact(msgspec.structs.replace(ADDED, blobs=()))]) is None
    assert Material.of([fact(ADDED, confirmed=False)]) is None


def test_a_material_is_taken_back_and_added_again(fact):
    out = fact(MaterialWithdrawn(subject="m"))
    assert Material.of([fact(ADDED), out]) is None
    assert Material.of([fact(ADDED), out, fact(ADDED)]) == Material.of([fact(ADDED)])


def test_a_material_belongs_to_something_and_an_entry_can_name_it():
    assert add_material(ADDED) is ADDED
    with pytest.raises(Refused, match="belongs to"):
        add_material(msgspec.structs.replace(ADDED, site=""))
    with pytest.raises(Refused, match="larger than 2 GB"):
        add_material(msgspec.structs.replace(ADDED, blobs=(Blob("a" * 64, LARGEST + 1, "video/mp4"),)))


def test_a_paper_is_put_on_file_renewed_and_ended(fact):
    renewed = SitePaperChanged(subject="q", expires=DAY + timedelta(days=365), blobs=(PICTURE,))
    facts = [fact(renewed), fact(PERMIT), fact(PERMIT), fact(renewed), fact(renewed, confirmed=False)]
    paper = SitePaper.of(facts)
    assert paper
    assert (paper.title, paper.expires, paper.scans) == (
        "排污许可证",
        DAY + timedelta(days=365),
        (FILE, PICTURE),
    )
    assert not paper.has_ended
    ended = SitePaper.of([*facts, fact(SitePaperEnded(subject="q"))])
    assert ended
    assert ended.has_ended
    assert SitePaper.of([fact(SitePaperEnded(subject="q"))]) is None


def test_a_paper_has_a_title_and_ends_after_it_began():
    assert new_paper(PERMIT) is PERMIT
    for dates in ({"issued": None}, {"expires": None}):
        assert new_paper(msgspec.structs.replace(PERMIT, **dates)).title == PERMIT.title
    with pytest.raises(Refused, match="title"):
        new_paper(msgspec.structs.replace(PERMIT, title=" "))
    with pytest.raises(Refused, match="before it was issued"):
        new_paper(msgspec.structs.replace(PERMIT, expires=DAY - timedelta(days=1)))


def test_a_paper_is_valid_then_expires_soon_then_has_expired():
    states = [paper_state(DAY + timedelta(days=days), DAY) for days in (SOON_DAYS + 1, SOON_DAYS, 0, -1)]
    assert states == [
        PaperState.VALID,
        PaperState.EXPIRES_SOON,
        PaperState.EXPIRES_SOON,
        PaperState.EXPIRED,
    ]
    assert paper_state(None, DAY) is PaperState.VALID


def test_a_hint_says_whom_it_is_for_and_what_is_asked():
    assert issue(HINT) is HINT
    for field in ("addressee", "text"):
        with pytest.raises(Refused, match="whom it is for"):
            issue(msgspec.structs.replace(HINT, **{field: " "}))
    visit = msgspec.structs.replace(HINT, kind=ReportKind.VISIT, addressee="", text="")
    assert issue(visit) is visit


def test_an_issued_report_is_signed_where_expected_once_and_sealed_in_ink(fact):
    report = IssuedReport.of([fact(SIGNED), fact(HINT), fact(HINT), fact(HINT, confirmed=False)])
    assert report
    given_to = ("issuer", "f" * 64, 1, "a.pdf", "c" * 64)
    assert report.sign(*given_to) == SIGNED
    signed = IssuedReport.of([fact(HINT), fact(SIGNED)])
    assert signed
    with pytest.raises(Refused, match="signed already"):
        signed.sign(*given_to)
    with pytest.raises(Refused, match="Nobody is expected"):
        signed.sign("stranger", *given_to[1:])
    sealed = IssuedReport.of(
        [fact(HINT), fact(ReportSealed(subject="r", report="N", pages=1, blobs=(FILE,)))]
    )
    assert sealed
    assert [(one.pages, one.scans, one.found_by) for one in sealed.sealed] == [(1, (FILE,), "qr")]
    (filed,) = sealed.sealed
    taken_back = sealed.withdraw_scan(filed.entry, "另一份报告")
    assert (taken_back.entry, taken_back.subject) == (filed.entry, "r")
    with pytest.raises(Refused, match="not filed here"):
        sealed.withdraw_scan("f" * 64, "另一份报告")


def test_the_report_of_a_round_comes_back_sealed(fact):
    started = PatrolStarted(subject="p", grid="g", day=DAY, began=MORNING, inspectors=("甲",))
    sealed = ReportSealed(subject="p", report="N", pages=2, found_by="person", name="扫描.pdf", blobs=(FILE,))
    patrol = Patrol.of([fact(sealed), fact(started), fact(sealed, actor="乙")])
    assert patrol
    assert [(one.by, one.found_by, one.name) for one in patrol.sealed] == [("乙", "person", "扫描.pdf")]


@given(
    st.sampled_from(ReportKind),
    st.integers(1, 9999),
    st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=52),
)
def test_devices_that_differ_in_their_first_characters_never_give_the_same_number(kind, serial, feed):
    other = ("b" if feed[0] == "a" else "a") + feed[1:]
    assert issued_number("SLX", kind, 2026, feed, serial) != issued_number("SLX", kind, 2026, other, serial)
