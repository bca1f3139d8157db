"""What the database keeps of the workspace itself."""

from db.connection import Connection

ROOT, IDENTITY, COUNTER, PROJECTION = "root", "workspace", "lc", "projection"
"""Names of what is kept."""


def kept_value(connection: Connection, name: str) -> str | None:
    """Give what is kept under ``name``."""
    row = connection.execute("SELECT value FROM kept WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else None


def keep_value(connection: Connection, name: str, value: str) -> None:
    """Keep ``value`` under ``name``."""
    connection.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", (name, value))
