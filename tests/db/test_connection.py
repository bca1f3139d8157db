from contextlib import closing
from pathlib import Path

import pytest

from db.connection import (
    ENGINE_NEEDED,
    IntegrityError,
    OperationalError,
    Reader,
    atomic,
    check_engine,
    open_reader,
    open_writer,
    take_lock,
)
from inspector.errors import Refused, Unreadable


def test_an_engine_that_loses_data_is_refused() -> None:
    check_engine(ENGINE_NEEDED)
    with pytest.raises(Refused, match=r"SQLite 3\.51\.3 or newer; 3\.51\.2 is installed"):
        check_engine((3, 51, 2))


def test_a_commit_is_on_the_disk_before_it_is_acknowledged(tmp_path: Path) -> None:
    with closing(open_writer(tmp_path / "a.db")) as writer:
        assert writer.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert writer.execute("PRAGMA synchronous").fetchone() == (2,)
        assert writer.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_a_transaction_is_kept_whole_or_not_at_all(tmp_path: Path) -> None:
    with closing(open_writer(tmp_path / "a.db")) as writer:
        writer.execute("CREATE TABLE word (text TEXT UNIQUE)")
        twice = [("one",), ("one",)]
        with pytest.raises(IntegrityError), atomic(writer):
            writer.executemany("INSERT INTO word VALUES (?)", twice)
        assert writer.execute("SELECT count(*) FROM word").fetchone() == (0,)
        with atomic(writer):
            writer.execute("INSERT INTO word VALUES ('one')")
        assert writer.execute("SELECT count(*) FROM word").fetchone() == (1,)


def test_a_transaction_the_engine_gave_up_itself_is_not_given_up_twice(tmp_path: Path) -> None:
    def give_up() -> None:
        with closing(open_writer(tmp_path / "a.db")) as writer, atomic(writer):
            writer.execute("ROLLBACK")
            raise KeyError

    with pytest.raises(KeyError):
        give_up()


def test_a_full_disk_is_said_in_words_and_nothing_is_kept(tmp_path: Path) -> None:
    with closing(open_writer(tmp_path / "a.db")) as writer:
        writer.execute("CREATE TABLE word (text TEXT)")
        writer.execute("PRAGMA max_page_count = 20")
        with pytest.raises(Refused, match="The disk is full"), atomic(writer):
            writer.execute("INSERT INTO word VALUES (?)", ("x" * 400_000,))
        assert writer.execute("SELECT count(*) FROM word").fetchone() == (0,)


def test_a_file_that_is_no_database_is_said_to_be_damaged(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_bytes(b"no database " * 1000)
    with pytest.raises(Unreadable, match=r"a\.db is damaged"):
        open_writer(tmp_path / "a.db")


def test_a_folder_that_is_not_there_can_not_be_written_to(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="can't be written to"):
        open_writer(tmp_path / "nowhere" / "a.db")


def test_a_lock_is_held_by_one_until_it_is_let_go(tmp_path: Path) -> None:
    first = take_lock(tmp_path / "lock")
    assert first is not None
    assert take_lock(tmp_path / "lock") is None
    first.close()
    with closing(take_lock(tmp_path / "lock") or pytest.fail("the lock is still held")):
        pass


def test_a_lock_on_what_is_no_lock_is_a_fault_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "lock").write_bytes(b"no database " * 1000)
    with pytest.raises(Unreadable):
        take_lock(tmp_path / "lock")


def test_a_reader_sees_what_is_committed_and_writes_nothing(tmp_path: Path) -> None:
    with closing(open_writer(tmp_path / "a.db")) as writer:
        writer.execute("CREATE TABLE word (text TEXT)")
        with closing(Reader(tmp_path / "a.db")) as reader:
            assert reader.rows("SELECT * FROM word") == []
            assert reader.row("SELECT * FROM word") is None
            assert reader.value("SELECT text FROM word") is None
            writer.execute("INSERT INTO word VALUES ('one')")
            assert reader.value("SELECT text FROM word WHERE text = :text", {"text": "one"}) == "one"
            with pytest.raises(OperationalError, match="readonly"):
                reader.connection.execute("DELETE FROM word")


def test_a_statement_is_stopped_from_another_thread(tmp_path: Path) -> None:
    open_writer(tmp_path / "a.db").close()
    with closing(Reader(tmp_path / "a.db")) as reader:
        reader.connection.set_progress_handler(reader.interrupt, 1000)
        endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
        with pytest.raises(OperationalError, match="interrupted"):
            reader.rows(endless)


def test_a_reader_makes_no_database(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        open_reader(tmp_path / "a.db")
    assert list(tmp_path.iterdir()) == []
