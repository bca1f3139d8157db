"""A photo taken here reads back with the time of this computer's clock."""

from datetime import date

from inspector.model.photo import TimeSource
from inspector.periods import at
from inspector.pictures.reading import read_photo
from inspector.pictures.taking import camera_jpeg


def test_a_photo_taken_here_claims_its_time_and_camera() -> None:
    taken = at(date(2026, 11, 22), "09:14:02", -210)
    # two lines of three pixels, each line with three bytes to spare
    data = camera_jpeg(bytes(range(24)), 3, 2, 12, taken, "Sample Camera")
    read = read_photo(data, "a.jpg", None, at(date(2026, 11, 22), "10:00", 480))
    assert (read.width, read.height, read.camera) == (3, 2, "Sample Camera")
    assert (read.taken, read.time_source) == (taken, TimeSource.EXIF)
