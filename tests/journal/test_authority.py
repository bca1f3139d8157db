"""Who may speak for whom: judged from the root down, by numbers in feeds."""

from base64 import b64encode
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.journal.authority import (
    WHOLE_FEED,
    Authority,
    AuthorityGranted,
    AuthorityWithdrawn,
    FeedOpened,
    OfficeFounded,
    PersonCertified,
    RangeConfirmed,
    deed_of,
)
from inspector.journal.chain import Link, verdict_on
from inspector.journal.entry import Entry, fact_of
from inspector.model.events import Event, Fact
from inspector.model.grid import GridAdded, GridChanged
from inspector.model.person import Role
from tests.journal.made import OFFICE, SOMEBODY, Scribe, named, noticed, person

TOWN, OTHER_TOWN, VILLAGE, HAMLET = named(21), named(22), named(23), named(24)
CLERK, STAFF = named(31), named(32)


class County:
    """An office key, a device of the county, one of a township, one of a village."""

    def __init__(self) -> None:
        self.office, self.county, self.town, self.village = (Scribe(number) for number in range(1, 5))
        self.entries: list[Entry] = []
        self.root = self.by(self.office, OfficeFounded(name="示例县"), org=OFFICE).hash
        for device in (self.county, self.town, self.village):
            self.by(device, FeedOpened(root=self.root, reason="new"))
        self.grant(self.office, self.county, OFFICE, SOMEBODY, Role.RECTIFICATION_OFFICE)
        self.grid(TOWN, "")
        self.grid(OTHER_TOWN, "")
        self.grid(VILLAGE, TOWN)
        self.grid(HAMLET, VILLAGE)
        self.grant(self.county, self.town, TOWN, CLERK, Role.CLERK)
        self.grant(self.town, self.village, VILLAGE, STAFF, Role.GRID_STAFF, actor=CLERK, org=TOWN)

    def by(self, device: Scribe, event: Event, **given: Any) -> Entry:
        self.entries.append(device.write(event, **given))
        return self.entries[-1]

    def grid(self, grid: str, parent: str, by: Scribe | None = None, **given: Any) -> Entry:
        return self.by(
            by or self.county,
            GridAdded(subject=grid, name="某某镇", code="1", level=2, parent=parent),
            **given,
        )

    def grant(
        self, by: Scribe, to: Scribe, where: str, who: str, role: Role, *, first: int = 1, **given: Any
    ) -> Entry:
        granted = AuthorityGranted(feed=to.feed, persons=(who,), roles=(role,), org=where, from_seq=first)
        return self.by(by, granted, **given)

    def withdraw(self, by: Scribe, last: Entry, **given: Any) -> Entry:
        return self.by(
            by, AuthorityWithdrawn(feed=last.feed, last_seq=last.seq, last_hash=last.hash), **given
        )

    def work(self, **given: Any) -> Entry:
        """Let the village record something."""
        return self.by(self.village, noticed(), **({"actor": STAFF, "org": VILLAGE} | given))

    def facts(self) -> list[Fact]:
        return [fact_of(entry, confirmed=False) for entry in self.entries]

    def links(self, feed: str) -> list[Link]:
        return [Link(e.seq, e.hash, e.header.prev) for e in self.entries if e.feed == feed]

    def judge(self, facts: list[Fact] | None = None) -> Authority:
        feeds = {entry.feed for entry in self.entries}
        stops = {feed: verdict_on(feed, self.links(feed)).stops_at for feed in feeds}
        known = {feed: stop for feed, stop in stops.items() if stop is not None}
        return Authority.of(self.root, self.facts() if facts is None else facts, known, self.links)

    def confirmed(self, entry: Entry) -> bool:
        return self.judge().confirms(deed_of(entry))


def test_authority_comes_down_from_the_root_and_names_the_roles() -> None:
    county = County()
    entry = county.work()
    authority = county.judge()
    assert authority.confirms(deed_of(entry))
    assert authority.roles(deed_of(entry)) == {Role.GRID_STAFF}
    assert authority.confirms(deed_of(county.entries[0]))
    assert authority.roles(deed_of(county.entries[0])) == frozenset()


@given(st.randoms(use_true_random=False))
def test_every_order_of_arrival_gives_the_same_judgement(random) -> None:
    county = County()
    entries = [county.work() for _ in range(4)]
    county.withdraw(county.town, entries[2], actor=CLERK, org=TOWN)
    facts = county.facts() * 2
    random.shuffle(facts)
    authority = county.judge(facts)
    assert [authority.confirms(deed_of(entry)) for entry in entries] == [True, True, True, False]


def test_without_the_root_entry_nobody_has_authority() -> None:
    county = County()
    entry = county.work()
    assert not county.judge(county.facts()[1:]).confirms(deed_of(entry))
    county.root = "0" * 64
    assert not county.confirmed(county.entries[0])


@pytest.mark.parametrize(
    ("changes", "holds"),
    [
        ({}, True),
        ({"org": HAMLET}, True),
        ({"org": TOWN}, False),
        ({"org": OTHER_TOWN}, False),
        ({"org": named(99)}, False),
        ({"actor": CLERK}, False),
    ],
    ids=str,
)
def test_a_grant_is_for_its_people_and_its_org_with_all_below(changes, holds) -> None:
    county = County()
    assert county.confirmed(county.work(**changes)) is holds


def test_a_grant_begins_at_its_number() -> None:
    county = County()
    before = county.work(actor=CLERK)
    after = county.work(actor=CLERK)
    county.grant(
        county.town, county.village, VILLAGE, CLERK, Role.CLERK, first=after.seq, actor=CLERK, org=TOWN
    )
    authority = county.judge()
    assert [authority.confirms(deed_of(entry)) for entry in (before, after)] == [False, True]


@pytest.mark.parametrize("org", [OFFICE, TOWN, OTHER_TOWN, named(99)])
def test_one_grants_only_below_oneself(org) -> None:
    county = County()
    stranger = Scribe(9)
    county.grant(county.town, stranger, org, STAFF, Role.CLERK, actor=CLERK, org=TOWN)
    assert not county.confirmed(county.by(stranger, noticed(), actor=STAFF, org=org))


def test_grid_staff_grant_nothing_and_nobody_grants_in_another_persons_name() -> None:
    county = County()
    stranger = Scribe(9)
    county.grant(county.village, stranger, HAMLET, STAFF, Role.GRID_STAFF, actor=STAFF, org=VILLAGE)
    county.grant(county.town, stranger, VILLAGE, STAFF, Role.GRID_STAFF, actor=STAFF, org=TOWN)
    assert not county.confirmed(county.by(stranger, noticed(), actor=STAFF, org=HAMLET))


def test_the_office_key_grants_everywhere_even_where_the_tree_does_not_reach() -> None:
    county = County()
    device = Scribe(9)
    county.grant(county.office, device, named(99), STAFF, Role.GRID_STAFF)
    assert county.confirmed(county.by(device, noticed(), actor=STAFF, org=named(99)))


def test_a_feed_of_another_root_gets_no_authority() -> None:
    county = County()
    device = Scribe(9)
    county.by(device, FeedOpened(root="f" * 64, reason="new"))
    county.grant(county.office, device, OFFICE, STAFF, Role.CLERK)
    assert not county.confirmed(county.by(device, noticed(), actor=STAFF, org=OFFICE))


def test_a_withdrawal_ends_authority_after_its_entry() -> None:
    county = County()
    last, later = county.work(), county.work()
    county.withdraw(county.town, last, actor=CLERK, org=TOWN)
    authority = county.judge()
    assert [authority.confirms(deed_of(entry)) for entry in (last, later)] == [True, False]


def test_a_withdrawal_from_one_person_leaves_the_others() -> None:
    county = County()
    granted = AuthorityGranted(
        feed=county.village.feed, persons=(CLERK,), roles=(Role.CLERK,), org=VILLAGE, from_seq=1
    )
    county.by(county.county, granted)
    last = county.work()
    withdrawn = AuthorityWithdrawn(feed=last.feed, last_seq=last.seq, last_hash=last.hash, person=STAFF)
    county.by(county.county, withdrawn)
    assert not county.confirmed(county.work())
    assert county.confirmed(county.work(actor=CLERK))


def test_a_later_grant_is_untouched_by_an_earlier_withdrawal_unless_it_was_for_good() -> None:
    county = County()
    last = county.work()
    county.withdraw(county.county, last)
    county.grant(county.county, county.village, VILLAGE, STAFF, Role.GRID_STAFF, first=last.seq + 1)
    assert county.confirmed(county.work())
    county.by(
        county.county,
        AuthorityWithdrawn(feed=last.feed, last_seq=WHOLE_FEED, last_hash="0" * 64),
    )
    assert not county.confirmed(county.work())
    assert not county.confirmed(last)


@pytest.mark.parametrize("by", ["village", "other town"])
def test_who_does_not_stand_above_withdraws_nothing(by) -> None:
    county = County()
    last = county.work()
    if by == "village":
        county.withdraw(county.village, last, actor=STAFF, org=VILLAGE)
    else:
        clerk = Scribe(9)
        county.grant(county.county, clerk, OTHER_TOWN, CLERK, Role.CLERK)
        county.withdraw(clerk, last, actor=CLERK, org=OTHER_TOWN)
    assert county.confirmed(county.work())


def test_what_a_withdrawn_device_granted_afterwards_is_void_with_all_that_followed() -> None:
    county = County()
    last = county.town.entries[-1]
    stranger = Scribe(9)
    county.grant(county.town, stranger, VILLAGE, STAFF, Role.GRID_STAFF, actor=CLERK, org=TOWN)
    entry = county.by(stranger, noticed(), actor=STAFF, org=VILLAGE)
    assert county.confirmed(entry)
    county.withdraw(county.county, last)
    assert not county.confirmed(entry)
    assert county.confirmed(county.work())


def test_the_entry_a_withdrawal_names_must_be_the_one_that_is_here() -> None:
    county = County()
    entry = county.work()
    told = AuthorityWithdrawn(feed=entry.feed, last_seq=entry.seq, last_hash="0" * 64)
    county.by(county.county, told)
    assert not county.confirmed(entry)


def cloned(county: County, **given: Any) -> Entry:
    """Let a copy of the village's device write another entry with the number of its last one."""
    device = county.village
    kept = device.entries.pop()
    entry = county.work(**({"salt": b"c" * 16} | given))
    device.entries.append(kept)
    return entry


def test_a_fork_ends_authority_and_a_confirmed_line_gets_it_back() -> None:
    county = County()
    before, honest = county.work(), county.work()
    copy = cloned(county)
    after = county.work()
    authority = county.judge()
    judged = [authority.confirms(deed_of(entry)) for entry in (before, honest, copy, after)]
    assert judged == [True, False, False, False]
    county.by(
        county.town, RangeConfirmed(feed=after.feed, seq=after.seq, hash=after.hash), actor=CLERK, org=TOWN
    )
    authority = county.judge()
    judged = [authority.confirms(deed_of(entry)) for entry in (before, honest, copy, after)]
    assert judged == [True, True, False, True]


def test_late_arrivals_after_a_withdrawal_are_confirmed_from_above_only() -> None:
    county = County()
    last, late, latest = county.work(), county.work(), county.work()
    county.withdraw(county.town, last, actor=CLERK, org=TOWN)
    told = RangeConfirmed(feed=late.feed, seq=late.seq, hash=late.hash)
    county.by(county.village, told, actor=STAFF, org=VILLAGE)
    assert not county.confirmed(late)
    county.by(county.county, told)
    authority = county.judge()
    assert [authority.confirms(deed_of(entry)) for entry in (late, latest)] == [True, False]


def test_a_fork_of_the_office_key_ends_what_it_says_from_there_on() -> None:
    county = County()
    entry = county.work()
    root = county.office
    kept = root.entries.pop()
    county.by(root, OfficeFounded(name="另一个"))
    root.entries.append(kept)
    assert county.confirmed(county.entries[0])
    assert not county.confirmed(kept)
    assert not county.confirmed(entry)


@pytest.mark.parametrize("by", ["town", "stranger"])
def test_only_who_acts_for_the_office_shapes_the_tree(by) -> None:
    county = County()
    device = county.town if by == "town" else Scribe(9)
    fields = {"actor": CLERK, "org": TOWN}
    county.by(device, GridChanged(subject=OTHER_TOWN, parent=TOWN), **fields)
    county.grid(named(40), TOWN, by=device, **fields)
    stranger = Scribe(10)
    for org in (OTHER_TOWN, named(40)):
        county.grant(county.town, stranger, org, STAFF, Role.GRID_STAFF, actor=CLERK, org=TOWN)
        assert not county.confirmed(county.by(stranger, noticed(), actor=STAFF, org=org))


def test_a_grid_that_moves_takes_its_people_along() -> None:
    county = County()
    county.by(county.county, GridChanged(subject=VILLAGE, name="新名"))
    assert county.confirmed(county.work())
    county.by(county.county, GridChanged(subject=VILLAGE, parent=OTHER_TOWN))
    assert not county.confirmed(county.work())


def test_a_tree_that_bites_its_tail_or_the_office_itself_lets_nobody_up() -> None:
    county = County()
    county.by(county.county, GridChanged(subject=TOWN, parent=HAMLET))
    county.grid(OFFICE, TOWN)
    county.by(county.county, GridChanged(subject=named(99), parent=TOWN))
    assert not county.confirmed(county.work())
    assert county.confirmed(county.by(county.county, noticed()))


def test_a_grid_added_twice_stays_where_it_was() -> None:
    county = County()
    county.grid(VILLAGE, OTHER_TOWN)
    assert county.confirmed(county.work())


def test_an_authority_judged_again_says_where_it_differs() -> None:
    county = County()
    entry = county.work()
    before = county.judge()
    assert county.judge().changed_from(before) == (frozenset(), frozenset(), frozenset())
    county.withdraw(county.town, entry, actor=CLERK, org=TOWN)
    county.by(county.county, GridChanged(subject=HAMLET, parent=OTHER_TOWN))
    key = person()
    told = PersonCertified(certificate=b64encode(key.certificate_der).decode())
    county.by(county.county, told)
    changed = county.judge().changed_from(before)
    assert changed.feeds == {county.village.feed}
    assert changed.orgs == {HAMLET}
    assert changed.certificates == {key.certificate_sha256}
    nobody = county.judge([])
    assert {scribe.feed for scribe in (county.office, county.county)} <= county.judge().changed_from(
        nobody
    ).feeds


def test_a_certificate_counts_where_somebody_entitled_recorded_it() -> None:
    county = County()
    key, other = person(), person("示例乙")
    told = PersonCertified(certificate=b64encode(key.certificate_der).decode())
    county.by(county.village, told, actor=STAFF, org=VILLAGE)
    county.by(Scribe(9), PersonCertified(certificate=b64encode(other.certificate_der).decode()), actor=CLERK)
    county.by(county.village, PersonCertified(certificate="no base64"), actor=STAFF, org=VILLAGE)
    authority = county.judge()
    assert authority.certificate(key.certificate_sha256, STAFF) == key.certificate_der
    assert authority.certificate(key.certificate_sha256, CLERK) is None
    assert authority.certificate(other.certificate_sha256, CLERK) is None
    signed = county.work(person_key=key)
    assert signed.header.co is not None
    assert signed.is_signed_with(authority.certificate(signed.header.co, signed.header.actor) or b"")
