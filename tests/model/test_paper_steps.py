"""Changing, renewing, ending papers of a site, and undoing it by further entries."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.errors import Refused
from inspector.model.events import Blob
from inspector.model.ids import SitePaperId
from inspector.model.paper_steps import FACTS, change_paper, put_again, renew_paper, undo_change
from inspector.model.site_paper import SitePaper, SitePaperAdded, SitePaperChanged, SitePaperEnded
from inspector.periods import Instant

SCAN = Blob("a" * 64, 10, "application/pdf")
OLD, NEW = date(2025, 1, 1), date(2027, 1, 1)


def paper(**facts: object) -> SitePaper:
    known = {"title": "许可证", "number": "1", "issued": OLD, "expires": NEW, **facts}
    return SitePaper(
        id=SitePaperId("p"),
        by="x",
        added=Instant(0, 480),
        site="s",
        **known,  # type: ignore[arg-type]
    )


def wanted(**facts: object) -> SitePaperAdded:
    known = {"title": "许可证", "number": "1", "issued": OLD, "expires": NEW, **facts}
    return SitePaperAdded(site="s", **known)  # type: ignore[arg-type]


def test_only_what_differs_is_changed_and_nothing_where_nothing_does() -> None:
    assert change_paper(paper(), wanted(number="2")) == SitePaperChanged(subject="p", number="2")
    assert change_paper(paper(), wanted()) is None
    assert change_paper(paper(), wanted(blobs=(SCAN,))) == SitePaperChanged(subject="p", blobs=(SCAN,))


def test_a_day_is_not_taken_away_and_a_title_stays() -> None:
    with pytest.raises(Refused, match="not taken away"):
        change_paper(paper(), wanted(expires=None))
    with pytest.raises(Refused, match="needs a title"):
        change_paper(paper(), wanted(title=" "))


def test_renewing_makes_it_hold_longer() -> None:
    until = date(2028, 1, 1)
    assert renew_paper(paper(), "2", NEW, until, (SCAN,)) == SitePaperChanged(
        subject="p", number="2", issued=NEW, expires=until, blobs=(SCAN,)
    )
    assert renew_paper(paper(expires=None), "2", OLD, NEW, ()).expires == NEW
    with pytest.raises(Refused, match="longer than before"):
        renew_paper(paper(), "2", OLD, NEW, ())
    with pytest.raises(Refused, match="expire before"):
        renew_paper(paper(expires=None), "2", NEW, OLD, ())


DAYS = st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(DAYS, DAYS, st.sampled_from(["", "2"]), st.booleans())
def test_undoing_leaves_the_facts_as_they_were(
    issued: date | None, expires: date | None, number: str, has_scan: bool
) -> None:
    before = paper(issued=issued, expires=expires)
    changed = SitePaperChanged(
        subject="p", number=number, issued=OLD, expires=NEW, blobs=(SCAN,) if has_scan else ()
    )
    facts = {name: getattr(before, name) for name in FACTS}
    now = facts | {name: value for name, value in changed.told().items() if value is not None}
    for event in undo_change(before, changed, "again"):
        match event:
            case SitePaperChanged():
                now |= {name: value for name, value in event.told().items() if value is not None}
            case SitePaperEnded():
                assert event.subject == "p"
            case SitePaperAdded():
                assert event.subject == "again"
                assert event.blobs == before.scans
                now = {name: getattr(event, name) for name in FACTS}
    assert now == facts


def test_what_has_ended_is_put_on_file_again_with_its_scans() -> None:
    again = put_again(paper(scans=(SCAN,)), "again")
    assert (again.subject, again.site, again.blobs, again.title) == ("again", "s", (SCAN,), "许可证")
