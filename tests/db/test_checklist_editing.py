"""Publishing lists in versions, and letting sites of a kind be asked from them."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from db.checklist_editing import (
    KEYS,
    assign_again,
    assign_list,
    draft_of_form,
    key_of,
    lists_begun,
    publish_list,
)
from db.connection import Reader
from db.drafts import kept_drafts
from db.queries.checklists import (
    KindUse,
    ground_of_lists,
    list_called,
    list_sheet,
    lists_in_force,
    newest_version,
)
from db.queries.stop_sheet import asked_of
from db.workspace import Actor
from inspector.errors import Refused
from inspector.model.checklist import ListFor
from inspector.model.ids import ChecklistId, PersonId
from inspector.model.list_draft import ListDraft
from inspector.model.person import PersonAdded, Role, RoleGiven
from inspector.model.question import Question
from inspector.model.site import SiteKind
from tests.db.village import (
    COKING,
    FOUNDING,
    FULL,
    FULL_LIST,
    MORNING,
    OFFICE,
    OFFICER,
    OUTSIDE,
    OUTSIDE_LIST,
    SHORT,
    STAFF,
    TOWN,
    VILLAGE,
    Village,
    named,
)

CLERK = PersonId(named(13))
LIST = ChecklistId(OUTSIDE)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = Village(tmp_path)
    since = FOUNDING.day
    made.record(
        PersonAdded(subject=CLERK, name="示例丁"),
        RoleGiven(subject=CLERK, role=Role.CLERK, grid=TOWN, since=since),
        RoleGiven(subject=OFFICER, role=Role.CLERK, grid=VILLAGE, since=since),
        RoleGiven(subject=OFFICER, role=Role.RECTIFICATION_OFFICE, grid=OFFICE, since=since),
        by=Actor(OFFICER, OFFICE),
        when=FOUNDING,
    )
    yield made
    made.close()


@pytest.fixture
def reader(village: Village) -> Iterator[Reader]:
    opened = village.workspace.reader()
    yield opened
    opened.close()


def test_the_lists_in_force_say_how_much_they_ask_and_where(reader: Reader) -> None:
    rows = lists_in_force(reader)
    assert [(row.checklist, row.version, row.questions, row.must_look, row.sites) for row in rows] == [
        (OUTSIDE, 3, 4, 3, 3),
        (SHORT, 1, 1, 0, 1),
        (FULL, 1, 9, 0, 0),
    ]
    assert [(row.made_for, row.whole) for row in rows][-1] == (ListFor.OFFICER, True)


def test_a_list_says_which_sites_and_kinds_use_it(reader: Reader) -> None:
    sheet = list_sheet(reader, LIST, OFFICE)
    assert sheet
    assert (sheet.version, sheet.sites) == (OUTSIDE_LIST, 3)
    assert set(sheet.site_names) == {"示例焦化厂", "北山排土场", "示例旧窑"}
    assert sheet.kinds == (
        KindUse(SiteKind.SPOIL_HEAP, 1, 1),
        KindUse(SiteKind.COKING, 1, 1),
        KindUse(SiteKind.RIVER_SECTION, 1, 0),
        KindUse(SiteKind.STRAW_FIELD, 1, 0),
    )
    assert list_sheet(reader, ChecklistId(named(99)), OFFICE) is None
    assert newest_version(reader, ChecklistId(named(99))) is None


def test_publishing_makes_the_next_version_and_earlier_answers_keep_theirs(
    village: Village, reader: Reader
) -> None:
    draft = ListDraft.of(OUTSIDE_LIST).take_out(3)
    village.workspace.save_draft(key_of(LIST), draft.to_json(), MORNING)
    publish_list(village.workspace, draft, OFFICER, MORNING)
    newest = newest_version(reader, LIST)
    assert newest
    assert (newest.version, len(newest.questions)) == (4, 3)
    assert asked_of(reader, LIST, 3) == OUTSIDE_LIST
    assert kept_drafts(reader, key_of(LIST)) == []
    assert reader.value("SELECT org FROM entry WHERE obj = ? ORDER BY rid DESC", (OUTSIDE,)) == OFFICE


def test_a_new_list_is_its_first_version(village: Village, reader: Reader) -> None:
    draft = ListDraft(id=ChecklistId(named(25)), title="餐饮", questions=(Question(id="a", text="油烟"),))
    publish_list(village.workspace, draft, OFFICER, MORNING)
    newest = newest_version(reader, draft.id)
    assert newest
    assert (newest.version, newest.title) == (1, "餐饮")
    assert list_called(reader, "餐饮") == draft.id
    assert list_called(reader, "没有") is None


def test_two_who_edit_the_same_version_do_not_overwrite_each_other(village: Village) -> None:
    draft = ListDraft.of(OUTSIDE_LIST)
    publish_list(village.workspace, draft.take_out(3), OFFICER, MORNING)
    with pytest.raises(Refused, match="Version 4 of this list was published meanwhile"):
        publish_list(village.workspace, draft.take_out(2), OFFICER, MORNING)


def test_what_was_not_changed_makes_no_version(village: Village) -> None:
    spaced = msgspec.structs.replace(ListDraft.of(OUTSIDE_LIST), title=f" {OUTSIDE_LIST.title} ")
    with pytest.raises(Refused, match="Nothing was changed"):
        publish_list(village.workspace, spaced, OFFICER, MORNING)


def test_grid_staff_publish_and_assign_no_lists(village: Village, reader: Reader) -> None:
    assert ground_of_lists(reader, STAFF, MORNING) is None
    assert ground_of_lists(reader, PersonId(named(99)), MORNING) is None
    assert ground_of_lists(reader, CLERK, MORNING) == TOWN
    assert ground_of_lists(reader, OFFICER, MORNING) == OFFICE
    with pytest.raises(Refused, match="Only the rectification office and township clerks"):
        publish_list(village.workspace, ListDraft.of(OUTSIDE_LIST).take_out(3), STAFF, MORNING)
    with pytest.raises(Refused, match="Only the rectification office and township clerks"):
        assign_list(village.workspace, LIST, SiteKind.RIVER_SECTION, STAFF, MORNING)


def test_all_sites_of_a_kind_are_asked_from_a_list_and_again_from_the_one_before(
    village: Village, reader: Reader
) -> None:
    assigned = assign_list(village.workspace, ChecklistId(SHORT), SiteKind.COKING, OFFICER, MORNING)
    assert assigned.changes
    assert assigned.before == ((COKING, OUTSIDE),)
    assert reader.value("SELECT checklist FROM site WHERE id = ?", (COKING,)) == SHORT
    again = assign_list(village.workspace, ChecklistId(SHORT), SiteKind.COKING, OFFICER, MORNING)
    assert (again.changes, again.before) == (None, ())
    assign_again(village.workspace, assigned.before, OFFICER, MORNING)
    assert reader.value("SELECT checklist FROM site WHERE id = ?", (COKING,)) == OUTSIDE
    with pytest.raises(Refused, match="Only the rectification office"):
        assign_again(village.workspace, assigned.before, STAFF, MORNING)


def test_the_full_check_of_officers_is_not_assigned(village: Village) -> None:
    with pytest.raises(Refused, match="not assigned"):
        assign_list(village.workspace, ChecklistId(FULL), SiteKind.COKING, OFFICER, MORNING)
    part = msgspec.structs.replace(ListDraft.of(FULL_LIST), whole=False)
    publish_list(village.workspace, part, OFFICER, MORNING)
    assert assign_list(village.workspace, ChecklistId(FULL), SiteKind.COKING, OFFICER, MORNING).changes


def test_a_form_becomes_the_next_version_of_the_list_with_its_title(reader: Reader) -> None:
    asked = (Question(id="a", text="A"),)
    new = ChecklistId(named(25))
    first = draft_of_form(reader, "餐饮", asked, ListFor.GRID_STAFF, new)
    assert (first.id, first.version) == (new, 0)
    again = draft_of_form(reader, OUTSIDE_LIST.title, asked, ListFor.OFFICER, new)
    assert (again.id, again.version, again.made_for) == (OUTSIDE, 3, ListFor.OFFICER)


def test_lists_that_were_only_begun_are_listed_as_drafts(village: Village, reader: Reader) -> None:
    begun = ListDraft(id=ChecklistId(named(25)), title="餐饮", questions=(Question(id="a", text="A"),))
    for draft in (begun, ListDraft.of(OUTSIDE_LIST)):
        village.workspace.save_draft(key_of(draft.id), draft.to_json(), MORNING)
    village.workspace.save_draft(f"{KEYS}newer", '{"id": 7}', MORNING)
    (row,) = lists_begun(reader)
    assert (row.checklist, row.title, row.version, row.questions, row.sites) == (begun.id, "餐饮", 0, 1, 0)
