"""Letting somebody act on this device: added, given a role, and granted this device's feed."""

from db.changes import Changes
from db.founding import speak_as_office
from db.workspace import Actor, Workspace
from inspector.journal.authority import AuthorityGranted
from inspector.model.events import Event
from inspector.model.person import PersonAdded, RoleGiven
from inspector.periods import Instant


def admit(
    workspace: Workspace, person: PersonAdded, role: RoleGiven, by: Actor, at: Instant, passphrase: str = ""
) -> Changes:
    """Record ``person`` with ``role``, and that they may act for its grid in this device's feed.

    For a grid below that of ``by`` the grant is theirs to give; with a ``passphrase`` the office key gives
    it. Raises Refused for a wrong one; then nothing was recorded.
    """
    return _let_act(workspace, (person, role), role, by, at, passphrase)


def admit_again(
    workspace: Workspace, role: RoleGiven, by: Actor, at: Instant, passphrase: str = ""
) -> Changes:
    """Record a further ``role`` of somebody there is, as ``admit`` does."""
    return _let_act(workspace, (role,), role, by, at, passphrase)


def _let_act(
    workspace: Workspace,
    events: tuple[Event, ...],
    role: RoleGiven,
    by: Actor,
    at: Instant,
    passphrase: str,
) -> Changes:
    granted = AuthorityGranted(
        feed=workspace.feed,
        persons=(role.subject,),
        roles=(role.role,),
        org=role.grid,
        from_seq=1,
        age_key=workspace.age_recipient,
    )
    if passphrase:
        spoken = speak_as_office(workspace, passphrase, [granted], by, at)
        return spoken | workspace.record(events, by, at)
    return workspace.record([*events, granted], by, at)
