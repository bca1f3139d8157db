"""What an official letter (函) says, whatever file it is written to: PDF, or Word for the office's system."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter in the parts of GB/T 9704-2012, as texts; ``body`` is a paragraph each.

    ``head`` is the red head, empty for a plain letter; ``document`` the number of the office's document
    system, or what stands for it until it is typed; ``copies`` are those who get it as well (抄送).
    """

    language: str
    head: str
    document: str
    title: str
    addressee: str
    body: tuple[str, ...]
    office: str
    day: date
    copies: str = ""
    is_sample: bool = False
