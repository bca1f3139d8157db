"""The phrase book (常用语): what a person wrote of findings lately, own phrases, and those shipped."""

from contextlib import closing
from dataclasses import dataclass, replace
from typing import Self

import msgspec

from db.connection import Reader
from db.settings import settings_of
from db.workspace import Workspace
from inspector.errors import Refused
from inspector.model.ids import PersonId
from inspector.model.shipped_phrases import phrases_for
from inspector.model.site import SiteKind
from inspector.words import N_

RECENT = 8
FINDINGS_READ = 2_000
"""Newest findings that are looked through for the texts of one person."""
LONGEST = 60
"""Characters of a phrase; a longer text tells of one case and is not offered again."""
MOST_OWN = 100


@dataclass(frozen=True, slots=True)
class Phrases:
    """What is offered at a finding's text, each phrase once: own ones first, then recent, then shipped."""

    own: tuple[str, ...] = ()
    recent: tuple[str, ...] = ()
    shipped: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """All of them in their order."""
        return (*self.own, *self.recent, *self.shipped)

    def with_own(self, own: tuple[str, ...]) -> Self:
        """Give them after the own ones were changed; what is taken out may still be a recent text."""
        shipped = tuple(text for text in self.shipped if text not in own)
        return replace(
            self, own=own, recent=tuple(text for text in self.recent if text not in own), shipped=shipped
        )


def phrases_at(reader: Reader, kind: SiteKind, person: PersonId, language: str) -> Phrases:
    """Give what ``person`` is offered at sites of ``kind``; the shipped ones in ``language``."""
    own = settings_of(reader).phrases
    recent = [text for text in _recent(reader, person) if text not in own][:RECENT]
    shipped = [text for text in phrases_for(kind, language) if text not in {*own, *recent}]
    return Phrases(own, tuple(recent), tuple(shipped))


def add_phrase(workspace: Workspace, text: str) -> tuple[str, ...]:
    """Keep ``text`` as a phrase of this device, the newest first; give all that are kept.

    Raises Refused without words, with too many, and when the book is full.
    """
    phrase = " ".join(text.split())
    if not phrase:
        raise Refused(N_("A phrase needs words."))
    if len(phrase) > LONGEST:
        raise Refused(N_("A phrase takes at most {limit} characters."), limit=LONGEST)
    kept = [one for one in _own(workspace) if one != phrase]
    if len(kept) >= MOST_OWN:
        raise Refused(N_("The phrase book is full; take out what is no longer used."))
    return _keep(workspace, (phrase, *kept))


def remove_phrase(workspace: Workspace, text: str) -> tuple[str, ...]:
    """Take ``text`` out of this device's phrases; give those that are left."""
    return _keep(workspace, tuple(one for one in _own(workspace) if one != text))


def _recent(reader: Reader, person: PersonId) -> list[str]:
    rows = reader.rows(
        f"""SELECT trim(text) AS said FROM (SELECT text, noticed_by, noticed_ts FROM finding
            WHERE NOT is_restricted ORDER BY noticed_ts DESC, id DESC LIMIT {FINDINGS_READ})
        WHERE noticed_by = ? AND length(said) BETWEEN 1 AND {LONGEST}
        GROUP BY said ORDER BY max(noticed_ts) DESC, said LIMIT {RECENT + MOST_OWN}""",  # noqa: S608 - numbers
        (person,),
    )
    return [text for (text,) in rows]


def _own(workspace: Workspace) -> tuple[str, ...]:
    with closing(workspace.reader()) as reader:
        return settings_of(reader).phrases


def _keep(workspace: Workspace, phrases: tuple[str, ...]) -> tuple[str, ...]:
    with closing(workspace.reader()) as reader:
        chosen = settings_of(reader)
    workspace.keep_settings(msgspec.structs.replace(chosen, phrases=phrases))
    return phrases
