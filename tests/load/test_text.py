"""Bytes become text, or the person is told what kind of file that is."""

from __future__ import annotations

import os

import pytest

from rfpkit.errors import InputError
from rfpkit.load import text as plain_text


def refused(path):
    with pytest.raises(InputError) as error:
        plain_text.read(path, path.name)
    return str(error.value)


def test_a_missing_file_brings_the_name_that_was_probably_meant(tmp_path):
    (tmp_path / "contract.yaml").write_text("kind: contract\n")
    answer = refused(tmp_path / "contrct.yaml")
    assert answer.startswith("contrct.yaml: there is no such file\n  hint: did you mean `")
    assert answer.endswith("contract.yaml`?")


def test_a_missing_file_in_a_missing_folder_says_so(tmp_path):
    assert "there is no folder `" in refused(tmp_path / "drafts" / "rfp.yaml")


def test_a_missing_file_in_a_folder_without_yaml_has_a_hint(tmp_path):
    assert "hint: check the folder and the name" in refused(tmp_path / "rfp.yaml")


def test_a_folder_brings_the_file_in_it(tmp_path):
    (tmp_path / "rfp.yaml").write_text("kind: rfp\n")
    answer = refused(tmp_path)
    assert "this is a folder" in answer
    assert "rfp.yaml" in answer


def test_a_name_that_no_disk_can_hold_is_a_diagnostic(tmp_path):
    assert "hint: " in refused(tmp_path / ("x" * 5000))
    assert "there is no such file" in refused(tmp_path / "a\0b")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read every file")
def test_a_file_that_may_not_be_read_is_a_diagnostic(tmp_path):
    path = tmp_path / "rfp.yaml"
    path.write_text("kind: rfp\n")
    path.chmod(0)
    assert "the file cannot be opened: permission denied" in refused(path)


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert "this is not a file on the disk" in refused(tmp_path / "pipe")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"%PDF-1.7", "this is a PDF"),
        (b"PK\x03\x04", "this is a Word, Excel or zip file"),
        ("kind: rfp".encode("utf-16"), "the file is UTF-16 text"),
        ("kind: rfp".encode("utf-16-le"), "the file is UTF-16 text"),
        ("kind: rfp".encode("utf-16-be"), "the file is UTF-16 text"),
        (b"a: b\nc: caf\xe9", "f:2:7: the file is not saved as UTF-8 (byte E9, perhaps `é`)"),
        (b"x" * (plain_text.LARGEST + 1), "the file is larger than 5 MB"),
    ],
)
def test_bytes_that_are_no_text_are_named(raw, message):
    with pytest.raises(InputError, match="hint: ") as error:
        plain_text.decode(raw, "f")
    assert message in str(error.value)


def test_a_byte_order_mark_is_left_out():
    assert plain_text.decode(b"\xef\xbb\xbfkind: rfp", "f") == "kind: rfp"


def test_hidden_characters_leave_every_place_where_it_was():
    text, found = plain_text.without_hidden("a: x\u2028y\nb: \u202ez\n", "f")
    assert text == "a: x y\nb:  z\n"
    assert [(diagnostic.at.line, diagnostic.at.column) for diagnostic in found] == [(1, 5), (2, 4)]


def test_letters_of_any_language_are_text():
    words = "Cañón ¿qué? 漢字 한국어 مدرسة Đà Nẵng 🎒 👩‍🏫 – “quoted” ≥ ½\t\n"
    assert plain_text.without_hidden(words, "f") == (words, [])


def test_a_text_with_a_nul_is_no_text():
    with pytest.raises(InputError, match=r"f:2:2: this is not a text file"):
        plain_text.without_hidden("a\nb\0c", "f")


def test_a_link_that_leads_nowhere_is_told_as_one(tmp_path):
    (tmp_path / "rfp.yaml").symlink_to(tmp_path / "gone.yaml")
    assert "this is a link that leads nowhere" in refused(tmp_path / "rfp.yaml")
