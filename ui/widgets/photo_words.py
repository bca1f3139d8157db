"""What is said of photos that were added to a stop: when, how far from the site, and what asks for a look."""

from collections.abc import Mapping, Sequence

from db.photo_intake import TakenPhoto
from db.stop_draft import DraftPhoto
from inspector.model.events import Place
from inspector.model.photo import DOUBT_NAMES, TIME_SOURCE_NAMES, doubts_of
from inspector.model.site import distance_m
from inspector.periods import Instant
from inspector.words import _, plural
from ui.widgets.due_list import distance_words
from ui.widgets.photo_strip import Thumbnail


def doubt_words(photo: TakenPhoto, site: Place | None, visited: Instant) -> str:
    """Say what does not fit, as “please look”; empty when everything does."""
    doubts = doubts_of(photo.taken, photo.time_source, photo.place, site, visited)
    return ", ".join(_(DOUBT_NAMES[doubt]) for doubt in doubts)


def photo_words(photo: TakenPhoto, site: Place | None) -> str:
    """Say of one photo when it was taken, how that is known, and how far from the site."""
    parts = [photo.taken.clock, _(TIME_SOURCE_NAMES[photo.time_source]), _away(photo, site)]
    return " · ".join(part for part in parts if part)


def caption(photos: Sequence[DraftPhoto], site: Place | None) -> str:
    """Say the same of several photos in one line; empty without any."""
    if not photos:
        return ""
    if len(photos) == 1:
        return photo_words(photos[0].photo, site)
    clocks = sorted({one.photo.taken.clock for one in photos})
    times = clocks[0] if len(clocks) == 1 else f"{clocks[0]}–{clocks[-1]}"
    furthest = max(photos, key=lambda one: _metres(one.photo, site) or 0)
    parts = [plural("{n} photo", "{n} photos", len(photos)), times, _away(furthest.photo, site)]
    return " · ".join(part for part in parts if part)


def thumbnails(
    photos: Sequence[DraftPhoto], pictures: Mapping[str, bytes], site: Place | None, visited: Instant
) -> list[Thumbnail]:
    """Give what a strip shows of ``photos``; a picture that is not made yet is empty ground."""
    return [
        Thumbnail(
            key=one.photo.id,
            picture=pictures.get(one.photo.preview.sha256, b""),
            text=f"{one.photo.name} · {photo_words(one.photo, site)}",
            doubt=doubt_words(one.photo, site, visited),
        )
        for one in photos
    ]


def all_doubts(photos: Sequence[DraftPhoto], site: Place | None, visited: Instant) -> str:
    """Say once each what does not fit about any of ``photos``."""
    said = dict.fromkeys(doubt_words(one.photo, site, visited) for one in photos)
    return "; ".join(words for words in said if words)


def _metres(photo: TakenPhoto, site: Place | None) -> int | None:
    return distance_m(photo.place, site) if photo.place and site else None


def _away(photo: TakenPhoto, site: Place | None) -> str:
    metres = _metres(photo, site)
    return "" if metres is None else _("{distance} from the site", distance=distance_words(metres))
