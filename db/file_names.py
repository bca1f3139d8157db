"""What foreign files are called here: their own names, without what would mislead or break a line."""

import unicodedata
from pathlib import PurePath

LONGEST = 120
"""Characters of a name that are shown and recorded; a file may have 255, a screen has not."""

_JOINERS = "\u200c\u200d"
"""They hold emoji and letters of some scripts together; other marks without a shape only mislead."""
_NAMELESS = "?"


def shown_name(name: str) -> str:
    """Give ``name`` as it is shown and recorded.

    Control characters, marks that turn the direction of writing, and what no encoding knows are left out;
    of a long name the beginning and the ending stay.
    """
    kept = "".join(letter for letter in unicodedata.normalize("NFC", name) if _is_shown(letter)).strip()
    if len(kept) > LONGEST:
        ending = PurePath(kept).suffix[:10]
        kept = f"{kept[: LONGEST - len(ending) - 1]}…{ending}"
    return kept or _NAMELESS


def _is_shown(letter: str) -> bool:
    # control, format, surrogate, line and paragraph separators (Unicode, chapter 4.5)
    return letter in _JOINERS or unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}
