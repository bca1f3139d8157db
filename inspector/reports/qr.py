"""The code on the first page: what the paper is and how to verify it, readable by any telephone."""

from datetime import date
from math import isqrt

from zxingcpp import BarcodeFormat, create_barcode

from inspector.periods import long_day
from inspector.reports.archive import Picture
from inspector.reports.attachment import DATA_NAME, PACK_NAME, Carried
from inspector.words import N_, Say

BITS = bytes.maketrans(b"\x00\xff", b"01")
"""The signs of black and white modules."""

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
    # The mask is fixed: any can be read, and prints photographed in poor light were read best with this one.
    code = create_barcode(text, BarcodeFormat.QRCode, ec_level="M", data_mask=1).to_image(
        add_quiet_zones=True
    )
    # its stubs hide that it is a buffer
    modules = bytes(memoryview(code).cast("B"))  # type: ignore[arg-type]
    side = isqrt(len(modules))
    width = (side + 7) // 8
    spare = b"1" * (width * 8 - side)
    rows = (modules[at : at + side].translate(BITS) + spare for at in range(0, len(modules), side))
    data = b"".join(int(row, 2).to_bytes(width) for row in rows)
    return Picture(data, side, side, is_code=True)
