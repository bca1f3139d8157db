"""The photos of a paper, numbered in the order of its photo sheet."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from db.blob_files import BlobFiles
from db.connection import Reader, Row
from db.restricted import WITHHELD_PHOTO, shown
from inspector.model.events import Blob, Place
from inspector.model.photo import Doubt, Moment, TimeSource
from inspector.model.site import distance_m
from inspector.periods import Instant
from inspector.reports.official_paper import PaperPhoto
from inspector.words import Say

LONGEST_CAPTION = 24
MOST_PHOTOS = 300
"""Photos of one dossier; the newest are taken, and the paper says how many there are."""


class PhotosOf(StrEnum):
    """Whose photos; the value is a condition on ``photo``, of findings ``:about`` is a list as JSON."""

    PATROL = "photo.patrol = :about"
    STOP = "photo.stop = :about"
    FINDINGS = "photo.finding IN (SELECT value FROM json_each(:about))"
    SITE = (
        f"photo.id IN (SELECT id FROM photo WHERE site = :about AND NOT {WITHHELD_PHOTO}"  # noqa: S608 - our own words
        " ORDER BY taken_ts DESC, id DESC LIMIT 300)"
    )
    COMPLAINT = "0"
    """A form without photos."""
    BATCH = "1 = 0"
    """A table without photos."""
    LEDGER = "0 = 1"
    """Lines without photos."""
    SEARCH = "2 = 0"
    """Places without photos."""
    ORDER = "1 = 2"
    """A letter without photos."""
    ROUTE = "2 = 1"
    """Stops without photos."""
    MEETING = "3 = 0"
    """Decisions without photos."""
    SUMMARY = "0 = 2"
    """Numbers without photos."""
    CIRCULAR = "photo.finding IN (SELECT value FROM json_each(:about, '$.cases'))"
    """Of ``:about`` its typical cases have theirs."""


_ASKED = """(SELECT asked.value ->> 'text' FROM checklist, json_each(checklist.questions) AS asked
    WHERE checklist.id = stop.checklist AND checklist.version = stop.version
    AND asked.value ->> 'id' = photo.question ORDER BY checklist.position LIMIT 1)"""
"""The words of the question a photo answers."""
_ORDER = "ORDER BY coalesce(stop.arrived_ts, taken_ts), photo.stop, taken_ts, photo.id"
"""A photo of a case that no stop has stands by its own time: before, then after."""
_SHOWN = f":whole OR NOT {WITHHELD_PHOTO}"


@dataclass(frozen=True, slots=True)
class NumberedPhoto:
    """A photo of the sheet with what it belongs to."""

    stop: str
    finding: str
    paper: PaperPhoto


def numbered_photos(
    reader: Reader,
    blobs: BlobFiles,
    which: PhotosOf,
    about: str,
    stops: Mapping[str, int],
    names: Mapping[str, str],
    say: Say,
    *,
    whole: bool = False,
) -> list[NumberedPhoto]:
    """Number the photos ``which`` of ``about``: in the order of the stops, in each by the time taken.

    ``stops`` gives the number of a stop on the paper, ``names`` of people. Unless ``whole``, those of
    findings transferred with restricted access are not among them.
    """
    rows = reader.rows(
        f"""SELECT photo.stop, photo.finding, photo.moment, original_sha256, preview_sha256, preview_size,
        preview_mime, taken_ts, taken_tz, time_source, photo.lat, photo.lon, photo.place_source,
        photo.accuracy_m, site.lat, site.lon, added_by, doubts, coalesce(site.name, ''),
        coalesce(finding.text, {_ASKED}, '')
        FROM photo LEFT JOIN site ON site.id = photo.site LEFT JOIN finding ON finding.id = photo.finding
        LEFT JOIN stop ON stop.id = photo.stop WHERE ({which}) AND ({_SHOWN}) {_ORDER}""",  # noqa: S608 - our own words
        {"about": about, "whole": whole},
    )
    return [_photo(at, row, stops, blobs, names, say) for at, row in enumerate(rows, 1)]


def previews_of(
    reader: Reader, which: PhotosOf, about: str, *, whole: bool = False
) -> list[tuple[str, Blob]]:
    """Give each photo's original by its SHA-256 and its preview, as ``numbered_photos`` orders them."""
    rows = reader.rows(
        f"""SELECT original_sha256, preview_sha256, preview_size, preview_mime FROM photo
        LEFT JOIN stop ON stop.id = photo.stop WHERE ({which}) AND ({_SHOWN}) {_ORDER}""",  # noqa: S608 - our own words
        {"about": about, "whole": whole},
    )
    return [(original, Blob(sha256, size, mime)) for original, sha256, size, mime in rows]


def _photo(
    number: int, row: Row, stops: Mapping[str, int], blobs: BlobFiles, names: Mapping[str, str], say: Say
) -> NumberedPhoto:
    stop, finding, moment, original, preview, size, mime, taken_ts, taken_tz, source, *rest = row
    lat, lon, place_source, accuracy, site_lat, site_lon, by, doubts, site, text = rest
    place = None if lat is None else Place(lat=lat, lon=lon, source=place_source, accuracy_m=accuracy)
    away = None
    if place and site_lat is not None:
        away = distance_m(place, Place(lat=site_lat, lon=site_lon))
    copy = Blob(preview, size, mime)
    what = say("{site}: {what}", site=site, what=_shortened(shown(text, say))) if text else site
    paper = PaperPhoto(
        number=number,
        what=what,
        taken=Instant(taken_ts, taken_tz),
        time_source=TimeSource(source),
        by=names.get(by) or str(by),
        sha256=original,
        picture=blobs.path(copy) if blobs.has(copy) else None,
        stop=stops.get(stop, 0),
        place=place,
        distance_m=away,
        moment=Moment(moment),
        doubts=tuple(Doubt(doubt) for doubt in json.loads(doubts)),
    )
    return NumberedPhoto(stop, finding, paper)


def _shortened(text: str) -> str:
    """Give the beginning of a finding, as much as stands in one line under its photo."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_CAPTION else f"{line[:LONGEST_CAPTION]}…"
