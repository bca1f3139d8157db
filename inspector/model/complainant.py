"""Who complained: known to those who handle the case, masked to everybody else."""

import msgspec

from inspector.errors import Refused
from inspector.words import N_

LONGEST_NAME = 200
_ENDS = 3, 4
"""Digits of a number that are shown at its beginning and end."""


class Complainant(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A person's name and how to reach them; exists in memory only, and is never a field of an event."""

    name: str = ""
    phone: str = ""
    address: str = ""
    note: str = ""

    @property
    def is_blank(self) -> bool:
        """Say whether nobody is named."""
        return not any(part.strip() for part in (self.name, self.phone, self.address, self.note))

    @property
    def masked(self) -> str:
        """Give what others may see: the surname, and the ends of a number (王**, 138****1234)."""
        return " ".join(part for part in (mask_name(self.name), mask_number(self.phone)) if part)

    def __repr__(self) -> str:
        """Tell nothing: a representation ends in logs."""
        return "Complainant(…)"


def mask_name(name: str) -> str:
    """Leave the first character of a name."""
    told = name.strip()
    return f"{told[0]}**" if told else ""


def mask_number(number: str) -> str:
    """Leave the ends of a number that is long enough to keep its middle to itself."""
    told = "".join(number.split())
    first, last = _ENDS
    if not told:
        return ""
    return f"{told[:first]}****{told[-last:]}" if len(told) > first + last else "****"


def check_complainant(complainant: Complainant) -> Complainant:
    """Raise Refused for what is too long to be a name or a way to reach somebody."""
    if any(len(part) > LONGEST_NAME for part in msgspec.structs.astuple(complainant)):
        raise Refused(N_("This takes at most {limit} characters."), limit=LONGEST_NAME)
    return complainant
