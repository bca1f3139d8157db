"""The last thing done that can be taken back: from the notice that told of it, or with Ctrl+Z, once."""

from collections.abc import Callable

import msgspec

from inspector.words import _
from ui.notices import Notice


class LastStep:
    """Knows the newest notice that offered an undo; the next one takes its place, however it was left."""

    def __init__(self) -> None:
        self._act: Callable[[], object] | None = None

    def hear(self, notice: Notice) -> Notice:
        """Give ``notice`` as it is to be shown: its undo is the same as that of the key."""
        if notice.act is None or notice.action != _("Undo"):
            return notice
        self._act = notice.act
        return msgspec.structs.replace(notice, act=self.take_back)

    @property
    def can_be_taken_back(self) -> bool:
        """Say whether there is a step to take back."""
        return self._act is not None

    def take_back(self) -> None:
        """Take the last step back, if there is one."""
        act, self._act = self._act, None
        if act:
            act()
