"""What the program says to people when the world says no."""

from typing import Self


class Spoken(Exception):
    """A sentence for a person, kept as message id and values so that any surface can translate it.

    Raised anywhere, turned into words in two places only: the notice bar and the command line.
    """

    def __init__(self, sentence: str, **values: object) -> None:
        """Keep the English message id ``sentence`` and the ``values`` of its {placeholders}."""
        super().__init__(sentence, values)
        self.sentence = sentence
        self.values = values

    def __str__(self) -> str:
        """Give the English sentence with its values."""
        return self.sentence.format(**self.values)

    def __reduce__(self) -> tuple[object, ...]:
        """Travel whole between processes (PDFs are built in another one)."""
        return _restored, (type(self), self.sentence, self.values)

    @classmethod
    def restored(cls, sentence: str, values: dict[str, object]) -> Self:
        """Make the same error again from its parts."""
        return cls(sentence, **values)


def _restored(kind: type[Spoken], sentence: str, values: dict[str, object]) -> Spoken:
    return kind.restored(sentence, values)


class Refused(Spoken):
    """A rule says no."""


class Unreadable(Spoken):
    """Bytes from elsewhere cannot be understood."""


class Unreachable(Spoken):
    """A folder, drive or carrier does not answer."""
