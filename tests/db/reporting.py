"""Rounds of the village that end with a report, and the keys of its people."""

from datetime import date
from functools import cache
from pathlib import Path
from random import Random

from db.keys import certifying
from db.report_files import FinalReport, final_report
from db.report_orders import Order
from db.report_signing import sign_final_report
from db.workspace import Actor, Workspace
from inspector.journal.person_key import PersonKey
from inspector.model.finding import FindingNoticed
from inspector.model.patrol import PatrolFinished, PatrolStarted, device_suffix
from inspector.model.photo import Moment, PhotoAdded, TimeSource
from inspector.model.stop import StopRecorded
from inspector.periods import HOUR, MINUTE, Instant, at
from inspector.reports.forms import build_report
from tests.db.village import COKING, HEAP, MIDDLE, MORNING, STAFF, VILLAGE, Village, named
from tests.pictures.made import encoded, scene

ACTOR = Actor(STAFF, VILLAGE)


@cache
def key_of(name: str, number: int = 3) -> PersonKey:
    """Give the key of somebody called ``name``; each number is another."""
    return PersonKey.make(name, "示例县整改办", MORNING, Random(number).randbytes(56))


def go_round(
    village: Village,
    number: int = 50,
    *,
    day: date = MORNING.day,
    inspectors: tuple[str, ...] = (STAFF,),
    late_reason: str = "",
    photos: int = 0,
    stops: int = 2,
) -> str:
    """Record a round of ``day`` with a finding at its first stop, under ``number`` and the 19 after it."""
    patrol, began = named(number), at(day, "09:00", 480)
    started = PatrolStarted(
        subject=patrol,
        grid=VILLAGE,
        day=day,
        began=began,
        inspectors=inspectors,
        weather="晴",
        late_reason=late_reason,
    )
    village.record(started, when=max(began, MORNING))
    for at_stop in range(stops):
        _stop(village, number, at_stop, began.later((5 + at_stop * 20) * MINUTE))
    for photo in range(photos):
        _photo(village, number, photo, began.later((6 + photo) * MINUTE))
    return patrol


def finish(village: Village, patrol: str, signers: tuple[str, ...] = ("inspector",), serial: int = 1) -> None:
    """End a round; without ``signers`` its report is for ink and seal."""
    day = date.fromisoformat(_asked(village, "SELECT day FROM patrol WHERE id = ?", patrol))
    suffix = device_suffix(village.workspace.feed)
    ended = PatrolFinished(
        subject=patrol,
        ended=at(day, "12:00", 480),
        number=f"SLX0101-{day:%Y%m%d}-{suffix}-{serial:02d}",
        signers=signers,
        due=4,
    )
    village.record(ended, when=MORNING.later(3 * HOUR))


def build(order: Order) -> object:
    return build_report(order.paper, order.carried, order.to)


def built(village: Village, patrol: str) -> FinalReport:
    """Build the final report of a finished round."""
    reader = village.workspace.reader()
    final = final_report(reader, village.workspace, patrol, build)
    reader.close()
    return final


def certify(village: Village, key: PersonKey, by: Actor = ACTOR) -> None:
    village.record(certifying(by.person, key), by=by)


def sign(workspace: Workspace, patrol: str, key: PersonKey, by: Actor = ACTOR) -> None:
    reader = workspace.reader()
    sign_final_report(reader, workspace, patrol, key, by, MORNING.later(4 * HOUR))
    reader.close()


def signed_report(village: Village, number: int = 50, *, photos: int = 0, serial: int = 1) -> Path:
    """Go a round, finish it, build its report and sign it as the inspector."""
    patrol = go_round(village, number, photos=photos)
    key = key_of("示例甲")
    certify(village, key)
    finish(village, patrol, serial=serial)
    final = built(village, patrol)
    sign(village.workspace, patrol, key)
    return final.file


def _stop(village: Village, number: int, at_stop: int, arrived: Instant) -> None:
    stop = StopRecorded(
        subject=named(number + 1 + at_stop),
        patrol=named(number),
        site=(COKING, HEAP)[at_stop % 2],
        arrived=arrived,
        nothing_unusual=at_stop > 0,
    )
    finding = FindingNoticed(
        subject=named(number + 10),
        number=f"SLX0101-2026-ABCD-{number:03d}",
        grid=VILLAGE,
        site=COKING,
        patrol=named(number),
        stop=named(number + 1),
        text="料堆未覆盖",
        noticed=arrived,
    )
    village.record(stop, *([finding] if at_stop == 0 else []), when=max(arrived, MORNING))


def _photo(village: Village, number: int, photo: int, taken: Instant) -> None:
    blobs = village.workspace.blobs
    picture = encoded(scene(120 + number + photo))
    village.record(
        PhotoAdded(
            subject=named(number + 11 + photo),
            blobs=(blobs.keep(picture, "image/jpeg"), blobs.keep(picture + b"\0", "image/jpeg")),
            patrol=named(number),
            stop=named(number + 1),
            site=COKING,
            taken=taken,
            time_source=TimeSource.EXIF,
            place=MIDDLE,
            finding=named(number + 10),
            moment=Moment.BEFORE,
        )
    )


def _asked(village: Village, query: str, *values: str) -> str:
    reader = village.workspace.reader()
    answer = reader.value(query, values)
    reader.close()
    return str(answer)
