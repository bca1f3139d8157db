"""What this device's people chose in this workspace: typed, kept beside the journal and never in it."""

import msgspec

from db.connection import Connection, Reader


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """The choices, each with its default; an unreadable one counts as not made."""

    person: str = ""
    """Who acted last, to be offered again."""
    org: str = ""
    """The office or grid acted for."""
    inbox: str = ""
    """The folder watched for photos (照片收件箱); empty while none is."""
    language: str = ""
    theme: str = ""
    zoom: int = 100
    columns: dict[str, list[str]] = {}
    """The columns chosen for each list, by its name."""
    phrases: tuple[str, ...] = ()
    """Own phrases for findings (常用语), the newest first."""


_FIELDS = {field.name: field for field in msgspec.structs.fields(Settings)}


def settings_of(reader: Reader) -> Settings:
    """Give the choices made so far."""
    chosen: dict[str, object] = {}
    for name, value in reader.rows("SELECT name, value FROM setting"):
        if name in _FIELDS:
            try:
                chosen[name] = msgspec.json.decode(value, type=_FIELDS[name].type)
            except msgspec.DecodeError:
                continue
    return msgspec.convert(chosen, Settings)


def keep(connection: Connection, settings: Settings) -> None:
    """Keep all choices in the place of the earlier ones; others than ours (a newer program's) stay."""
    rows = [(name, msgspec.json.encode(getattr(settings, name)).decode()) for name in _FIELDS]
    connection.executemany("INSERT OR REPLACE INTO setting VALUES (?, ?)", rows)


def kept_choice(reader: Reader, name: str) -> str:
    """Give a choice that has a name of its own beside the ``Settings``; empty while none was made."""
    return str(reader.value("SELECT value FROM setting WHERE name = ?", (name,)) or "")


def keep_choice(connection: Connection, name: str, value: str) -> None:
    """Keep a choice beside the ``Settings``; ``name`` must be none of theirs."""
    connection.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))
