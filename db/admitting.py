"""Letting somebody act on this device: added, given a role, and granted this device's feed."""

from db.changes import Changes
from db.founding import speak_as_office
from db.workspace import Actor, Workspace
from inspector.journal.authority import AuthorityGranted
from inspector.model.person import PersonAdded, RoleGiven
from inspector.periods import Instant


def admit(
    workspace: Workspace, person: PersonAdded, role: RoleGiven, by: Actor, at: Instant, passphrase: str = ""
) -> Changes:
    """Record ``person`` with ``role``, and that they may act for its grid in this device's feed.

    For a grid below that of ``by`` the grant is theirs to give; with a ``passphrase`` the office key gives
    it. Raises Refused for a wrong one; then nothing was recorded.
    """
    granted = AuthorityGranted(
        feed=workspace.feed,
        persons=(person.subject,),
        roles=(role.role,),
        org=role.grid,
        from_seq=1,
        age_key=workspace.age_recipient,
    )
    if passphrase:
        spoken = speak_as_office(workspace, passphrase, [granted], by, at)
        return spoken | workspace.record([person, role], by, at)
    return workspace.record([person, role, granted], by, at)
