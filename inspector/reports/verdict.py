"""What is to be said of a report, a pack or a workspace after it was checked."""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from inspector.errors import Spoken
from inspector.periods import Instant
from inspector.words import Say, in_language

ENGLISH = "en"
LONGEST_WORD = 200
"""Characters of a foreign name that are shown."""


class Kind(StrEnum):
    """What was checked."""

    REPORT = "report"
    PACK = "pack"
    WORKSPACE = "workspace"


class Trust(StrEnum):
    """Who vouches for the certificate of a signature."""

    OFFICE = "office"
    SELF = "self"
    UNKNOWN = "unknown"
    REVOKED = "revoked"


class Level(StrEnum):
    """How long a signature can be proved: with its certificate, with a time stamp, for ever (PAdES)."""

    BASIC = "B-B"
    STAMPED = "B-T"
    LASTING = "B-LTA"


class Outcome(StrEnum):
    """The verdict in one colour."""

    GOOD = "good"
    INCOMPLETE = "incomplete"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A message id and the values of its {placeholders}, to be said in any language."""

    text: str
    values: tuple[tuple[str, object], ...] = ()

    def said(self, say: Say) -> str:
        """Say it in the language of ``say``."""
        return say(self.text).format(**{name: _word(value, say) for name, value in self.values})


def plain(text: str) -> str:
    """Take from foreign text what could steer a terminal or turn a line around, and all beyond a line."""
    shown = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)
    return shown if len(shown) <= LONGEST_WORD else f"{shown[:LONGEST_WORD]}…"


def _word(value: object, say: Say) -> object:
    if isinstance(value, Sentence):
        return value.said(say)
    return plain(value) if isinstance(value, str) else value


def sentence(text: str, /, **values: object) -> Sentence:
    """Keep the message id ``text`` with its ``values``."""
    return Sentence(text, tuple(values.items()))


def told(error: Spoken) -> Sentence:
    """Keep what an error says as a part of a verdict."""
    values = {n: told(value) if isinstance(value, Spoken) else value for n, value in error.values.items()}
    return sentence(error.sentence, **values)


class Harm(IntEnum):
    """What an answer does to the verdict."""

    NONE = 0
    NOTE = 1
    INCOMPLETE = 2
    INVALID = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """What one question brought: a stable English name, what it does to the verdict, what to say."""

    name: str
    harm: Harm
    detail: Sentence


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: a stable English name, whether it is as it should be, what was found."""

    name: str
    ok: bool
    detail: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureVerdict:
    """What is to be said of one signature; ``signed_at`` is the time the signer's clock claimed."""

    field: str
    name: str
    certificate_sha256: str
    signed_at: Instant | None
    level: Level
    trust: Trust
    valid: bool
    covers_all: bool


@dataclass(frozen=True, slots=True)
class EntryCount:
    """Entries carried, those whose header and device signature are right, and feeds they come from."""

    count: int = 0
    valid: int = 0
    feeds: int = 0


@dataclass(frozen=True, slots=True)
class PhotoCount:
    """Photos the report names, previews of them inside, and those whose bytes match their name."""

    named: int = 0
    present: int = 0
    valid: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is to be said of one file or workspace.

    ``valid``: nothing in it was changed or forged. ``complete``: every expected signature is there and
    everything the report lists. Something missing leaves it valid. ``problems`` are sentences for people,
    worst first; they may be there with a valid file too. ``unreadable``: it could not even be checked.
    """

    file: str
    kind: Kind
    valid: bool
    complete: bool
    signatures: tuple[SignatureVerdict, ...] = ()
    expected_signatures: int = 0
    entries: EntryCount = EntryCount()
    photos: PhotoCount = PhotoCount()
    checks: tuple[Check, ...] = ()
    problems: tuple[Sentence, ...] = ()
    unreadable: bool = False

    @property
    def outcome(self) -> Outcome:
        """The verdict in one colour: bad if not valid, incomplete if something is missing."""
        if not self.valid:
            return Outcome.BAD
        return Outcome.GOOD if self.complete else Outcome.INCOMPLETE

    def to_json(self, say: Say | None = None) -> dict[str, object]:
        """Give it as plain JSON values with English keys, sentences in ``say`` (English by default)."""
        speaker = say or in_language(ENGLISH)
        return {
            "file": self.file,
            "kind": self.kind.value,
            "valid": self.valid,
            "complete": self.complete,
            "signatures": [_signature_json(signature) for signature in self.signatures],
            "expected_signatures": self.expected_signatures,
            "entries": dataclasses.asdict(self.entries),
            "photos": dataclasses.asdict(self.photos),
            "checks": [
                {"name": check.name, "ok": check.ok, "detail": check.detail.said(speaker)}
                for check in self.checks
            ],
            "problems": [problem.said(speaker) for problem in self.problems],
        }


def verdict_of(
    file: str,
    kind: Kind,
    answers: Iterable[Answer],
    *,
    signatures: Iterable[SignatureVerdict] = (),
    expected_signatures: int = 0,
    entries: EntryCount = EntryCount(),
    photos: PhotoCount = PhotoCount(),
) -> Verdict:
    """Put answers together: each is a check, each that does harm is a problem too, the worst first."""
    given = list(answers)
    worst = max((answer.harm for answer in given), default=Harm.NONE)
    harmful = sorted((answer for answer in given if answer.harm), key=lambda answer: -answer.harm)
    return Verdict(
        file=file,
        kind=kind,
        valid=worst < Harm.INVALID,
        complete=worst < Harm.INCOMPLETE,
        signatures=tuple(signatures),
        expected_signatures=expected_signatures,
        entries=entries,
        photos=photos,
        checks=tuple(Check(answer.name, not answer.harm, answer.detail) for answer in given),
        problems=tuple(answer.detail for answer in harmful),
    )


def unreadable(file: str, kind: Kind, reason: Sentence) -> Verdict:
    """Give the verdict on bytes that could not be checked at all."""
    return Verdict(
        file=file,
        kind=kind,
        valid=False,
        complete=False,
        checks=(Check("file", ok=False, detail=reason),),
        problems=(reason,),
        unreadable=True,
    )


def _signature_json(signature: SignatureVerdict) -> Mapping[str, object]:
    return {
        "field": signature.field,
        "name": signature.name,
        "certificate_sha256": signature.certificate_sha256,
        "signed_at": signature.signed_at.local.isoformat() if signature.signed_at else "",
        "level": signature.level.value,
        "trust": signature.trust.value,
        "valid": signature.valid,
        "covers_all": signature.covers_all,
    }
