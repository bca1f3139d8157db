"""How many photos and files a paper leaves away, by the finding whose case alone shows them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from db.connection import Reader
from db.restricted import WITHHELD_FILE, WITHHELD_PHOTO


@dataclass(frozen=True, slots=True)
class Withheld:
    """Photos and files of one finding transferred with restricted access."""

    photos: int = 0
    files: int = 0


NOTHING = Withheld()


def withheld(reader: Reader, photos: str, files: str, about: str) -> Mapping[str, Withheld]:
    """Count what is left away, by finding.

    ``photos`` and ``files`` are conditions on ``photo`` and ``material`` that say what the paper would show;
    ``about`` is what they speak of.
    """
    asked = {"about": about}
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    rows = reader.rows(
        f"""SELECT 0, finding, count(*) FROM photo WHERE ({photos}) AND {WITHHELD_PHOTO} GROUP BY finding
        UNION ALL SELECT 1, finding, count(*) FROM material WHERE ({files}) AND {WITHHELD_FILE}
        GROUP BY finding""",  # noqa: S608 - our own words
        asked,
    )
    for which, finding, count in rows:
        found[finding][which] = count
    return {finding: Withheld(*counts) for finding, counts in found.items()}
