"""Recording: signed, chained, folded, announced, in one transaction."""

from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from db import drafts
from db.changes import Changes, Kind
from db.connection import Reader
from db.entries import all_entries, entries_of
from db.feeds import last_of
from db.founding import Founded, authorise_again, speak_as_office
from db.incarnation import Machine, Reason
from db.keys import kept_keys, open_person_key
from db.settings import Settings, settings_of
from db.workspace import Actor, Workspace
from inspector.errors import Refused
from inspector.journal.authority import AuthorityGranted
from inspector.journal.chain import verdict_on
from inspector.journal.entry import read_line, reading_of
from inspector.model.finding import Finding, FindingReported
from inspector.model.finding_state import FindingState
from inspector.model.patrol import PatrolFinished
from inspector.model.person import PersonAdded, Role
from inspector.model.site import Site, SiteChanged
from tests.db.office import NOW, PASSPHRASE, a_finding, a_patrol, a_site, found, named, tables_of

DAY = 86_400_000


def test_what_is_recorded_is_a_row_at_once_and_says_what_it_changed(office: Founded, reader: Reader) -> None:
    changes = office.workspace.record([a_site(office), a_patrol(office)], office.actor, NOW)
    assert changes.kinds == {Kind.SITE, Kind.PATROL}
    assert changes.touch(Kind.SITE, Kind.PHOTO)
    assert not changes.touch(Kind.PHOTO)
    assert changes.subjects == {named(1), named(100)}
    assert reader.rows("SELECT name, lat FROM site") == [("示例焦化厂", 397_740_000)]
    assert reader.value("SELECT day FROM patrol") == "2026-11-22"
    assert len(changes.entries) == 2


def test_changes_add_up() -> None:
    one = Changes(frozenset({Kind.SITE}), frozenset({"a"}), ("1",))
    other = Changes(frozenset({Kind.STOP}), frozenset({"b"}), ("2",))
    assert one | other == Changes(frozenset({Kind.SITE, Kind.STOP}), frozenset({"a", "b"}), ("1", "2"))


def test_entries_are_chained_signed_and_numbered_without_gaps(office: Founded, reader: Reader) -> None:
    workspace = office.workspace
    for number in range(3):
        workspace.record([a_finding(office, number), a_finding(office, number + 10)], office.actor, NOW)
    own = [entry for entry in all_entries(reader.connection) if entry.feed == workspace.feed]
    assert [entry.seq for entry in own] == list(range(1, len(own) + 1))
    assert [entry.header.prev for entry in own[1:]] == [entry.hash for entry in own[:-1]]
    assert own == [read_line(*entry.lines().split(b"\n")[:2]) for entry in own]
    counters = [entry.lc for entry in own]
    assert counters == sorted(set(counters))


def test_an_entry_follows_all_heads_of_its_subject(office: Founded, reader: Reader) -> None:
    office.workspace.record([a_site(office)], office.actor, NOW)
    office.workspace.record([SiteChanged(subject=named(1), leader="示例乙")], office.actor, NOW)
    office.workspace.record(
        [SiteChanged(subject=named(1), name="新名"), SiteChanged(subject=named(1), address="新址")],
        office.actor,
        NOW,
    )
    entries = sorted(entries_of(reader.connection, named(1)), key=lambda entry: entry.seq)
    assert [entry.after for entry in entries] == [(), *((entry.hash,) for entry in entries[:-1])]
    folded = Site.of(office.workspace.facts_of(reader, named(1)))
    assert folded is not None
    assert (folded.name, folded.leader, folded.address) == ("新名", "示例乙", "新址")
    assert reader.rows("SELECT name, leader, address FROM site") == [("新名", "示例乙", "新址")]


def test_facts_are_judged_alike_before_the_first_write(
    office: Founded, tmp_path: Path, machine: Machine
) -> None:
    office.workspace.record([a_site(office)], office.actor, NOW)
    office.workspace.close()
    again = Workspace.open(tmp_path / "workspace", machine, drives=())
    with closing(again), closing(again.reader()) as reader:
        assert [fact.confirmed for fact in again.facts_of(reader, named(1))] == [True]


def test_the_person_signs_too_where_the_act_must_be_theirs(office: Founded, reader: Reader) -> None:
    (kept,) = kept_keys(office.workspace.folder, office.founder)
    key = open_person_key(kept, PASSPHRASE)
    office.workspace.record([a_site(office)], office.actor, NOW, person_key=key)
    (fact,) = office.workspace.facts_of(reader, named(1))
    assert fact.person_signed
    (entry,) = entries_of(reader.connection, named(1))
    assert entry.is_signed_with(kept.certificate)


def test_nothing_is_kept_of_a_transaction_that_fails(office: Founded, reader: Reader) -> None:
    before = tables_of(office.workspace.folder)
    entries = reader.value("SELECT count(*) FROM entry")
    too_much = a_finding(office, 2, "长" * 30_000)
    with pytest.raises(Refused, match="too much for one record"):
        office.workspace.record([a_site(office), too_much], office.actor, NOW)
    assert tables_of(office.workspace.folder) == before
    assert reader.value("SELECT count(*) FROM entry") == entries
    office.workspace.record([a_site(office)], office.actor, NOW)
    assert verdict_is_sound(reader, office.workspace.feed)


def test_the_draft_of_what_is_recorded_goes_with_it(office: Founded, reader: Reader) -> None:
    workspace = office.workspace
    workspace.save_draft("stop/1", '{"note":"半"}', NOW)
    workspace.save_draft("stop/2", "{}", NOW.later(1))
    workspace.save_draft("patrol/1", "{}", NOW.later(2))
    assert [draft.key for draft in drafts.kept_drafts(reader)] == ["patrol/1", "stop/2", "stop/1"]
    assert [draft.key for draft in drafts.kept_drafts(reader, "stop/")] == ["stop/2", "stop/1"]
    assert drafts.draft(reader, "stop/1") == drafts.Draft("stop/1", '{"note":"半"}', NOW)
    workspace.record([a_site(office)], office.actor, NOW, finishes="stop/1")
    assert drafts.draft(reader, "stop/1") is None
    workspace.remove_draft("stop/2")
    assert [draft.key for draft in drafts.kept_drafts(reader)] == ["patrol/1"]


def test_choices_are_kept_and_spoilt_ones_count_as_not_made(office: Founded, reader: Reader) -> None:
    assert settings_of(reader) == Settings()
    chosen = Settings(person=office.founder, zoom=120, columns={"sites": ["name", "due"]})
    office.workspace.keep_settings(chosen)
    assert settings_of(reader) == chosen
    writer = office.workspace._writer
    writer.execute("UPDATE setting SET value = '\"large\"' WHERE name = 'zoom'")
    writer.execute("INSERT INTO setting VALUES ('of_a_newer_program', '1')")
    assert settings_of(reader) == Settings(person=office.founder, columns={"sites": ["name", "due"]})


def test_a_clock_set_back_two_years_is_recorded_and_flagged_and_the_order_stays(
    office: Founded, reader: Reader
) -> None:
    workspace = office.workspace
    workspace.record([a_finding(office)], office.actor, NOW)
    back = NOW.later(-2 * 365 * DAY)
    (late,) = workspace.record([FindingReported(subject=named(200))], office.actor, back).entries
    workspace.record([a_site(office)], office.actor, NOW.later(60_000))
    assert reader.rows("SELECT entry, subject, ts, latest_ts FROM clock_doubt") == [
        (late, named(200), back.ts, NOW.ts)
    ]
    assert reader.value("SELECT state FROM finding") == "reported"
    folded = Finding.of(workspace.facts_of(reader, named(200)))
    assert folded is not None
    assert folded.state is FindingState.REPORTED
    before = tables_of(workspace.folder)
    workspace.rebuild()
    assert tables_of(workspace.folder) == before


def test_a_clock_set_right_by_a_few_minutes_is_nothing_to_speak_of(office: Founded, reader: Reader) -> None:
    office.workspace.record([a_site(office)], office.actor, NOW.later(300_000))
    office.workspace.record([a_finding(office)], office.actor, NOW)
    assert reader.rows("SELECT * FROM clock_doubt") == []


def test_nobody_acts_in_a_feed_without_being_granted_it(office: Founded, reader: Reader) -> None:
    workspace = office.workspace
    stranger = Actor(named(900), office.office)
    workspace.record([a_site(office)], stranger, NOW)
    assert reader.rows("SELECT * FROM site") == []
    assert reader.rows("SELECT subject, actor FROM unconfirmed") == [(named(1), named(900))]
    granted = AuthorityGranted(
        feed=workspace.feed, persons=(named(900),), roles=(Role.GRID_STAFF,), org=office.office, from_seq=1
    )
    changes = speak_as_office(workspace, PASSPHRASE, [granted], office.actor, NOW)
    assert changes.kinds >= {Kind.AUTHORITY, Kind.SITE}
    assert named(1) in changes.subjects
    assert reader.value("SELECT name FROM site") == "示例焦化厂"
    assert reader.rows("SELECT * FROM unconfirmed") == []


def test_recording_goes_on_where_it_stopped_after_the_program_ended(
    office: Founded, tmp_path: Path, machine: Machine
) -> None:
    first = office.workspace
    first.record([a_site(office)], office.actor, NOW)
    feed = first.feed
    first.settle()
    first.close()
    again = Workspace.open(tmp_path / "workspace", machine, drives=())
    with closing(again), closing(again.reader()) as reader:
        again.record([a_patrol(office)], office.actor, NOW)
        again.record([PatrolFinished(subject=named(100), ended=NOW, number="1")], office.actor, NOW)
        assert again.feed == feed
        assert verdict_is_sound(reader, feed)


def test_a_device_that_lost_its_key_speaks_again_once_the_office_key_says_so(
    office: Founded, tmp_path: Path
) -> None:
    office.workspace.record([a_site(office)], office.actor, NOW)
    office.workspace.close()
    again = Workspace.open(tmp_path / "workspace", Machine(tmp_path / "new", "新机"), drives=())
    with closing(again), closing(again.reader()) as reader:
        assert again.opening.reason is Reason.NEW
        again.record([a_finding(office)], office.actor, NOW)
        assert reader.value("SELECT count(*) FROM unconfirmed") == 2
        authorise_again(again, PASSPHRASE, office.actor, NOW)
        assert reader.value("SELECT count(*) FROM unconfirmed") == 0
        assert reader.value("SELECT count(*) FROM finding") == 1


def test_a_batch_of_nothing_changes_nothing(office: Founded, reader: Reader) -> None:
    last = last_of(reader.connection, office.workspace.feed)
    assert office.workspace.record([], office.actor, NOW) == Changes()
    assert speak_as_office(office.workspace, PASSPHRASE, [], office.actor, NOW) == Changes()
    assert last_of(reader.connection, office.workspace.feed) == last


def test_the_same_chance_gives_the_same_office(tmp_path: Path) -> None:
    names = []
    for place in ("one", "two"):
        founded = found(tmp_path / place, Machine(tmp_path / f"machine of {place}", "示例机"))
        names.append((founded.office, founded.founder))
        founded.workspace.close()
    assert names[0] == names[1]
    assert Random(7).randbytes(10) != bytes(10)


def test_people_are_people_once_their_entry_is_read(office: Founded, reader: Reader) -> None:
    office.workspace.record([PersonAdded(subject=named(900), name="示例乙")], office.actor, NOW)
    (entry,) = entries_of(reader.connection, named(900))
    assert reading_of(entry)[0] == PersonAdded(subject=named(900), name="示例乙")


def verdict_is_sound(reader: Reader, feed: str) -> bool:
    from db.entries import links_of

    verdict = verdict_on(feed, links_of(reader.connection, feed))
    return verdict.is_sound and verdict.is_complete
