"""What the cells of a form stand for in another edition of it: each is found by the words beside it."""

from collections.abc import Mapping, Sequence

import msgspec

from inspector.tables.form_sheets import FormSheet

ENOUGH = 2
"""One place in so many must be found again for a form to be another edition of one that is known."""


class KeptForm(msgspec.Struct, frozen=True):
    """A form that was filled before: its bytes, where it lay, what its places stood for and stood beside."""

    digest: str
    file: str
    places: dict[str, str]
    beside: dict[str, tuple[str, str]] = {}


class Placed(msgspec.Struct, frozen=True):
    """What the places of a form stand for; of an edition before, which moved, and which are not there.

    ``moved`` gives where a place stood and stands; ``lost`` where it stood. ``loses_drawings``
    says that the form has shapes or controls that can't be kept.
    """

    places: dict[str, str]
    moved: tuple[tuple[str, str], ...] = ()
    lost: tuple[str, ...] = ()
    is_kept: bool = False
    loses_drawings: bool = False


def words_beside(sheets: Sequence[FormSheet], places: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Give for each place the words to its left and above it, by which it is found in another edition."""
    return {
        place: sheet.beside(*sheet.at[place]) for sheet in sheets for place in places if place in sheet.at
    }


def placed_anew(kept: KeptForm, sheets: Sequence[FormSheet]) -> Placed | None:
    """Find the places of an edition before in this one; nothing if it is too unlike."""
    places: dict[str, str] = {}
    moved, lost = [], []
    for place, key in kept.places.items():
        found = _found(place, kept.beside.get(place, ("", "")), sheets)
        if not found or found in places:
            lost.append(place)
            continue
        places[found] = key
        if found != place:
            moved.append((place, found))
    if len(places) * ENOUGH < max(len(kept.places), 1):
        return None
    return Placed(places, tuple(moved), tuple(lost), is_kept=True)


def _found(place: str, words: tuple[str, str], sheets: Sequence[FormSheet]) -> str:
    """Find a place by the words beside it, the nearest to where it stood; empty where there is none."""
    there = next((sheet.at[place] for sheet in sheets if place in sheet.at), (1, 1))
    own = place.rpartition("!")[0]
    candidates = [
        (sheet.title != own, abs(row - there[0]) + abs(column - there[1]), name)
        for sheet in sheets
        for name, (row, column) in sheet.at.items()
        if (name == place if sheet.are_marks or not any(words) else sheet.beside(row, column) == words)
    ]
    return min(candidates, default=(True, 0, ""))[2]
