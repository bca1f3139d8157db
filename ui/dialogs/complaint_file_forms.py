"""What adding files to a complaint, and taking one back, asks for."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from inspector.errors import Refused
from inspector.model.complaint_files import (
    FILE_PART_NAMES,
    ComplaintFilesSealed,
    ComplaintFileWithdrawn,
    FilePart,
)
from inspector.model.events import Event
from inspector.words import N_, _
from ui.widgets.complaint_words import file_name_words

if TYPE_CHECKING:
    from ui.dialogs.complaint_step import ComplaintStepDialog


def add_files(form: "ComplaintStepDialog") -> Callable[[], Event]:
    """Ask for files and what they are; they are sealed where they are recorded."""
    papers = form.add_papers(_("Files"))
    part = form.add_choice(
        _("What they are"), [(one.value, _(name)) for one, name in FILE_PART_NAMES.items()]
    )

    def build() -> Event:
        if not papers.files:
            raise Refused(N_("Choose a file first."))
        return ComplaintFilesSealed(part=FilePart(part.value()), sealed="", persons=())

    return build


def take_file_back(form: "ComplaintStepDialog") -> Callable[[], Event]:
    """Ask which file was the wrong one, and why."""
    files = [(one.file, file_name_words(one)) for one in form.choices.files]
    chosen = form.add_choice(_("File"), files)
    reason = form.add_text(
        _("Why it is taken back"), remark=_("Without saying who complained; add the right file afterwards.")
    )
    return lambda: ComplaintFileWithdrawn(file=chosen.value(), reason=reason.toPlainText().strip())
