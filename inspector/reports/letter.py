"""What an official letter (函) says, whatever file it is written to: PDF, or Word for the office's system."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class SlipRow:
    """A row of a slip: names, each with what stands beside it already.

    ``room`` is its least height in points; one that ``is_signed`` leaves each place for ink or a seal, with
    the day below.
    """

    places: tuple[tuple[str, str], ...]
    room: float
    is_signed: bool = False


@dataclass(frozen=True, slots=True)
class Slip:
    """What is filled in and sent back, on a page of its own; ``note`` says how."""

    title: str
    rows: tuple[SlipRow, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter in the parts of GB/T 9704-2012, as texts; ``body`` is a paragraph each.

    ``head`` is the red head, who writes and what kind it is, empty for a plain letter; ``document`` the
    number of the office's document system, or what stands for it until it is typed; ``copies`` are those who
    get it as well (抄送); ``slip`` is what comes back.
    """

    language: str
    head: tuple[str, ...]
    document: str
    title: str
    addressee: str
    body: tuple[str, ...]
    office: str
    day: date
    copies: str = ""
    is_sample: bool = False
    slip: Slip | None = None
