"""Packs as one file: the same bytes each time, and nothing that a stranger slipped in."""

from __future__ import annotations

import io
import os
import stat
import zipfile

import pytest

from rfpkit.errors import InputError
from rfpkit.packs import bundle as bundles
from rfpkit.packs.bundle import MANIFEST, bundle, manifest
from rfpkit.packs.files import files_of
from rfpkit.resources import shared
from rfpkit.workflows.packs.share.bundles import verify_pack
from tests.packs.published import write_pack

FILES = {"pack.yaml": b"kind: pack\n", "sections/one.html.j2": b"<p>one</p>", "LICENSE": b"x"}


@pytest.fixture
def pack(tmp_path):
    folder = tmp_path / "pack"
    for name, data in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def unbundle(path):
    return bundles.unbundle(bundles.read(path), path)


def zipped(path, files, change=None, method=zipfile.ZIP_STORED):
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in files:
            member = zipfile.ZipInfo(name)
            member.external_attr = (stat.S_IFREG | 0o644) << 16
            if change is not None:
                change(member)
            archive.writestr(member, data, method)
    return path


def whole(files):
    return [*files.items(), (MANIFEST, manifest(files).encode())]


def messages(caught):
    return [diagnostic.message for diagnostic in caught.value.diagnostics]


def test_what_is_bundled_comes_out_again(pack, tmp_path):
    (tmp_path / "one.rfppack").write_bytes(bundle(pack))
    assert unbundle(tmp_path / "one.rfppack") == FILES


def test_a_bundle_has_the_same_bytes_whatever_the_files_dates_and_order(pack, tmp_path):
    first = bundle(pack)
    for path in pack.rglob("*"):
        os.utime(path, (1, 1))
        path.chmod(0o700)
    other = tmp_path / "other"
    for name, data in reversed(FILES.items()):
        (other / name).parent.mkdir(parents=True, exist_ok=True)
        (other / name).write_bytes(data)
    assert bundle(pack) == bundle(other) == first


def test_an_old_manifest_in_the_folder_is_not_believed(pack):
    first = bundle(pack)
    (pack / MANIFEST).write_text("lies")
    assert bundle(pack) == first


def test_the_packs_that_come_with_rfpkit_may_be_bundled(tmp_path):
    for folder in sorted(shared("templates").iterdir()):
        (tmp_path / "one.rfppack").write_bytes(bundle(folder))
        assert set(unbundle(tmp_path / "one.rfppack")) == set(files_of(folder))


def test_any_plain_unzip_reads_a_bundle(pack):
    with zipfile.ZipFile(io.BytesIO(bundle(pack))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == sorted([*FILES, MANIFEST])


BAD_NAMES = {
    "a step up": "../pack.yaml",
    "a step up further in": "sections/../../x.yaml",
    "an absolute path": "/etc/x.yaml",
    "a drive": "C:/x.yaml",
    "a backslash": "sections\\x.yaml",
    "a hidden file": ".ssh/x.yaml",
    "a device of Windows": "con.yaml",
    "a trailing dot": "x.yaml.",
    "a line break": "a\nb.yaml",
    "a stream": "x.yaml:hidden",
    "an empty part": "sections//x.yaml",
    "a long name": f"{'a' * 90}.yaml",
    "many folders": "a/b/c/d/e/f/g.yaml",
    "a sign that turns the text": "a\u202eb.yaml",
}


@pytest.mark.parametrize("name", BAD_NAMES.values(), ids=BAD_NAMES)
def test_a_bundle_with_an_odd_name_is_refused(tmp_path, name):
    path = zipped(tmp_path / "one.rfppack", whole({**FILES, name: b"x"}))
    with pytest.raises(InputError) as caught:
        unbundle(path)
    assert "is no name for a file of a pack" in "".join(messages(caught))


@pytest.mark.parametrize(
    "name", ["run.py", "run.sh", "lib.so", "run", "page.html", "x.svg", "x.exe"]
)
def test_a_pack_holds_nothing_that_a_machine_would_run(pack, tmp_path, name):
    (pack / name).write_bytes(b"x")
    with pytest.raises(InputError) as caught:
        bundle(pack)
    assert messages(caught) == ["a pack holds data, text and pictures only"]
    with pytest.raises(InputError, match="data, text and pictures only"):
        unbundle(zipped(tmp_path / "one.rfppack", whole({**FILES, name: b"x"})))


def test_links_are_told_and_not_followed(pack, tmp_path):
    (tmp_path / "secret.yaml").write_text("secret")
    (pack / "secret.yaml").symlink_to(tmp_path / "secret.yaml")
    (pack / "more").symlink_to(tmp_path)
    os.mkfifo(pack / "pipe.yaml")
    with pytest.raises(InputError) as caught:
        files_of(pack)
    assert sorted(messages(caught)) == ["a pack may not hold links"] * 2 + ["it is no file"]


def test_a_link_in_a_bundle_is_refused(tmp_path):
    def link(member):
        if member.filename == "pack.yaml":
            member.external_attr = (stat.S_IFLNK | 0o777) << 16

    with pytest.raises(InputError, match="may not hold links"):
        unbundle(zipped(tmp_path / "one.rfppack", whole(FILES), link))


def test_two_spellings_of_one_name_are_refused(tmp_path):
    path = zipped(tmp_path / "one.rfppack", whole({**FILES, "Pack.yaml": b"other"}))
    with pytest.raises(InputError, match="are one file on some machines"):
        unbundle(path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_is_there_twice_is_refused(tmp_path):
    path = zipped(tmp_path / "one.rfppack", [*whole(FILES), ("pack.yaml", b"other")])
    with pytest.raises(InputError, match="it is in the bundle twice"):
        unbundle(path)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    zeros = b"\0" * 40_000_000
    path = zipped(
        tmp_path / "one.rfppack", whole({**FILES, "a.txt": zeros}), method=zipfile.ZIP_DEFLATED
    )
    assert path.stat().st_size < 100_000
    with pytest.raises(InputError) as caught:
        unbundle(path)
    assert sorted(messages(caught)) == [
        "a file of a pack may have 5,000,000 bytes at most",
        "a pack may have 2,000 files and 30,000,000 bytes at most",
    ]


def test_a_size_that_lies_is_found(tmp_path):
    path = zipped(tmp_path / "one.rfppack", whole(FILES), method=zipfile.ZIP_DEFLATED)
    raw = bytearray(path.read_bytes())
    # The central directory tells fewer bytes than the file has.
    place = raw.rindex(b"PK\x01\x02", 0, raw.rindex(b"pack.yaml"))
    raw[place + 24 : place + 28] = (1).to_bytes(4, "little")
    path.write_bytes(raw)
    with pytest.raises(InputError, match="not a pack, or it is damaged"):
        unbundle(path)


def test_ten_thousand_files_are_refused(tmp_path):
    many = {f"a{number}.txt": b"" for number in range(10_000)}
    with pytest.raises(InputError, match="2,000 files"):
        unbundle(zipped(tmp_path / "one.rfppack", whole(many)))


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"PK\x05\x06" + b"\0" * 18, b"kind: pack\n"])
def test_what_is_no_bundle_is_refused(tmp_path, raw):
    (tmp_path / "one.rfppack").write_bytes(raw)
    with pytest.raises(InputError) as caught:
        unbundle(tmp_path / "one.rfppack")
    assert str(caught.value).startswith(str(tmp_path / "one.rfppack"))


def test_each_kind_of_tampering_is_told(tmp_path):
    files = [*whole(FILES), ("added.txt", b"x")]
    files[0] = ("pack.yaml", b"kind: other\n")
    files = [one for one in files if one[0] != "LICENSE"]
    with pytest.raises(InputError) as caught:
        unbundle(zipped(tmp_path / "one.rfppack", files))
    assert [(d.at.file.rpartition("/")[2], d.message) for d in caught.value.diagnostics] == [
        ("LICENSE", "it is missing, though the manifest lists it"),
        ("added.txt", "the manifest does not list it"),
        ("pack.yaml", "it was changed since the bundle was made"),
    ]


def test_a_bundle_that_is_not_there_and_one_that_is_a_folder_are_told(tmp_path):
    for path in (tmp_path / "none.rfppack", tmp_path):
        with pytest.raises(InputError, match="the file cannot be read"):
            unbundle(path)


def test_every_changed_byte_of_a_bundle_is_noticed_or_changes_nothing(pack, tmp_path):
    raw = bundle(pack)
    path = tmp_path / "one.rfppack"
    noticed = 0
    for place in range(len(raw)):
        path.write_bytes(raw[:place] + bytes([raw[place] ^ 0xFF]) + raw[place + 1 :])
        try:
            assert unbundle(path) == FILES
        except InputError:
            noticed += 1
    # The rest are dates, permissions and what else of a zip is no file's name or content.
    assert sum(map(len, FILES.values())) < noticed < len(raw)


def test_a_bundle_that_is_called_as_another_version_is_refused(tmp_path):
    raw = bundle(write_pack(tmp_path, "words"))
    for name in ("words-1.0.0", "words", "words-2.0.0", "other-1.0.0"):
        (tmp_path / f"{name}.rfppack").write_bytes(raw)
    for name in ("words-1.0.0", "words"):
        assert verify_pack(tmp_path / f"{name}.rfppack").lines[0].startswith("words 1.0.0: ")
    for name in ("words-2.0.0", "other-1.0.0"):
        with pytest.raises(InputError, match=f"is called `{name}`, and holds words 1.0.0"):
            verify_pack(tmp_path / f"{name}.rfppack")
