"""A print that comes back sealed, and a scan that was filed by mistake."""

import pytest

from inspector.errors import Refused
from inspector.model.events import Blob
from inspector.model.signing import ReportScanWithdrawn, Sealed, counting, seal_report, sealed_without
from inspector.periods import Instant

PAGES = tuple(Blob(f"{number:064x}", 1, "image/jpeg") for number in range(20))


def filed(*blobs: Blob, withdrawn: str = "") -> Sealed:
    return Sealed(
        entry="e", by="p", at=Instant(0, 0), pages=1, found_by="qr", name="", scans=blobs, withdrawn=withdrawn
    )


def test_eight_pages_with_their_previews_fit_into_an_entry() -> None:
    first, second = seal_report("s", "N-1", (), PAGES, "qr", "scan.pdf")
    assert (first.pages, second.pages) == (8, 2)
    assert first.blobs + second.blobs == PAGES
    assert {one.report for one in (first, second)} == {"N-1"}


def test_the_same_original_is_filed_once_but_again_after_it_was_taken_back() -> None:
    with pytest.raises(Refused, match="filed already"):
        seal_report("s", "N-1", (filed(*PAGES[:2]),), PAGES[:4], "qr", "")
    assert seal_report("s", "N-1", (filed(*PAGES[:2], withdrawn="wrong"),), PAGES[:4], "qr", "")
    # only the preview is the same: another picture of a white page
    assert seal_report("s", "N-1", (filed(PAGES[9], PAGES[1]),), PAGES[:2], "qr", "")


def test_a_scan_that_was_taken_back_stays_and_does_not_count() -> None:
    kept = sealed_without((filed(*PAGES[:2]),), ReportScanWithdrawn(subject="s", entry="e", reason="wrong"))
    assert [one.withdrawn for one in kept] == ["wrong"]
    assert counting(kept) == ()
    assert sealed_without(kept, ReportScanWithdrawn(subject="s", entry="other", reason="no")) == kept
