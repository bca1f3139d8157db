"""Materials (佐证材料): documents, tables and films beside the photos, and scans of papers."""

from enum import StrEnum
from typing import ClassVar, Self

import msgspec

from inspector.errors import Refused
from inspector.model.events import Blob, Event, Facts, event
from inspector.model.ids import MaterialId
from inspector.periods import Instant
from inspector.words import N_

LARGEST = 2 * 1024**3
"""Bytes of one file, as ``journal.md`` sets for a blob."""


class MaterialKind(StrEnum):
    """What a material is to the case."""

    DOCUMENT = "document"
    FILM = "film"
    PAPER_RECORD = "paper_record"


MATERIAL_KIND_NAMES = {
    MaterialKind.DOCUMENT: N_("document"),
    MaterialKind.FILM: N_("film"),
    MaterialKind.PAPER_RECORD: N_("scan of the paper record"),
}


@event
class MaterialAdded(Event):
    """A file was added to a round, a stop, a finding or a site.

    Its blobs are the file and, where it is a picture, an upright preview. The scan that a round entered for
    somebody else (代录) rests on is a paper record.
    """

    TYPE: ClassVar[str] = "material.added"

    kind: MaterialKind
    name: str
    patrol: str = ""
    stop: str = ""
    site: str = ""
    finding: str = ""
    title: str = ""


@event
class MaterialWithdrawn(Event):
    """A material was taken back: it was added by mistake."""

    TYPE: ClassVar[str] = "material.withdrawn"
    CHANGES_STATE: ClassVar[bool] = True

    reason: str = ""


class Material(msgspec.Struct, frozen=True, kw_only=True):
    """A file kept as evidence; ``preview`` is there where it is a picture."""

    id: MaterialId
    by: str
    added: Instant
    original: Blob
    preview: Blob | None
    kind: MaterialKind
    name: str
    patrol: str
    stop: str
    site: str
    finding: str
    title: str

    @classmethod
    def of(cls, facts: Facts) -> Self | None:
        """Fold a material; nothing if it is unreadable or names no file, or was withdrawn for good."""
        material: Self | None = None
        for fact in facts:
            if not fact.confirmed:
                continue
            if isinstance(fact.event, MaterialAdded) and fact.blobs and material is None:
                material = cls(
                    id=MaterialId(fact.subject),
                    by=fact.actor,
                    added=fact.at,
                    original=fact.blobs[0],
                    preview=fact.blobs[1] if len(fact.blobs) > 1 else None,
                    **fact.event.told(),
                )
            elif fact.type == MaterialWithdrawn.TYPE:
                material = None
        return material


def add_material(material: MaterialAdded) -> MaterialAdded:
    """Check a material before it is recorded.

    Raises Refused where it belongs to nothing, or is larger than an entry may name.
    """
    if not (material.patrol or material.stop or material.site or material.finding):
        raise Refused(N_("A material belongs to a patrol, a stop, a finding or a site."))
    if any(blob.size > LARGEST for blob in material.blobs):
        raise Refused(N_("{name} is larger than 2 GB; please cut it into parts."), name=material.name)
    return material
