"""A file is read once: its digest is that of the bytes that were handed out."""

from __future__ import annotations

import gzip
import hashlib
import threading
import zipfile

import pytest

from rfpkit.errors import InputError
from rfpkit.tickets.readers.ahead import read_ahead
from rfpkit.tickets.readers.given import Member
from rfpkit.tickets.readers.stored import Stored

RAW = b"number,opened\n" + b"T1,2026-01-07 08:00:00\n" * 5_000


def stored_as(folder, form):
    """Returns the file in one of three forms, and the bytes of which the digest is told."""
    if form == "zip":
        path = folder / "export.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("tickets.csv", RAW)
        return Stored(Member(path, "tickets.csv")), RAW
    path = folder / f"tickets.csv{form}"
    # Two members one behind the other, as a log that was continued has them.
    raw = gzip.compress(RAW[:9_999]) + gzip.compress(RAW[9_999:]) if form == ".gz" else RAW
    path.write_bytes(raw)
    return Stored(path), raw


@pytest.mark.parametrize("form", ["", ".gz", "zip"])
@pytest.mark.parametrize("much", ["nothing", "a block", "all"])
def test_the_digest_is_that_of_the_whole_file_however_much_of_it_was_read(tmp_path, form, much):
    stored, raw = stored_as(tmp_path, form)
    blocks = stored.blocks(1_000)
    if much == "all":
        assert b"".join(blocks) == RAW
    elif much == "a block":
        assert next(blocks) == RAW[:1_000]
    assert stored.sha256() == stored.digest().text() == hashlib.sha256(raw).hexdigest()


def test_a_file_that_was_read_is_not_read_again_for_its_digest(tmp_path):
    stored, raw = stored_as(tmp_path, "")
    assert b"".join(stored.blocks()) == RAW
    (tmp_path / "tickets.csv").write_bytes(b"another")
    assert stored.sha256() == hashlib.sha256(raw).hexdigest()


def test_one_piece_is_made_ahead_and_never_two():
    made = []
    second = threading.Event()

    def pieces():
        for number in (b"1", b"2", b"3", b"4"):
            made.append(number)
            if number == b"2":
                second.set()
            yield number

    found = []
    for piece in read_ahead(pieces()):
        assert second.wait(30), "the next piece is made before it is asked for"
        found.append(piece)
        assert len(made) <= len(found) + 1
    assert found == [b"1", b"2", b"3", b"4"]


def test_what_is_wrong_with_a_piece_is_told_when_it_is_asked_for():
    def pieces():
        yield b"1"
        raise InputError([])

    found = read_ahead(pieces())
    assert next(found) == b"1"
    with pytest.raises(InputError):
        next(found)


def test_nothing_is_left_open_if_nobody_asks_for_the_rest():
    closed = []

    def pieces():
        try:
            yield b"1"
            yield b"2"
            yield b"3"
        finally:
            closed.append(True)

    found = read_ahead(pieces())
    assert next(found) == b"1"
    del found
    assert closed == [True]
