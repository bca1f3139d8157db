"""Opening the viewer over a page, on recorded photos or on those that no entry names yet."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from db.queries.photo_facts import PhotoFacts, facts_of_photos
from inspector.model.ids import PhotoId
from ui.page import Page
from ui.session import Session


def view_recorded(page: Page, photos: Sequence[PhotoId], key: str) -> None:
    """Show recorded ``photos`` over ``page``, beginning with the one named ``key``."""
    page.read(
        lambda reader: facts_of_photos(reader, photos), partial(_show_from, page, key), key="photo facts"
    )


def view_photos(session: Session, photos: Sequence[PhotoFacts], at: int, over: QWidget) -> None:
    """Show ``photos`` over a window, beginning with the one ``at`` this place."""
    from ui.dialogs.photo_view import PhotoView

    PhotoView(session, session.workspace.blobs, photos, at, over).open()


def _show_from(page: Page, key: str, photos: Sequence[PhotoFacts]) -> None:
    if photos:
        at = next((at for at, one in enumerate(photos) if one.photo == key), 0)
        view_photos(page.session, photos, at, page.window())
