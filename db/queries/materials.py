"""The materials (佐证材料) of a site, a finding, a stop or a round, the newest first."""

from dataclasses import dataclass

from db.connection import Reader, Row
from inspector.model.events import Blob
from inspector.model.ids import MaterialId
from inspector.model.material import MaterialKind
from inspector.periods import Instant


@dataclass(frozen=True, slots=True)
class Belongs:
    """What materials belong to."""

    site: str = ""
    finding: str = ""
    stop: str = ""
    patrol: str = ""


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """A material with who added it and when; ``preview`` is there where it is a picture."""

    material: MaterialId
    kind: MaterialKind
    name: str
    title: str
    file: Blob
    preview: Blob | None
    added: Instant
    added_by: str
    of: Belongs


_OF_SITE = """?1 <> '' AND (material.site = ?1 OR material.stop IN (SELECT id FROM stop WHERE site = ?1)
    OR finding IN (SELECT id FROM finding WHERE site = ?1 AND NOT is_restricted))"""


def materials_of(reader: Reader, of: Belongs) -> tuple[MaterialRow, ...]:
    """Give the materials of one thing; those of a site include what its stops and findings have.

    What belongs to a finding transferred with restricted access is given only of that finding.
    """
    where, about = _belonging(of)
    rows = reader.rows(
        f"""SELECT material.id, kind, material.name, title, sha256, size, mime, preview_sha256, preview_size,
            preview_mime, added_ts, added_tz, coalesce(person.name, ''),
            material.site, finding, stop, patrol
        FROM material LEFT JOIN person ON person.id = added_by
        WHERE {where} ORDER BY added_ts DESC, material.id DESC""",  # noqa: S608 - one of our own words
        (about,),
    )
    return tuple(_row(row) for row in rows)


def _belonging(of: Belongs) -> tuple[str, str]:
    if of.finding:
        return "finding = ?", of.finding
    if of.stop:
        return "stop = ?", of.stop
    if of.patrol:
        return "patrol = ?", of.patrol
    return _OF_SITE, of.site


def _row(row: Row) -> MaterialRow:
    material, kind, name, title, sha256, size, mime, small, small_size, small_mime, ts, tz, by, *of = row
    return MaterialRow(
        material=MaterialId(material),
        kind=MaterialKind(kind),
        name=name,
        title=title,
        file=Blob(sha256, size, mime),
        preview=Blob(small, small_size, small_mime) if small else None,
        added=Instant(ts, tz),
        added_by=by,
        of=Belongs(*of),
    )
