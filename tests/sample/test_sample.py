from collections import Counter
from datetime import date
from pathlib import Path

import msgspec
import pytest

from db.check import check_workspace
from db.incarnation import Machine
from db.keys import kept_keys, open_person_key
from db.queries.today import day_of
from db.settings import settings_of
from inspector.errors import Refused
from inspector.model.events import Blob
from inspector.model.ids import GridId, PersonId
from inspector.model.photo import Doubt
from inspector.model.site_paper import PaperState, paper_state
from inspector.pictures.reading import read_photo
from inspector.reports.scan_reading import read_scan
from inspector.reports.verdict import Outcome, Trust
from inspector.reports.verification import verify
from inspector.sample import PASSPHRASE, make_sample
from inspector.sample.county import SIGNER, SIGNERS_GRID, STAFF
from inspector.words import LANGUAGES
from tests.sample.conftest import NOW, Opened


@pytest.fixture(params=LANGUAGES)
def sample(request: pytest.FixtureRequest) -> Opened:
    opened = request.getfixturevalue("chinese" if request.param == "zh_CN" else "english")
    assert isinstance(opened, Opened)
    return opened


def count(sample: Opened, what: str) -> int:
    return int(sample.reader.value(f"SELECT count(*) FROM {what}"))  # noqa: S608 - names of these tests


def test_the_sample_has_what_it_promises(chinese: Opened) -> None:
    expected = {"grid": 13, "person": 22, "site": 60, "checklist": 4, "finding": 51, "photo": 106}
    assert {table: count(chinese, table) for table in expected} == expected
    assert count(chinese, "patrol WHERE state = 'open'") == 0
    assert chinese.reader.value("SELECT count(DISTINCT day) FROM patrol") == 52
    assert chinese.reader.rows("SELECT min(day), max(day) FROM patrol") == [("2026-10-01", "2026-11-21")]
    assert chinese.reader.value("SELECT count(*) FROM patrol WHERE day >= '2026-11-15'") == 63


def test_nothing_in_the_sample_is_in_doubt_for_the_journal(sample: Opened) -> None:
    for table in ("trouble", "conflict", "unconfirmed", "fork", "clock_doubt"):
        assert count(sample, table) == 0, table


def test_journal_tables_and_photos_of_the_sample_agree(chinese: Opened) -> None:
    assert check_workspace(chinese.workspace).outcome is Outcome.GOOD


def test_the_office_says_that_it_is_a_sample(sample: Opened) -> None:
    ((name, is_sample, level_names),) = sample.reader.rows(
        "SELECT office_name, sample, level_names FROM rules"
    )
    assert "演示" in name
    assert is_sample
    assert level_names.count(",") == 2


def test_the_signed_report_of_yesterday_is_valid_complete_and_vouched_for(sample: Opened) -> None:
    verdict = verify(sample.sample.report, sample.sample.known)
    assert verdict.outcome is Outcome.GOOD
    assert not verdict.problems
    both = STAFF[SIGNERS_GRID]
    assert both[0] == SIGNER
    assert [(one.name, one.trust) for one in verdict.signatures] == [(name, Trust.OFFICE) for name in both]
    assert (verdict.photos.named, verdict.photos.valid) == (12, 12)
    assert sample.sample.report.is_relative_to(sample.sample.folder)
    circulars = 1
    assert count(sample, "report_signature") == 2 + len(sample.sample.summaries) + circulars


def test_every_photo_is_there_with_time_and_place_but_for_one_from_wechat(chinese: Opened) -> None:
    rows = chinese.reader.rows(
        "SELECT original_sha256, original_size, original_mime, preview_sha256, preview_size, preview_mime,"
        " time_source, place_source, doubts FROM photo"
    )
    assert Counter((source, place) for *_, source, place, _ in rows) == {
        ("exif", "exif"): 105,
        ("file_name", None): 1,
    }
    for row in rows:
        assert chinese.workspace.blobs.is_whole(Blob(*row[:3]))
        assert chinese.workspace.blobs.is_whole(Blob(*row[3:6]))
    doubted = Counter(doubt for row in rows for doubt in Doubt if doubt in row[-1])
    assert doubted == {Doubt.FAR_AWAY: 1, Doubt.NO_PLACE: 1}


def test_findings_differ_in_severity_and_state_and_some_were_put_right_at_once(chinese: Opened) -> None:
    assert {severity for (severity,) in chinese.reader.rows("SELECT severity FROM finding")} == {
        "minor",
        "serious",
        "major",
    }
    states = Counter(state for (state,) in chinese.reader.rows("SELECT state FROM finding"))
    assert states == {
        "reported": 8,
        "assigned": 2,
        "accepted": 2,
        "under_way": 2,
        "put_right": 1,
        "in_close_off": 2,
        "transferred": 2,
        "closed": 29,
        "closed_off": 3,
    }
    assert count(chinese, "case_step WHERE NOT has_effect") == 0
    assert chinese.reader.rows("SELECT state, relapses FROM finding WHERE relapses ORDER BY noticed_ts") == [
        ("closed", 1),
        ("reported", 1),
    ]
    moments = Counter(
        moment
        for (moment,) in chinese.reader.rows(
            "SELECT moment FROM photo JOIN finding ON finding.id = photo.finding WHERE on_the_spot"
        )
    )
    assert moments == {"before": 14, "after": 14}


def test_a_plan_read_from_its_document_is_on_its_way_in_the_ledger(sample: Opened) -> None:
    tasks = sample.reader.rows("SELECT number, state, is_standing FROM task ORDER BY first_line")
    assert tasks == [
        ("(一)", "under_way", 0),
        ("(二)", "under_way", 0),
        ("(三)", "not_started", 0),
        ("(四)", "not_started", 1),
    ]
    assert count(sample, "task_item") == 8
    assert count(sample, "task_item WHERE done_on IS NOT NULL") == 3


def test_one_round_is_a_late_entry_and_gives_its_reason(chinese: Opened) -> None:
    ((kind, day, reason, entered),) = chinese.reader.rows(
        "SELECT kind, patrol.day, patrol.late_reason, recorded_ts - arrived_ts FROM patrol"
        " JOIN stop ON stop.patrol = patrol.id WHERE patrol.late_reason <> ''"
    )
    assert (kind, day) == ("night", "2026-11-19")
    assert "电量" in reason
    assert entered > 6 * 3_600_000


def test_some_sites_are_overdue_today(chinese: Opened) -> None:
    grid = chinese.reader.value("SELECT id FROM grid WHERE code = ?", (SIGNERS_GRID,))
    person = chinese.reader.value("SELECT id FROM person WHERE name = ?", (SIGNER,))
    day = day_of(chinese.reader, GridId(grid), PersonId(person), NOW)
    assert day.overdue == 2
    assert day.due > day.overdue
    assert day.done == 0


def test_only_officers_answered_the_full_check(chinese: Opened) -> None:
    rows = chinese.reader.rows(
        "SELECT DISTINCT duty.role, duty.card FROM stop JOIN checklist ON checklist.id = stop.checklist"
        " JOIN duty ON duty.person = stop.recorded_by WHERE checklist.whole"
    )
    assert rows == [("officer", "演示-001")]


def test_the_device_offers_the_signer_whose_key_opens_with_the_known_passphrase(chinese: Opened) -> None:
    chosen = settings_of(chinese.reader)
    assert chinese.reader.value("SELECT name FROM person WHERE id = ?", (chosen.person,)) == SIGNER
    assert chosen.inbox == str(chinese.sample.inbox)
    (kept,) = kept_keys(chinese.sample.folder, chosen.person)
    assert open_person_key(kept, PASSPHRASE).name == SIGNER


def test_photos_of_today_wait_in_the_inbox(chinese: Opened) -> None:
    files = sorted(chinese.sample.inbox.iterdir())
    read = [read_photo(file, file.name, None, NOW) for file in files]
    assert len(read) == 4
    assert {photo.taken.day for photo in read} == {NOW.day}
    assert sum(photo.place is None for photo in read) == 1


def test_progress_is_counted_to_the_end(chinese: Opened) -> None:
    done, total = zip(*chinese.progress, strict=True)
    assert len(set(total)) == 1
    assert list(done) == sorted(done)
    assert done[-1] == total[-1]


def test_the_same_day_gives_the_same_sample_but_for_keys_and_language(
    chinese: Opened, english: Opened
) -> None:
    for query in (
        "SELECT id, name FROM site ORDER BY id",
        "SELECT id, site, arrived_ts FROM stop ORDER BY id",
        "SELECT id, original_sha256, preview_sha256 FROM photo ORDER BY id",
        "SELECT id, severity, noticed_ts, site FROM finding ORDER BY id",
    ):
        assert chinese.reader.rows(query) == english.reader.rows(query)
    assert chinese.workspace.feed != english.workspace.feed


def test_the_english_sample_speaks_english_and_keeps_chinese_names(english: Opened) -> None:
    texts = "".join(text for (text,) in english.reader.rows("SELECT text FROM finding"))
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in texts)
    assert english.reader.value("SELECT paper_language FROM rules") == "en"
    assert english.reader.value("SELECT count(*) FROM site WHERE name LIKE '%示例%'") > 20


def test_a_folder_that_holds_something_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(Refused):
        make_sample(tmp_path, NOW, machine=Machine.here(tmp_path.parent / "machine"))
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_stopping_halfway_leaves_nothing(tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, _total: int) -> None:
        if done == 3:
            raise Stopped

    with pytest.raises(Stopped):
        make_sample(tmp_path / "sample", NOW, machine=Machine.here(tmp_path / "machine"), report=stop)
    assert [file.name for file in tmp_path.iterdir()] == ["machine"]


def test_dossiers_hold_papers_of_which_some_soon_expire(sample: Opened) -> None:
    rows = sample.reader.rows("SELECT expires_on FROM site_paper ORDER BY expires_on")
    states = [paper_state(date.fromisoformat(day), NOW.day) for (day,) in rows]
    assert set(states) == set(PaperState)
    assert len(states) == len(set(sample.reader.rows("SELECT title, number FROM site_paper")))


def test_one_stop_was_corrected_and_shows_both(sample: Opened) -> None:
    ((before, after, reason, by),) = sample.reader.rows(
        "SELECT before, after, reason, person.name FROM stop_correction"
        " JOIN person ON person.id = stop_correction.corrected_by"
    )
    assert before != after
    assert reason
    assert by == SIGNER


def test_a_hint_was_handed_to_a_site_and_its_report_is_valid(sample: Opened) -> None:
    ((number, addressee),) = sample.reader.rows(
        "SELECT number, addressee FROM issued_report WHERE kind = 'hint'"
    )
    assert addressee
    (file,) = sample.sample.folder.rglob(f"*{number}.pdf")
    assert verify(file, sample.sample.known).outcome is Outcome.GOOD


def test_the_print_of_the_hint_came_back_sealed_and_was_found_by_its_code(sample: Opened) -> None:
    ((report, found_by, scans),) = sample.reader.rows("SELECT subject, found_by, scans FROM report_scan")
    assert found_by == "qr"
    assert report == sample.reader.value("SELECT id FROM issued_report WHERE kind = 'hint'")
    original, _preview = msgspec.json.decode(scans, type=list[Blob])
    (page,) = read_scan(sample.workspace.blobs.path(original)).pages
    assert [code.number for code in page.codes] == [
        sample.reader.value("SELECT number FROM issued_report WHERE kind = 'hint'")
    ]
