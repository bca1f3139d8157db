"""Whether the same photo is here already, and where it stands: recorded, in a draft, or waiting."""

from threading import Lock

from db.connection import Reader
from db.drafts import kept_drafts
from db.photo_intake import SeenBefore
from db.stop_draft import KEYS, draft_from
from inspector.model.ids import PersonId
from inspector.periods import Instant
from inspector.words import N_

WAITS = N_("The photo {name} is here already: it waits for its place.")


class KnownPhotos:
    """Knows the photos of a workspace by the SHA-256 of their originals; several threads may ask.

    Drafts are read once; what is recorded or waits is looked up at each question.
    """

    def __init__(self, reader: Reader, person: PersonId | None = None) -> None:
        """Ask for ``person`` with ``reader``, which nobody else uses meanwhile."""
        self._reader = reader
        self._person = person
        self._lock = Lock()
        self._drafts = {
            photo.photo.original.sha256: draft.site_name
            for kept in kept_drafts(reader, KEYS)
            if (draft := draft_from(kept.value))
            for photo in draft.photos
        }

    def seen(self, sha256: str, name: str) -> SeenBefore | None:
        """Say where the photo ``name`` stands already; nothing if it is new."""
        with self._lock:
            recorded = self._reader.row(
                "SELECT coalesce(site.name, ''), taken_ts, taken_tz FROM photo"
                " LEFT JOIN site ON site.id = photo.site WHERE original_sha256 = ? ORDER BY photo.id LIMIT 1",
                (sha256,),
            )
            waits = self._reader.row(
                "SELECT waiting_photo.person, coalesce(person.name, '') FROM waiting_photo"
                " LEFT JOIN person ON person.id = waiting_photo.person WHERE sha256 = ?",
                (sha256,),
            )
        if recorded:
            site, ts, tz = recorded
            sentence = N_("The photo {name} is here already: recorded at {site}, taken on {day}.")
            return SeenBefore(sentence, name=name, site=site, day=f"{Instant(ts, tz).day}")
        if sha256 in self._drafts:
            sentence = N_("The photo {name} is here already: in the stop at {site} that is being written.")
            return SeenBefore(sentence, name=name, site=self._drafts[sha256])
        if waits and self._person and waits[0] != self._person:
            sentence = N_("The photo {name} is here already: it waits for its place with {person}.")
            return SeenBefore(sentence, name=name, person=waits[1])
        return SeenBefore(WAITS, name=name) if waits else None
