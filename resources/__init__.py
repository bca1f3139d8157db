"""Icons, fonts, languages, checklists and the style sheet, found alike from source, wheel and bundle."""

from importlib.resources import files
from pathlib import Path

_FOLDER = Path(str(files(__name__)))


def path(name: str) -> Path:
    """Give where the resource ``name`` lies, a path with slashes such as ``"fonts/NotoSansSC.ttf"``."""
    return _FOLDER / name
