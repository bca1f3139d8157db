"""Where the program starts: with nothing or with files to look at the window, otherwise the command line."""

import gc
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import inspector

HOME = Path(inspector.__file__).resolve().parents[1]
OWN = ("db", "ui", "resources")
"""Packages of ours with names that a stranger's folder may have too."""
SHOWN = (".gpk", ".pdf")
"""Files a desktop opens with the window; no command is named like them."""


def strangers() -> list[str]:
    """Name the packages of ours that Python would take from elsewhere than beside this one."""
    return [name for name in OWN if not _lies_beside(name)]


def _lies_beside(name: str) -> bool:
    found = find_spec(name)
    if found is None or found.origin is None:
        return False
    return Path(found.origin).resolve().parents[1] == HOME


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with ``arguments`` (those of the process unless given) and give its exit status."""
    if hasattr(sys, "frozen"):
        from multiprocessing import freeze_support

        freeze_support()
    given = list(sys.argv[1:] if arguments is None else arguments)
    if foreign := strangers():
        sys.path.insert(0, str(HOME))  # so that the sentence is said with our own words
        from inspector.words import _

        return _refuse(
            _("Another folder named {name} is in the way; start the program elsewhere.", name=foreign[0])
        )
    if not all(argument.lower().endswith(SHOWN) for argument in given):
        from inspector.cli import main as command_line

        return command_line(given)
    if not find_spec("PySide6"):
        from inspector.words import _

        return _refuse(
            _("The window needs PySide6: install grid-inspector[window], or give a command (--help).")
        )
    gc.disable()  # nothing of a start is garbage, and looking for it takes long; ui.garbage looks again
    from ui.app import main as window

    return window(given)


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201 - neither face of the program is loaded yet
    return 2


if __name__ == "__main__":
    sys.exit(main())
