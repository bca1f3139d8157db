"""What the sample's dossiers hold besides rounds: the papers of key sites, some of which soon expire."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from inspector.model.ids import SiteId
from inspector.model.office import Rank
from inspector.model.site import Site, SiteKind
from inspector.model.site_paper import SitePaperAdded, new_paper

PERMIT_YEARS, PLAN_YEARS = 5, 3
"""How long a discharge permit (排污许可管理条例, 第十四条) and an emergency plan hold."""
PLANNED = frozenset(
    {SiteKind.MINE, SiteKind.COKING, SiteKind.COAL_WASHING, SiteKind.ENTERPRISE, SiteKind.SEWAGE_WORKS}
)
TITLES = {
    "permit": {"zh_CN": "排污许可证", "en": "discharge permit"},
    "plan": {"zh_CN": "突发环境事件应急预案备案", "en": "filed emergency plan"},
}
DAYS_LEFT = (400, 21, 760, -12, 1_100, 45)
"""Days until the papers of one site after the other expire: one has, two soon will."""


def site_papers(
    sites: Iterable[Site], today: date, language: str, new: Callable[[], str]
) -> Iterator[SitePaperAdded]:
    """Give the papers of the key sites that need a permit, numbered 演示."""
    permitted = [site for site in sites if site.rank is Rank.KEY and site.kind in PLANNED]
    for number, site in enumerate(permitted):
        left = DAYS_LEFT[number % len(DAYS_LEFT)]
        yield _paper(new(), site.id, "permit", PERMIT_YEARS, number, today + timedelta(days=left), language)
        if number % 2:
            ends = today + timedelta(days=DAYS_LEFT[-1 - number % len(DAYS_LEFT)])
            yield _paper(new(), site.id, "plan", PLAN_YEARS, number, ends, language)


def _paper(
    subject: str, site: SiteId, title: str, years: int, number: int, expires: date, language: str
) -> SitePaperAdded:
    return new_paper(
        SitePaperAdded(
            subject=subject,
            site=site,
            title=TITLES[title][language],
            number=f"演示-{title[:1].upper()}-{number + 1:03d}",
            issued=expires - timedelta(days=365 * years),
            expires=expires,
        )
    )
