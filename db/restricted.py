"""A finding transferred with restricted access: its row says only that, for everybody.

What was noticed stands in a column of its own, which no list, search or paper asks for; the case shows it to
those ``READERS`` on the ground of the finding, and the letter to the other authority carries it. So it is
with its photos and files: a paper goes from hand to hand, so whoever makes it, it says only how many there
are.
"""

from db.connection import Reader
from inspector.model.finding import Finding
from inspector.model.finding_steps import OFFICE
from inspector.model.person import Role
from inspector.words import N_, Say, _

RESTRICTED = N_("[transferred, access restricted]")
"""Stands for the text, and for the reason, the letter and the result of the transfer."""
READERS = OFFICE | {Role.LEADER}
"""Who reads all of it."""
WHOLE_TEXT = "coalesce(nullif(finding.whole_text, ''), finding.text)"
"""What was noticed, for the letter and for what compares findings; never for a list or another paper."""
WITHHELD_PHOTO = "EXISTS (SELECT 1 FROM finding AS of WHERE of.id = photo.finding AND of.is_restricted)"
WITHHELD_FILE = "EXISTS (SELECT 1 FROM finding AS of WHERE of.id = material.finding AND of.is_restricted)"
"""Of a row of ``photo``, of ``material``: whether only the case of its finding shows it."""
WITHHELD = """SELECT id FROM finding WHERE is_restricted
    UNION ALL SELECT photo.id FROM photo JOIN finding ON finding.id = photo.finding
        WHERE is_restricted AND photo.finding <> ''
    UNION ALL SELECT material.id FROM material JOIN finding ON finding.id = material.finding
        WHERE is_restricted"""
"""The subjects whose entries leave without their bodies."""


def text_of(finding: Finding) -> str:
    """Give what everybody may read of what was noticed."""
    return RESTRICTED if finding.is_restricted else finding.text


def is_restricted(reader: Reader, subject: str) -> bool:
    """Say whether ``subject`` is such a finding: then papers say nothing of its steps and files either."""
    return bool(reader.value("SELECT is_restricted FROM finding WHERE id = ?", (subject,)))


def shown(text: str, say: Say | None = None) -> str:
    """Say the text of a row: that it is restricted in the language of the screen, or of a paper."""
    if text != RESTRICTED:
        return text
    return say(text) if say else _(text)
