"""The search finds a word wherever a program could have put it; one that never finds proves nothing."""

import base64
import gzip
import io
import json
import sqlite3
import tarfile
import zipfile
from pathlib import Path

import openpyxl
import pikepdf
import pytest
import zstandard
from docx import Document

from tests.leaks.searching import found_in, found_in_files

WORD = "欧阳测漏"
WORDS = (WORD, "19912345678")


def zipped(name: str, data: bytes) -> bytes:
    to = io.BytesIO()
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, data)
    return to.getvalue()


def tarred(data: bytes) -> bytes:
    to = io.BytesIO()
    with tarfile.open(fileobj=to, mode="w", format=tarfile.USTAR_FORMAT) as packed:
        info = tarfile.TarInfo("entries/0001.zst")
        info.size = len(data)
        packed.addfile(info, io.BytesIO(data))
    return to.getvalue()


def pdf(*, title: str = "", attached: bytes = b"", stream: bytes = b"") -> bytes:
    to = io.BytesIO()
    with pikepdf.new() as made:
        page = made.add_blank_page()
        page.Contents = made.make_stream(stream)
        if title:
            made.docinfo["/Title"] = title
        if attached:
            made.attachments["data.json"] = attached
        made.save(to, compress_streams=True)
    return to.getvalue()


def workbook() -> bytes:
    to, made = io.BytesIO(), openpyxl.Workbook()
    made.create_sheet(WORD)["A1"] = WORD
    made.save(to)
    return to.getvalue()


def letter() -> bytes:
    to, made = io.BytesIO(), Document()
    paragraph = made.add_paragraph()
    paragraph.add_run(WORD[:2]).bold = True
    paragraph.add_run(WORD[2:])
    made.save(to)
    return to.getvalue()


PLAIN = WORD.encode()
HIDDEN = {
    **{encoding: f"x{WORD}x".encode(encoding) for encoding in ("utf-8", "utf-16", "utf-16-be", "gb18030")},
    "json": json.dumps({"name": WORD}).encode(),
    "hex": PLAIN.hex().encode(),
    **{f"base64 at {at}": base64.b64encode(b"x" * at + PLAIN + b"y" * 7) for at in range(3)},
    "broken into lines": "欧阳\n  测漏".encode(),
    "between tags": "<t>欧阳</t><t>测漏</t>".encode(),
    "zip": zipped("x", PLAIN),
    "name in a zip": zipped(WORD, b"x"),
    "zip in a zip": zipped("x.zip", zipped("y", PLAIN)),
    "gzip": gzip.compress(PLAIN),
    "zstd": zstandard.compress(PLAIN * 3),
    "pack": tarred(zstandard.compress(PLAIN * 3)),
    "xlsx": workbook(),
    "docx": letter(),
    "title of a pdf": pdf(title=WORD),
    "stream of a pdf": pdf(stream=PLAIN * 20),
    "attachment of a pdf": pdf(attached=zipped("x", PLAIN)),
}


@pytest.mark.parametrize("how", HIDDEN)
def test_a_word_is_found_however_it_is_hidden(how: str) -> None:
    assert found_in(HIDDEN[how], WORDS) == {WORD}


def test_what_is_not_there_is_not_found() -> None:
    for data in HIDDEN.values():
        assert not found_in(data, ("慕容不在",))


def test_files_of_a_folder_are_searched_with_their_names_and_the_pages_of_a_database(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / f"{WORD}.txt").write_text("x", "utf-8")
    (tmp_path / "clean.txt").write_text("x", "utf-8")
    database = sqlite3.connect(tmp_path / "kept.sqlite")
    database.execute("CREATE TABLE t (a)")
    database.execute("INSERT INTO t VALUES (?)", (WORD,))
    database.commit()
    database.close()
    assert found_in_files(tmp_path, WORDS) == {f"below/{WORD}.txt": {WORD}, "kept.sqlite": {WORD}}
