"""Where workspaces lie on this computer unless somebody chooses another place."""

from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path

from platformdirs import user_data_path

NAME = "grid-inspector"


def data_folder() -> Path:
    """Give the system's place for this user's data of this program; it need not exist."""
    return user_data_path(NAME, appauthor=False, roaming=False)


def free_folder(data: Path) -> Path:
    """Give the first folder below ``data`` in which a new workspace can be made."""
    return next(folder for folder in _numbered(data / "workspace") if not folder.exists())


def sample_folder(data: Path, day: date) -> Path:
    """Give the folder of the sample made on ``day``; samples lie apart from workspaces."""
    return data / "samples" / f"{day}"


def _numbered(folder: Path) -> Iterator[Path]:
    return (folder if number == 1 else folder.with_name(f"{folder.name}-{number}") for number in count(1))
