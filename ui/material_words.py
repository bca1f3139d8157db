"""What is said of a material in one line, and its refusals."""

from collections.abc import Sequence

from db.queries.materials import MaterialRow
from inspector.errors import Spoken
from inspector.model.material import MATERIAL_KIND_NAMES
from inspector.periods import short_day
from inspector.words import _, in_language, spoken, translate
from ui.widgets.material_list import ShownMaterial
from ui.widgets.photo_facts import size_words


def remark_words(size: int, *parts: str) -> str:
    """Say its size and more."""
    return " · ".join(part for part in (size_words(size), *parts) if part)


def shown_material(row: MaterialRow, picture: bytes = b"") -> ShownMaterial:
    """Give a recorded material as a line; one without a preview says so."""
    day = short_day(row.added.day, in_language(spoken()))
    preview = "" if row.preview else _("no preview")
    kind = _(MATERIAL_KIND_NAMES[row.kind])
    remark = remark_words(row.file.size, kind, day, row.added_by, preview)
    return ShownMaterial(row.material, row.title or row.name, row.file.mime, remark, picture)


def refused_words(refused: Sequence[Spoken]) -> str:
    """Say what was not taken in: the sentence of one, the number and the first of several."""
    first = translate(refused[0])
    return (
        first if len(refused) == 1 else _("{n} files were not taken in. {first}", n=len(refused), first=first)
    )
