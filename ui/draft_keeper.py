"""Brings drafts of stops to the disk within a second of every change, and forgets them."""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import count

from PySide6.QtCore import QObject, QTimer, Signal

from db.drafts import Draft
from db.stop_draft import StopDraft, draft_from
from db.workspace import Actor, Workspace
from inspector.model.ids import PersonId, SiteId
from inspector.periods import Instant
from inspector.words import _
from ui.session import Session
from ui.widgets.draft_list import FoundDraft

PAUSE = 300
"""Milliseconds in which changes are gathered; not started anew by the next one, so none waits longer."""
NEVER = 2**62
"""A turn no question is asked at."""


class DraftKeeper(QObject):
    """Holds the drafts of this device; ``saved`` carries a draft's key and when it lay on the disk.

    A question about the disk is asked at a ``turn``: what changed here after it was asked is newer than the
    answer.
    """

    saved = Signal(str, object)

    def __init__(self, session: Session, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._workspace = workspace
        self._waiting: dict[str, StopDraft | None] = {}
        self._turns = count(1)
        self._changed: dict[str, int] = {}
        self.turn = 0
        """Counts changes; give it back to ``take_over`` with the answer."""
        self.drafts: dict[str, tuple[StopDraft, Instant]] = {}
        """By key, each with the time of its last change that is kept."""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.flush)

    def take_over(self, kept: Sequence[Draft], turn: int) -> None:
        """Know what lay on the disk when that was asked at ``turn``."""
        newer = {key for key, changed in self._changed.items() if changed > turn} | set(self._waiting)
        found = {one.key: (stop, one.saved) for one in kept if (stop := draft_from(one.value))}
        held = {key: self.drafts[key] for key in newer if key in self.drafts}
        self.drafts = {key: one for key, one in found.items() if key not in newer} | held

    def keep(self, draft: StopDraft) -> None:
        """Keep ``draft`` as it is now; a blank one is forgotten."""
        if draft.is_blank:
            self.forget(draft)
            return
        self.drafts[draft.key] = draft, self._session.now()
        self._wait(draft.key, draft)

    def forget(self, draft: StopDraft) -> None:
        """Let ``draft`` go, on the disk too."""
        if self.drafts.pop(draft.key, None):
            self._wait(draft.key, None)

    def completed(self, draft: StopDraft) -> None:
        """Hear that ``draft`` was recorded, with which the disk forgot it."""
        self.drafts.pop(draft.key, None)
        self._waiting.pop(draft.key, None)
        self._mark(draft.key)

    def draft_of(self, site: SiteId, person: PersonId, patrol: str | None) -> StopDraft | None:
        """Give what ``person`` has begun at ``site`` in this round."""
        for draft, _saved in self.drafts.values():
            if (draft.site, draft.person, draft.patrol) == (site, person, patrol):
                return draft
        return None

    def found(self, actor: Actor | None, names: Mapping[str, str]) -> list[FoundDraft]:
        """Give all drafts with whose they are, if not those of ``actor``."""
        mine = (actor.person, actor.org) if actor else None
        return [
            FoundDraft(
                draft,
                saved,
                "" if (draft.person, draft.grid) == mine else names.get(draft.person) or _("somebody else"),
            )
            for draft, saved in self.drafts.values()
        ]

    def flush(self) -> None:
        """Bring to the disk now what waits."""
        self._pause.stop()
        waiting, self._waiting = self._waiting, {}
        now = self._session.now()
        for key, draft in waiting.items():
            # until the disk has it, no answer of the disk is newer
            self._changed[key] = NEVER
            if draft is None:
                self._session.write(
                    partial(self._workspace.remove_draft, key), partial(self._tell_removed, key)
                )
            else:
                self._session.write(
                    partial(self._workspace.save_draft, key, draft.to_json(), now),
                    partial(self._tell_saved, key, now),
                )

    def _tell_saved(self, key: str, saved: Instant, _nothing: object) -> None:
        self._mark(key)
        self.saved.emit(key, saved)

    def _tell_removed(self, key: str, _nothing: object) -> None:
        self._mark(key)

    def _mark(self, key: str) -> None:
        self.turn = self._changed[key] = next(self._turns)

    def _wait(self, key: str, draft: StopDraft | None) -> None:
        self._mark(key)
        self._waiting[key] = draft
        if not self._pause.isActive():
            self._pause.start()
