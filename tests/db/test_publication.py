"""What is made public names nobody: every name, number, place and text of the workspace is looked for."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from pikepdf import Pdf

from db.case_recording import record_case
from db.queries.publication import publication_paper
from db.route_recording import make_route
from db.summary_freezing import freeze_summary
from inspector.errors import Refused
from inspector.model.finding import FindingNoticed
from inspector.model.finding_acts import fail_recheck
from inspector.model.ids import GridId
from inspector.model.number import Number
from inspector.model.period import Period, month_of, quarter_of, week_of
from inspector.model.person import PersonAdded
from inspector.model.route_life import RouteMade, RouteStop
from inspector.model.site import SiteAdded, SiteKind
from inspector.model.summary import Texts
from inspector.periods import DAY
from inspector.reports.attachment import Stage
from inspector.reports.publication_page import publication_page, write_publication_page
from inspector.reports.publication_paper import PublicationPaper
from inspector.reports.publication_report import build_publication
from inspector.words import in_language
from tests.db.case_desk import BY_CLERK, CLERK_KEY, LATER, appoint, give, now_of, report, say_put_right
from tests.db.transferred import SECRETS as HIDDEN
from tests.db.transferred import transferred
from tests.db.village import MIDDLE, MORNING, OFFICE, TODAY, TOWN, VILLAGE, Village, named

WEEK = week_of(date(2026, 11, 19))
IN_WEEK = MORNING.later(-5 * DAY)
FARM = named(37)
ROUTE_STOP = RouteStop(id="x", name="钱示例家门口", grid=TOWN)
SECRETS = ("王示例", "13800000000", "示例路 7 号院", "示例养殖户老赵家", "李示例举报", "沟口第三棵树")
"""What stands in the workspace and may not come out: people, telephones, addresses, sites, texts, spots."""
_NAMED = """SELECT name FROM person UNION SELECT name FROM site UNION SELECT leader FROM site
    UNION SELECT responsible FROM site UNION SELECT leader_phone FROM site
    UNION SELECT responsible_phone FROM site UNION SELECT address FROM site UNION SELECT credit_code FROM site
    UNION SELECT note FROM site UNION SELECT spot FROM finding UNION SELECT text FROM finding
    UNION SELECT number FROM finding UNION SELECT person_name FROM finding
    UNION SELECT content FROM complaint UNION SELECT number FROM complaint UNION SELECT accused FROM complaint
    UNION SELECT address FROM complaint UNION SELECT identity_shown FROM complaint
    UNION SELECT CAST(lat AS TEXT) FROM site UNION SELECT CAST(lon AS TEXT) FROM site
    UNION SELECT printf('%.4f', lat / 1e7) FROM site UNION SELECT printf('%.4f', lon / 1e7) FROM site
    UNION SELECT printf('%.4f', lat / 1e7) FROM grid UNION SELECT printf('%.4f', lon / 1e7) FROM grid
    UNION SELECT id FROM person UNION SELECT id FROM finding UNION SELECT id FROM site"""


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    appoint(made)
    made.record(
        SiteAdded(
            subject=FARM,
            name="示例养殖户老赵家",
            kind=SiteKind.FARM,
            rank="ordinary",  # type: ignore[arg-type]
            grid=VILLAGE,
            day=IN_WEEK.day,
            place=MIDDLE,
            address="示例路 7 号院",
            leader="王示例",
            leader_phone="13800000000",
            responsible="王示例",
        ),
        FindingNoticed(
            subject=named(72),
            number="SLX0101-2026-T-0072",
            grid=VILLAGE,
            site=FARM,
            patrol="",
            stop="",
            text="李示例举报：粪污直排",
            spot="沟口第三棵树",
            noticed=IN_WEEK,
        ),
        when=IN_WEEK,
    )
    for number in (70, 71):
        give(made, report(made, number, noticed=IN_WEEK))
    say_put_right(made, named(70))
    yield made
    made.close()


def paper_of(village: Village, grid: GridId = OFFICE) -> PublicationPaper:
    with closing(village.workspace.reader()) as reader:
        return publication_paper(reader, village.workspace.blobs, grid, WEEK, MORNING)


def everything_named(village: Village) -> set[str]:
    with closing(village.workspace.reader()) as reader:
        told = {str(text) for (text,) in reader.rows(_NAMED) if text and len(str(text)) > 1}
    assert set(SECRETS[:4]) | {SECRETS[5], "示例甲", "示例丁", "397740000"} <= told
    return told | set(SECRETS)


def words_of_pdf(file: Path) -> str:
    done = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True)
    with Pdf.open(file) as pdf:
        assert not pdf.attachments
        return re.sub(r"\s", "", done.stdout.decode() + str(pdf.docinfo) + str(pdf.open_metadata()))


def test_no_name_no_place_and_no_text_of_anybody_is_made_public(village: Village, tmp_path: Path) -> None:
    told = everything_named(village)
    for grid in (OFFICE, TOWN, VILLAGE):
        paper = paper_of(village, grid)
        page = publication_page(paper)
        build_publication(paper, tmp_path / "p.pdf")
        pdf = words_of_pdf(tmp_path / "p.pdf")
        for secret in told:
            assert secret not in page, secret
            assert re.sub(r"\s", "", secret) not in pdf, secret
        assert "示例镇" in page
        assert "示例镇" in pdf


def test_it_says_the_numbers_by_grid_and_kind_and_what_was_put_right(village: Village) -> None:
    paper = paper_of(village)
    assert paper.total.of(Number.FINDINGS) == 3
    assert [(row.name, row.of(Number.FINDINGS)) for row in paper.by_grid] == [("示例镇", 3)]
    assert sum(row.of(Number.FINDINGS) for row in paper.by_category) == 3
    (only,) = paper.typical
    assert (only.township, only.kind, only.done_on) == ("示例镇", SiteKind.COKING, MORNING.day)
    assert paper.place == "示例县_2026-W47"


def test_numbers_are_those_that_were_frozen(village: Village) -> None:
    assert paper_of(village, TOWN).stage is Stage.DRAFT
    freeze_summary(
        village.workspace, TOWN, WEEK, Texts(problems="王示例"), BY_CLERK, MORNING, CLERK_KEY, os.urandom
    )
    report(village, 73, noticed=IN_WEEK)
    paper = paper_of(village, TOWN)
    assert (paper.stage, paper.total.of(Number.FINDINGS)) == (Stage.FINAL, 3)
    assert "王示例" not in publication_page(paper)
    assert paper_of(village, TOWN) == paper


def test_a_page_is_one_file_without_scripts_and_links(village: Village, tmp_path: Path) -> None:
    write_publication_page(paper_of(village), tmp_path / "p.html")
    page = (tmp_path / "p.html").read_text("utf-8")
    assert page.startswith('<!DOCTYPE html>\n<html lang="zh-CN">')
    assert not re.search(r"<script|<link|<img|https?:|url\(|\son\w+=", page)
    assert [path.name for path in tmp_path.glob("*.html*")] == ["p.html"]
    assert in_language("zh_CN")("Draft: the summary of this period is not frozen.") in page


def test_a_paper_makes_the_same_bytes_twice(village: Village, tmp_path: Path) -> None:
    built = [build_publication(paper_of(village), tmp_path / f"{n}.pdf") for n in range(2)]
    assert built[0].sha256 == built[1].sha256
    assert (built[0].pages, built[0].missing_characters) == (2, ())


def test_an_empty_week_is_numbers_alone(village: Village, tmp_path: Path) -> None:
    early = week_of(date(2026, 2, 5))
    with closing(village.workspace.reader()) as reader:
        paper = publication_paper(reader, village.workspace.blobs, TOWN, early, MORNING)
        with pytest.raises(Refused, match="no such grid"):
            publication_paper(reader, village.workspace.blobs, GridId(named(99)), early, MORNING)
    assert paper.typical == ()
    assert build_publication(paper, tmp_path / "p.pdf").pages == 1


def test_what_was_returned_is_no_example(village: Village) -> None:
    record_case(
        village.workspace,
        named(70),
        now_of(village, named(70)).last,
        lambda one, who, _rules: fail_recheck(one, who, LATER, "仍未覆盖"),
        BY_CLERK,
        LATER,
        CLERK_KEY,
    )
    assert paper_of(village).typical == ()


@pytest.mark.parametrize("period", [month_of(TODAY), quarter_of(TODAY), week_of(TODAY)])
def test_nothing_restricted_and_nobody_of_routes_or_rivers_is_made_public(
    tmp_path: Path, period: Period
) -> None:
    village = transferred(tmp_path / "w")
    told = RouteMade(number="", grid="", group="示例戊督导组", text="约谈赵示例", stops=(ROUTE_STOP,))
    village.record(
        PersonAdded(subject=named(95), name="示例戊"),
        SiteAdded(
            subject=named(96),
            name="示例河北段",
            kind=SiteKind.RIVER_SECTION,
            rank="ordinary",  # type: ignore[arg-type]
            grid=TOWN,
            day=TODAY,
            leader="示例河长",
        ),
    )
    make_route(village.workspace, told, BY_CLERK, LATER, village.chance)
    secrets = {*HIDDEN, "示例戊督导组", "赵示例", "示例河长", "示例河北段", "钱示例", "示例庚", "示例局"}
    with closing(village.workspace.reader()) as reader:
        named_here = {str(text) for (text,) in reader.rows(_NAMED) if text and len(str(text)) > 1}
        paper = publication_paper(reader, village.workspace.blobs, OFFICE, period, LATER)
    village.close()
    secrets |= named_here
    page = publication_page(paper)
    build_publication(paper, tmp_path / "p.pdf")
    pdf = words_of_pdf(tmp_path / "p.pdf")
    for secret in secrets:
        assert secret not in page, secret
        assert re.sub(r"\s", "", secret) not in pdf, secret
    assert paper.typical == ()
