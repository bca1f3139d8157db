"""What papers about a site share: its facts, its findings, the files beside the photos, who signs."""

from collections.abc import Mapping, Sequence

from db.connection import Reader
from db.queries.issues import Issue
from db.queries.numbers import CATEGORY
from db.queries.paper_photos import NumberedPhoto
from db.queries.paper_rules import SIGNER_ROLES, paper_rules
from db.queries.withheld import NOTHING, Withheld
from db.restricted import WHOLE_TEXT, WITHHELD_FILE, shown
from inspector.model.category import Category
from inspector.model.events import Place
from inspector.model.finding_state import FindingState, Severity
from inspector.model.material import MaterialKind
from inspector.model.office import Rank
from inspector.model.site import SiteKind, SiteStatus
from inspector.periods import Instant
from inspector.reports.official_paper import PaperSigner
from inspector.reports.patrol_paper import Handling, PaperFinding
from inspector.reports.site_papers import PaperMaterial, PaperSite
from inspector.words import in_language


def names_of_people(reader: Reader) -> Mapping[str, str]:
    """Give everybody's name by id."""
    return dict(reader.rows("SELECT id, name FROM person"))


def paper_site(reader: Reader, site: str) -> PaperSite:
    """Give the facts of ``site`` as they are now; of one that is not known here, none."""
    row = reader.row(
        "SELECT site.name, coalesce(grid.name, ''), kind, rank, status, address, credit_code, responsible,"
        " responsible_phone, leader, leader_phone, note, site.lat, site.lon, site.place_source,"
        " site.accuracy_m FROM site LEFT JOIN grid ON grid.id = site.grid WHERE site.id = ?",
        (site,),
    )
    if row is None:
        return PaperSite(name="", grid="")
    name, grid, kind, rank, status, address, code, person, phone, leader, leader_phone, note, *place = row
    lat, lon, source, accuracy = place
    return PaperSite(
        name=name,
        grid=grid,
        kind=SiteKind(kind),
        rank=Rank(rank),
        status=SiteStatus(status),
        address=address,
        credit_code=code,
        responsible=person,
        responsible_phone=phone,
        leader=leader,
        leader_phone=leader_phone,
        note=note,
        place=None if lat is None else Place(lat=lat, lon=lon, source=source, accuracy_m=accuracy),
    )


def paper_findings(
    reader: Reader,
    where: str,
    about: str,
    photos: Sequence[NumberedPhoto],
    left_away: Mapping[str, Withheld],
    *,
    whole: bool = False,
) -> list[tuple[PaperFinding, FindingState]]:
    """Give findings as they are printed, in the order they were noticed; ``where`` is a condition.

    ``left_away`` counts the photos and files that the paper does not show. ``whole`` is for the authority
    that one was transferred to: it reads what nobody else does.
    """
    text = WHOLE_TEXT if whole else "text"
    say = in_language(paper_rules(reader, "").language)
    rows = reader.rows(
        f"""SELECT finding.id, number, severity, {text}, state, on_the_spot, coalesce(site.name, ''), spot,
        term_days, noticed_ts, noticed_tz, {CATEGORY} FROM finding LEFT JOIN site ON site.id = finding.site
        WHERE {where} ORDER BY noticed_ts, finding.id""",  # noqa: S608 - our own words
        {"about": about},
    )
    return [
        (
            PaperFinding(
                number=number,
                severity=Severity(severity),
                text=shown(what, say),
                handling=handling_of(state, on_the_spot=bool(on_the_spot)),
                site=site,
                spot=spot,
                term_days=term,
                noticed=Instant(ts, tz),
                category=Category(category),
                photos=tuple(one.paper.number for one in photos if one.finding == finding),
                withheld_photos=left_away.get(finding, NOTHING).photos,
                withheld_files=left_away.get(finding, NOTHING).files,
            ),
            FindingState(state),
        )
        for finding, number, severity, what, state, on_the_spot, site, spot, term, ts, tz, category in rows
    ]


def handling_of(state: str, *, on_the_spot: bool) -> Handling:
    """Say what was done about a finding that stands in ``state``."""
    if on_the_spot:
        return Handling.PUT_RIGHT
    return Handling.OPEN if state == FindingState.NOTICED else Handling.REPORTED


def paper_materials(
    reader: Reader, where: str, about: str, names: Mapping[str, str]
) -> tuple[PaperMaterial, ...]:
    """Give files as they are listed, in the order they were added; ``where`` is a condition.

    Those of findings transferred with restricted access are not listed.
    """
    rows = reader.rows(
        f"""SELECT name, kind, title, sha256, size, added_by FROM material
        WHERE ({where}) AND NOT {WITHHELD_FILE}
        ORDER BY added_ts, id""",  # noqa: S608 - our own words
        {"about": about},
    )
    return tuple(
        PaperMaterial(
            name=name,
            kind=MaterialKind(kind),
            title=title,
            sha256=sha256,
            size=size,
            by=names.get(by, by),
        )
        for name, kind, title, sha256, size, by in rows
    )


def signer(field: str, name: str, issue: Issue) -> PaperSigner:
    """Give who signs in ``field``, digitally where the issue says so; in ink else, and on a draft."""
    is_digital = issue.is_final and field in issue.signers
    return PaperSigner(role=SIGNER_ROLES[field], name=name, field=field if is_digital else "")
