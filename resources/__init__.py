"""Icons, fonts, languages, checklists and the style sheet, found alike from source, wheel and bundle."""

from pathlib import Path

_FOLDER = Path(__file__).parent  # importlib.resources costs every start 6 ms more


def path(name: str) -> Path:
    """Give where the resource ``name`` lies, a path with slashes such as ``"fonts/NotoSansSC.ttf"``."""
    return _FOLDER / name
