"""The code on the first page: what the paper is and how to verify it, readable by any telephone."""

from datetime import date

import segno

from inspector.periods import long_day
from inspector.reports.archive import Picture
from inspector.reports.attachment import DATA_NAME, PACK_NAME, Carried
from inspector.words import N_, Say

QUIET_ZONE = 4
"""Modules left white around the code (ISO/IEC 18004:2015, 5.3.8)."""

HOW_TO_VERIFY = N_(
    "Open the PDF of this record in Grid Inspector and choose 'Verify': "
    "signatures, data and photos are checked, and the data must have these check sums."
)


def code_text(title: str, number: str, day: date, carried: Carried, say: Say) -> str:
    """Write what the code says, in the language of the paper, with the whole SHA-256 of each attachment."""
    return "\n".join(
        (
            title,
            say("Number: {number}", number=number),
            say("Date: {day}", day=long_day(day, say)),
            say(HOW_TO_VERIFY),
            f"{PACK_NAME} SHA-256 {carried.pack_sha256}",
            f"{DATA_NAME} SHA-256 {carried.data_sha256}",
        )
    )


def code_picture(text: str) -> Picture:
    """Draw the code with one bit for each module (white is 1) and its quiet zone."""
    # Any of the eight masks can be read. Looking for the best one takes longer than all else on the page,
    # and check sums are as good as random under each.
    code = segno.make_qr(text, error="m", encoding="utf-8", mask=4)
    rows = [
        "".join("0" if module else "1" for module in row)
        for row in code.matrix_iter(scale=1, border=QUIET_ZONE)
    ]
    side = len(rows)
    width = (side + 7) // 8
    data = b"".join(int(row.ljust(width * 8, "1"), 2).to_bytes(width) for row in rows)
    return Picture(data, side, side, is_code=True)
