"""report stop, finding and site from the command line, and the second signature of a received report."""

from pathlib import Path

import pytest

from db.workspace import Workspace
from inspector.cli.opening import person_named
from inspector.journal.pack import write_pack
from inspector.model.finding import FindingReported
from inspector.model.finding_life import FindingAssigned, FindingTransferred
from inspector.model.office import Rank
from inspector.model.site import SiteAdded, SiteKind
from tests.cli.conftest import DONE, FINDING, FOUNDER, MORNING, NUMBER, SITE, STOP, Call
from tests.db.village import TODAY, named


@pytest.mark.parametrize(
    ("kind", "about", "more"),
    [
        ("stop", STOP, ("--present", "示例丁")),
        ("finding", FINDING, ("--ask", "请查看料堆。", "--addressee", "示例单位")),
        ("site", SITE, ()),
        ("ledger", "示例县整改办", ("--filter", "all")),
    ],
)
def test_a_report_is_a_draft_then_issued_signed_and_never_issued_twice(
    call, office, tmp_path, kind, about, more
):
    here = ("--workspace", office)
    draft = call("report", kind, about, *more, *here, "--to", tmp_path / "d.pdf", "--json")
    assert (draft.status, draft.json["stage"], draft.json["number"]) == (0, "draft", "")
    signed = call(
        "report", kind, about, *more, *here, "--to", tmp_path / "s.pdf", "--sign", FOUNDER, "--json"
    )
    assert (signed.status, signed.json["stage"], signed.json["signatures"]) == (0, "final", 1)
    number = signed.json["number"]
    verdict = call("verify", tmp_path / "s.pdf", *here, "--json").json[0]
    assert (verdict["valid"], verdict["complete"]) == (True, True)
    again = call("report", kind, number, *here, "--to", tmp_path / "a.pdf", "--sign", FOUNDER, "--json")
    assert (again.json["number"], again.json["signatures"]) == (number, 1)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "s.pdf").read_bytes()
    ink = call("report", kind, about, *more, *here, "--to", tmp_path / "i.pdf", "--ink", "--json")
    assert (ink.json["stage"], ink.json["number"] > number) == ("final", True)
    assert call("verify", tmp_path / "i.pdf", "--json").json[0]["expected_signatures"] == 0


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("stop", "nothing"), 1, "is called nothing in this workspace"),
        (("finding", "nothing"), 1, "is called nothing in this workspace"),
        (("ledger", "nothing"), 1, "is called nothing in this workspace"),
        (("stop", "nothing", "--sign", FOUNDER), 1, "There is no visit nothing"),
        (("finding", "nothing", "--sign", FOUNDER, "--ask", "x"), 1, "There is no finding nothing"),
        (("finding", FINDING, "--ink"), 1, "whom it is for"),
        (("site", "nothing", "--sign", FOUNDER), 1, "There is no site nothing"),
        (("finding", FINDING, "--form", "assignment", "--sign", FOUNDER), 1, "is assigned before"),
        (("finding", FINDING, "--form", "transfer", "--sign", FOUNDER), 1, "is transferred before"),
        (("ledger", "nothing", "--sign", FOUNDER), 1, "no such ledger"),
        (("site", SITE, "--sign", FOUNDER, "--ink"), 2, "exclude each other"),
        (("stop", STOP, "--photos-per-page", "3"), 2, "can't be used"),
    ],
)
def test_what_can_not_be_issued_is_one_sentence(call, office, tmp_path, arguments, status, words):
    said = call("report", *arguments, "--workspace", office, "--to", tmp_path / "x.pdf")
    assert (said.status, words in said.err) == (status, True), said.err
    assert not (tmp_path / "x.pdf").exists()


def test_photos_are_laid_out_as_many_on_a_page_as_asked_for(call, office, tmp_path):
    sizes = {
        call(
            "report",
            "patrol",
            DONE,
            "--workspace",
            office,
            "--to",
            tmp_path / f"{per_page}.pdf",
            "--photos-per-page",
            per_page,
            "--json",
        ).json["sha256"]
        for per_page in (2, 4, 6)
    }
    assert len(sizes) == 3


def test_a_received_report_is_kept_and_said(call: Call, office: Path, tmp_path: Path):
    signed = tmp_path / "signed.pdf"
    call("report", "patrol", NUMBER, "--workspace", office, "--to", signed, "--sign", FOUNDER)
    mine = Workspace.open(office)
    Workspace.create(tmp_path / "other", mine.root).close()
    mine.close()
    came = call("receive", signed, "--workspace", tmp_path / "other", "--json")
    kept = tmp_path / "other" / came.json[0]["kept"]
    assert kept.read_bytes() == signed.read_bytes()
    again = call("receive", signed, "--workspace", tmp_path / "other")
    assert "Kept as reports/" in again.out
    told = call(
        "report",
        "patrol",
        NUMBER,
        "--workspace",
        tmp_path / "other",
        "--to",
        tmp_path / "x.pdf",
        "--sign",
        FOUNDER,
    )
    assert (told.status, "Everybody who was expected has signed" in told.err) == (1, True)


def test_somebody_who_has_no_place_in_it_signs_nothing(call, office, tmp_path):
    ink = tmp_path / "ink.pdf"
    made = call("report", "site", SITE, "--workspace", office, "--to", ink, "--ink", "--json")
    said = call(
        "report",
        "site",
        made.json["number"],
        "--workspace",
        office,
        "--to",
        tmp_path / "x.pdf",
        "--sign",
        FOUNDER,
    )
    assert (said.status, "signed by hand" in said.err) == (1, True)


def test_a_finding_gives_the_paper_that_fits_where_it_stands(call: Call, office: Path, tmp_path: Path):
    here = ("--workspace", office, "--sign", FOUNDER, "--json")
    mine = Workspace.open(office)
    reader = mine.reader()
    actor = person_named(reader, FOUNDER)
    reader.close()
    mine.record([FindingReported(subject=FINDING)], actor, MORNING)
    steps = {
        "-A2026-": FindingAssigned(subject=FINDING, unit="示例单位", due=TODAY),
        "-T2026-": FindingTransferred(subject=FINDING, authority="示例局", reason="职责"),
    }
    mine.close()
    for letter, step in steps.items():
        mine = Workspace.open(office)
        mine.record([step], actor, MORNING)
        mine.close()
        made = call("report", "finding", FINDING, *here, "--to", tmp_path / f"{letter[1]}.pdf")
        assert letter in made.json["number"]


def test_a_name_that_two_sites_have_is_not_guessed(call: Call, office: Path, tmp_path: Path):
    mine = Workspace.open(office)
    reader = mine.reader()
    actor = person_named(reader, FOUNDER)
    reader.close()
    twin = SiteAdded(
        subject=named(60),
        name="北山排土场",
        kind=SiteKind.SPOIL_HEAP,
        rank=Rank.LOW,
        grid=actor.org,
        day=TODAY,
    )
    mine.record([twin], actor, MORNING)
    mine.close()
    said = call("report", "site", "北山排土场", "--workspace", office, "--to", tmp_path / "x.pdf")
    assert (said.status, "More than one is called" in said.err) == (1, True)


def test_a_pack_is_taken_in_and_nothing_is_kept_as_a_report(call: Call, office: Path, tmp_path: Path):
    mine = Workspace.open(office)
    pack = tmp_path / "x.gpk"
    with pack.open("wb") as file:
        write_pack(file, root=mine.root, writer=mine.feed, n=0, kind="entries", entries=())
    mine.close()
    said = call("receive", pack, "--workspace", office)
    assert (said.status, "Kept" in said.out) == (0, False)
