"""The window: everything of Qt lives here."""

import builtins

import PySide6.QtCore  # noqa: F401 - which puts an import of its own in Python's place

# It would read each module that is loaded from now on a second time, as text, to see whether PySide6 is named
# in it: a tenth of the start, and every source kept in memory. That serves ``from __feature__ import`` only,
# which nobody here says. Seen with PySide6 6.11.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
