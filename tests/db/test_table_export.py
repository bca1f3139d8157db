"""Lists that leave, and the law that what was exported changes nothing when it comes back."""

import json
import os
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.queries.sites import SiteRow, SiteView, site_keys, site_rows
from db.table_export import ViewColumn, export_list, export_view, view_as_text
from db.table_lists import LISTS
from db.table_plan import carry_out
from db.table_sites import known_sites, plan_sites
from db.workspace import Actor
from inspector.errors import Refused
from inspector.model.events import Blob, Place
from inspector.model.finding import FindingNoticed, FindingPutRightOnTheSpot
from inspector.model.finding_state import Severity
from inspector.model.ids import SiteId
from inspector.model.office import Rank
from inspector.model.patrol import PatrolFinished, PatrolStarted
from inspector.model.photo import PhotoAdded
from inspector.model.site import SiteAdded, SiteChanged, SiteKind, SiteStatus
from inspector.model.stop import StopRecorded
from inspector.periods import HOUR
from inspector.tables.fields import SITE_FIELDS
from inspector.tables.mapping import propose
from inspector.tables.reading import read_table
from inspector.tables.writing import Form
from inspector.words import LANGUAGES, use
from tests.db.village import (
    COKING,
    FIELD,
    HEAP,
    MIDDLE,
    MORNING,
    OFFICE,
    OFFICER,
    SHORT,
    STAFF,
    TODAY,
    VILLAGE,
    Village,
    named,
)

BY = Actor(OFFICER, OFFICE)


@pytest.fixture(autouse=True)
def _english():
    use("en")
    yield
    use(LANGUAGES[0])


@pytest.fixture
def village(tmp_path):
    with closing(Village(tmp_path)) as made:
        yield made


@pytest.fixture
def reader(village):
    with closing(village.workspace.reader()) as made:
        yield made


def add_a_patrol(village):
    """Record a round with a finding that was put right, and one that goes on."""
    patrol, stop, finding = (named(number) for number in (101, 102, 103))
    village.record(
        PatrolStarted(subject=patrol, grid=VILLAGE, day=TODAY, began=MORNING, inspectors=(STAFF, OFFICER)),
        StopRecorded(subject=stop, patrol=patrol, site=COKING, arrived=MORNING),
        FindingNoticed(
            subject=finding,
            number="SLX0101-2026-001",
            grid=VILLAGE,
            site=COKING,
            patrol=patrol,
            stop=stop,
            text="=煤堆未覆盖",
            severity=Severity.SERIOUS,
            noticed=MORNING,
            place=MIDDLE,
        ),
        FindingPutRightOnTheSpot(subject=finding),
        PhotoAdded(
            subject=named(104),
            blobs=(Blob("a" * 64, 1, "image/jpeg"), Blob("b" * 64, 1, "image/jpeg")),
            patrol=patrol,
            stop=stop,
            site=COKING,
            taken=MORNING,
            finding=finding,
        ),
        PatrolFinished(subject=patrol, ended=MORNING.later(HOUR), number="SLX0101-20261122-01", due=3),
    )
    village.record(
        PatrolStarted(subject=named(105), grid=VILLAGE, day=TODAY, began=MORNING, inspectors=(named(99),))
    )


def exported(reader, tmp_path, name, form=Form.JSON, only=()):
    to = tmp_path / f"list.{form}"
    count = export_list(reader, name, to, form, only, today=TODAY)
    if form in {Form.JSON, Form.GEOJSON}:
        value = json.loads(to.read_text("utf-8"))
        assert count == len(value if form is Form.JSON else value["features"])
        return value
    return read_table(to)


def test_sites_leave_with_all_that_is_known(village, reader, tmp_path):
    add_a_patrol(village)
    (one,) = [row for row in exported(reader, tmp_path, "sites") if row["id"] == COKING]
    wanted = {"name": "示例焦化厂", "kind": "coking", "rank": "key", "grid": "示例村网格", "leader": "示例丙"}
    assert one.items() >= {**wanted, "longitude": 106.842, "checklist": "企业外围观察"}.items()
    assert (one["last_visit"], one["due_on"], one["open_findings"]) == (f"{TODAY}", "2026-11-23", 0)


def test_findings_leave_with_words_in_a_table_and_values_in_json(village, reader, tmp_path):
    add_a_patrol(village)
    (one,) = exported(reader, tmp_path, "findings")
    wanted = {
        "number": "SLX0101-2026-001",
        "text": "=煤堆未覆盖",
        "severity": "serious",
        "noticed_by": "示例甲",
    }
    assert (
        one.items() >= {**wanted, "on_the_spot": True, "photos": 1, "patrol": "SLX0101-20261122-01"}.items()
    )
    assert one["noticed"] == "2026-11-22T09:00:00+08:00"
    table = exported(reader, tmp_path, "findings", Form.CSV)
    said = dict(zip(table.columns, table.rows[0].cells, strict=True))
    assert (said["Severity"], said["What was found"], said["Put right on the spot"]) == (
        "serious",
        "=煤堆未覆盖",
        "yes",
    )
    assert "id" not in said


def test_patrols_leave_with_everybody_who_went(village, reader, tmp_path):
    add_a_patrol(village)
    done, going_on = exported(reader, tmp_path, "patrols")
    assert (
        done.items()
        >= {"inspectors": "示例甲、示例乙", "state": "finished", "stops": 1, "findings": 1, "due": 3}.items()
    )
    assert (done["ended"], going_on["ended"]) == ("2026-11-22T10:00:00+08:00", None)
    assert going_on["inspectors"] == ""
    table = exported(reader, tmp_path, "patrols", Form.XLSX)
    said = {title: table.rows[1].cell(at) for at, title in enumerate(table.columns)}
    assert (said["State"], said["Kind"], said["Day"]) == ("not finished", "daily patrol", f"{TODAY}")


def test_entries_leave_with_their_bodies_in_json_only(village, reader, tmp_path):
    rows = exported(reader, tmp_path, "entries")
    assert len(rows) == reader.value("SELECT count(*) FROM entry")
    added = next(row for row in rows if row["subject"] == COKING)
    assert (added["type"], added["confirmed"], added["body"]["name"]) == ("site.added", True, "示例焦化厂")
    village.workspace.erase([added["hash"]], (), added["hash"])
    bare = next(row for row in exported(reader, tmp_path, "entries") if row["subject"] == COKING)
    assert "body" not in bare
    table = exported(reader, tmp_path, "entries", Form.CSV)
    assert {"Body", "body", "org"}.isdisjoint(table.columns)


def test_a_map_has_a_point_where_one_is_known(village, reader, tmp_path):
    add_a_patrol(village)
    features = exported(reader, tmp_path, "sites", Form.GEOJSON)["features"]
    points = {feature["id"]: feature["geometry"] for feature in features}
    assert points[COKING]["coordinates"][0] == 106.842
    assert points[FIELD] is None
    assert exported(reader, tmp_path, "findings", Form.GEOJSON)["features"][0]["geometry"]["type"] == "Point"
    assert exported(reader, tmp_path, "patrols", Form.GEOJSON)["features"][0]["geometry"] is None


@pytest.mark.parametrize(
    ("name", "only", "count"),
    [
        ("sites", [("kind", "coking")], 1),
        ("sites", [("kind", "coking plant")], 1),
        ("sites", [("grid", "示例村网格"), ("status", "operating")], 4),
        ("sites", [("grid", "别村")], 0),
        ("findings", [("on_the_spot", "true")], 1),
        ("findings", [("on_the_spot", "yes")], 1),
        ("findings", [("noticed", f"{TODAY}")], 1),
        ("findings", [("due_on", "2026-11-29")], 1),
        ("patrols", [("state", "open"), ("day", f"{TODAY}")], 1),
        ("entries", [("type", "site.added")], 5),
    ],
)
def test_a_filter_takes_values_and_words(village, reader, tmp_path, name, only, count):
    add_a_patrol(village)
    assert len(exported(reader, tmp_path, name, only=only)) == count


def test_a_filter_by_what_there_is_not_is_one_sentence(reader, tmp_path):
    with pytest.raises(Refused, match="Nothing is called colour; there are: id、name、kind"):
        exported(reader, tmp_path, "sites", only=[("colour", "red")])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "name", sorted(LISTS.keys() - {"tasks", "complaints", "search-lists", "routes", "orders"})
)
@pytest.mark.parametrize("form", [Form.CSV, Form.XLSX])
def test_every_list_leaves_in_every_language(village, reader, tmp_path, name, language, form):
    add_a_patrol(village)
    use(language)
    assert exported(reader, tmp_path, name, form).rows


COLUMNS: tuple[ViewColumn[SiteRow], ...] = (
    ViewColumn("name", "名称", lambda row: row.name),
    ViewColumn("due", "应巡", lambda row: row.due_on, 12),
)


def test_a_list_of_the_window_leaves_in_its_order_with_progress(reader, tmp_path):
    keys = site_keys(reader, SiteView(VILLAGE, TODAY, sort="name"))
    told = []
    to = tmp_path / "a.csv"
    count = export_view(
        reader,
        to,
        Form.CSV,
        "点位",
        COLUMNS,
        [*keys, SiteId(named(99))],
        site_rows,
        lambda *how_far: told.append(how_far),
    )
    assert count == 5
    assert told == [(0, 6), (6, 6)]
    names = [str(row.cells[0]) for row in read_table(to).rows]
    assert names == sorted(names)
    rows = site_rows(reader, keys)
    assert view_as_text(COLUMNS, [rows[HEAP]]) == "名称\t应巡\n北山排土场\t2026-11-22"


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cn"]), max_size=40)
NAMES = TEXTS.filter(lambda name: any(letter.isalpha() for letter in name.strip("\x00")) and name.strip())
PLACES = st.none() | st.builds(
    Place, lat=st.integers(30_000_001, 540_000_000), lon=st.integers(730_000_001, 1_350_000_000)
)
SITES = st.lists(
    st.fixed_dictionaries(
        {
            "name": NAMES | st.sampled_from(["=1+1 厂", "双胞胎厂", "'=厂", '一,厂"厂', "1.1E+17 厂"]),
            "kind": st.sampled_from(SiteKind),
            "rank": st.sampled_from(Rank),
            "status": st.sampled_from(SiteStatus),
            "place": PLACES,
            "credit_code": st.sampled_from(["", "91110000600037341L", "123"]),
            "checklist": st.sampled_from(["", SHORT]),
        },
        optional={"address": TEXTS, "leader": TEXTS, "note": TEXTS, "responsible": TEXTS},
    ),
    max_size=5,
)


@settings(max_examples=12, deadline=None)
@given(SITES, st.sampled_from(Form), st.sampled_from(LANGUAGES))
def test_what_was_exported_changes_nothing_when_it_comes_back(sites, form, language):
    use(language)
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(Village(Path(folder))) as village,
        closing(village.workspace.reader()) as reader,
    ):
        added = [
            SiteAdded(subject=named(200 + at), grid=VILLAGE, day=TODAY, **facts)
            for at, facts in enumerate(sites)
        ]
        if added:
            village.record(*added)
        to = Path(folder) / f"list.{form}"
        export_list(reader, "sites", to, form, today=TODAY)
        table = read_table(to)
        plan = plan_sites(reader, table, propose(table, SITE_FIELDS), BY, MORNING, os.urandom)
        assert not plan.bad
        assert not plan.changed
        assert not plan.added
        assert plan.unchanged == 5 + len(sites)


@settings(max_examples=8, deadline=None)
@given(SITES)
def test_a_table_taken_in_leaves_as_it_came(sites):
    use("en")
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(Village(Path(folder))) as village,
        closing(village.workspace.reader()) as reader,
    ):
        to = Path(folder) / "list.csv"
        for at, facts in enumerate(sites):
            village.record(SiteAdded(subject=named(200 + at), grid=VILLAGE, day=TODAY, **facts))
        village.record(SiteChanged(subject=HEAP, note="x"))
        export_list(reader, "sites", to, Form.CSV, today=TODAY)
        with closing(Village(Path(folder) / "other")) as other, closing(other.workspace.reader()) as asked:
            table = read_table(to)
            plan = plan_sites(asked, table, propose(table, SITE_FIELDS), BY, MORNING, os.urandom)
            carry_out(other.workspace, plan, BY, MORNING)
            again = plan_sites(asked, table, propose(table, SITE_FIELDS), BY, MORNING, os.urandom)
            taken = len(known_sites(asked))
        assert (again.added, again.changed) == ((), ())
        assert taken + len(plan.bad) == 5 + len(sites)
