"""The files of a complaint as a list: by name for who handles it, to others only to whom they are sealed."""

from collections.abc import Mapping
from dataclasses import dataclass

from db.complaint_files import listed_files
from db.workspace import Actor, Workspace
from inspector.model.complaint import Complaint
from inspector.model.complaint_files import FilePart
from inspector.periods import Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """A file by the SHA-256 of its sealed bytes; ``name`` and ``mime`` are empty where it can't be opened.

    ``size`` is that of the file, or where it can't be opened of its sealed bytes; ``sealed_to`` and ``by``
    are names of persons.
    """

    file: str
    position: int
    part: FilePart
    size: int
    name: str
    mime: str
    sealed_to: tuple[str, ...]
    by: str
    added: Instant

    @property
    def is_open(self) -> bool:
        """Say whether the one who asked can open it here."""
        return bool(self.name)


def case_files(
    workspace: Workspace, complaint: Complaint, actor: Actor | None, names: Mapping[str, str]
) -> tuple[CaseFile, ...]:
    """List the files that stand, in the order they came, as ``actor`` may see them."""
    listed = listed_files(workspace, complaint, actor.person if actor else "")
    return tuple(
        CaseFile(
            file=one.file.blob.sha256,
            position=position,
            part=one.file.part,
            size=one.record.size if one.record else one.file.blob.size,
            name=one.record.name if one.record else "",
            mime=one.record.mime if one.record else "",
            sealed_to=tuple(sorted(names.get(person, "") for person in one.file.persons)),
            by=names.get(one.file.by, ""),
            added=one.file.at,
        )
        for position, one in enumerate(listed, 1)
    )
