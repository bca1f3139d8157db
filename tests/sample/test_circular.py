"""The circular of the sample's closed month: signed, with typical cases and every number in its place."""

import json

from tests.sample.conftest import Opened


def test_the_closed_month_has_a_signed_circular_with_cases(chinese: Opened) -> None:
    rows = chinese.reader.rows("SELECT id, also, text, addressee FROM issued_report WHERE kind = 'circular'")
    ((report, also, text, addressee),) = rows
    period, *typed = json.loads(also)
    assert period == "2026-10"
    assert typed[5:]
    assert "{" not in text
    assert addressee
    assert chinese.reader.value("SELECT count(*) FROM report_signature WHERE subject = ?", (report,)) == 1
