"""Publishing a list that was edited, and letting sites of a kind be asked from it."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

from db.changes import Changes
from db.connection import Reader
from db.drafts import kept_drafts
from db.queries.checklists import ListRow, ground_of_lists, list_called, newest_version, sites_without
from db.workspace import Actor, Workspace
from inspector.errors import Refused
from inspector.model.checklist import ChecklistPublished, ListFor
from inspector.model.ids import ChecklistId, GridId, PersonId, SiteId
from inspector.model.list_draft import ListDraft, list_draft_from
from inspector.model.question import Question
from inspector.model.site import SiteChanged, SiteKind
from inspector.periods import Instant
from inspector.words import N_

KEYS = "checklist/"
"""What the keys of drafts of lists begin with."""
MAY_NOT = N_("Only the rectification office and township clerks publish lists and assign them.")


def publish_list(workspace: Workspace, draft: ListDraft, person: PersonId, now: Instant) -> Changes:
    """Record ``draft`` as the next version of its list, with which its draft is forgotten.

    Answers keep the version they were given to. Raises Refused as ``list_published`` does.
    """
    with closing(workspace.reader()) as reader:
        by = _entitled(reader, person, now)
        published = list_published(reader, draft)
    return workspace.record([published], by, now, finishes=key_of(draft.id))


def list_published(reader: Reader, draft: ListDraft) -> ChecklistPublished:
    """Give the next version of a list; ask it in the thread that writes, so that a version is given once.

    Raises Refused where the list can't be asked, nothing was changed, or somebody published meanwhile.
    """
    newest = newest_version(reader, draft.id)
    version = newest.version if newest else 0
    published = draft.as_published(version + 1)
    if newest and draft.version != version:
        raise Refused(
            N_("Version {version} of this list was published meanwhile. Begin again from it."),
            version=version,
        )
    if newest and ListDraft.of(newest) == ListDraft.of(draft.as_published(version)):
        raise Refused(N_("Nothing was changed."))
    return published


@dataclass(frozen=True, slots=True)
class Assigned:
    """What was changed, and from which list each site was asked before; no changes where all were already."""

    changes: Changes | None
    before: tuple[tuple[SiteId, str], ...]


def assign_list(
    workspace: Workspace, checklist: ChecklistId, kind: SiteKind, person: PersonId, now: Instant
) -> Assigned:
    """Let all sites of ``kind`` on the ground of ``person`` be asked from a list.

    Raises Refused for the full check of officers, which needs no sites, and for who may not assign lists.
    """
    with closing(workspace.reader()) as reader:
        by = _entitled(reader, person, now)
        newest = newest_version(reader, checklist)
        if newest and newest.whole and newest.made_for is ListFor.OFFICER:
            raise Refused(N_("Officers are offered their full check at every site; it is not assigned."))
        before = sites_without(reader, checklist, kind, GridId(by.org))
    changes = [SiteChanged(subject=site, checklist=checklist) for site, _list in before]
    return Assigned(workspace.record(changes, by, now) if changes else None, tuple(before))


def assign_again(
    workspace: Workspace, before: Sequence[tuple[SiteId, str]], person: PersonId, now: Instant
) -> Changes:
    """Let sites be asked from the lists they were asked from ``before``; raises as ``assign_list``."""
    with closing(workspace.reader()) as reader:
        by = _entitled(reader, person, now)
    changes = [SiteChanged(subject=site, checklist=checklist) for site, checklist in before]
    return workspace.record(changes, by, now)


def lists_begun(reader: Reader) -> tuple[ListRow, ...]:
    """Give the lists of which there is only a draft on this device, as version 0."""
    drafts = [list_draft_from(kept.value) for kept in kept_drafts(reader, KEYS)]
    return tuple(
        ListRow(
            draft.id,
            draft.title,
            0,
            draft.made_for,
            draft.whole,
            len(draft.questions),
            sum(question.must_look for question in draft.questions),
            0,
        )
        for draft in drafts
        if draft and newest_version(reader, draft.id) is None
    )


def key_of(checklist: ChecklistId) -> str:
    """Give the key the draft of a list is kept under."""
    return f"{KEYS}{checklist}"


def _entitled(reader: Reader, person: PersonId, now: Instant) -> Actor:
    ground = ground_of_lists(reader, person, now)
    if ground is None:
        raise Refused(MAY_NOT)
    return Actor(person, ground)


def draft_of_form(
    reader: Reader, title: str, questions: tuple[Question, ...], made_for: ListFor, new: ChecklistId
) -> ListDraft:
    """Give the list a form becomes: the next version of the one with its title, else ``new`` as the first."""
    named = list_called(reader, title)
    newest = newest_version(reader, named) if named else None
    return ListDraft(
        id=named or new,
        title=title,
        version=newest.version if newest else 0,
        made_for=made_for,
        questions=questions,
    )
