"""What a build answers to input that it cannot use: the place, the reason, and no folder."""

from __future__ import annotations

import shutil
import struct
import subprocess
import zipfile
import zlib
from pathlib import Path

import pytest
from lxml import html as parser

from rfpkit.errors import InputError
from rfpkit.load.logo import LARGEST
from rfpkit.render import semantic
from rfpkit.workflows.build import build
from tests.conftest import ROOT

GOLDEN = Path(__file__).parent / "cases" / "build"
SMALL = """kind: rfp
id: R-1
title: Repair
issuer: {name: A District, level: district, timezone: America/Chicago}
requirements:
  - {id: R-001, kind: information, text: TEXT}
"""


def png(width=4, height=2, lines=None):
    def chunk(name, body):
        whole = name + body
        return struct.pack(">I", len(body)) + whole + struct.pack(">I", zlib.crc32(whole))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + b"\x17\x47\x6b" * width for _ in range(lines or height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def small(folder, text="Devices come back.", issuer=""):
    folder.mkdir(exist_ok=True)
    rfp = folder / "rfp.yaml"
    written = SMALL.replace("TEXT", text).replace("A District,", f"A District,{issuer}")
    rfp.write_text(written, "utf-8")
    return rfp


def refused(rfp, folder, **changes):
    with pytest.raises(InputError) as found:
        build(rfp, folder / "out", **changes)
    assert not (folder / "out").exists()
    return "".join(f"{one}\n" for one in found.value.diagnostics).replace(f"{folder}/", "")


LOGOS = {
    "words": (b"not a picture", "logo.png"),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "logo.png"),
    "cut": (png()[:-20], "logo.png"),
    "changed": (png().replace(b"IDAT", b"IDAT\0"), "logo.png"),
    "too-wide": (png(5000, 1), "logo.png"),
    "too-few-lines": (png(4, 4, lines=2), "logo.png"),
    "too-large": (png() + b"\0" * LARGEST, "logo.png"),
    "missing": (None, "seal.png"),
    "outside": (png(), "../logo.png"),
    "absolute": (png(), "/etc/hostname"),
}


@pytest.mark.parametrize("name", LOGOS)
def test_a_logo_that_cannot_be_printed_is_told_at_its_name(name, tmp_path, golden):
    data, file = LOGOS[name]
    rfp = small(tmp_path, issuer=f" logo: {{file: {file}, shows: A seal}},")
    if data is not None:
        (tmp_path / "logo.png").write_bytes(data)
    answer = refused(rfp, tmp_path, formats=["html"])
    assert answer.startswith("rfp.yaml:4:")
    assert answer == golden(GOLDEN / f"logo-{name}.txt", answer)


def test_a_logo_that_leads_out_of_the_folder_by_a_link_is_refused(tmp_path):
    outside = tmp_path / "elsewhere.png"
    outside.write_bytes(png())
    rfp = small(tmp_path / "rfp", issuer=" logo: {file: logo.png, shows: A seal},")
    (tmp_path / "rfp" / "logo.png").symlink_to(outside)
    assert "leads out of the RFP's folder" in refused(rfp, tmp_path, formats=["html"])


def test_a_sound_logo_stands_on_the_cover_with_what_it_shows(tmp_path):
    rfp = small(tmp_path, issuer=" logo: {file: logo.png, shows: A seal},")
    (tmp_path / "logo.png").write_bytes(png())
    (page,) = build(rfp, tmp_path / "out", formats=["html"]).files
    (header,) = parser.fromstring(page.read_bytes()).iter("header")
    assert [image.get("alt") for image in header.findall("img")] == ["A seal"]


@pytest.mark.parametrize(
    ("name", "text"),
    [("hebrew", "המחשב חוזר בזמן"), ("arabic", "يعود الجهاز"), ("emoji", "Devices come back 🙂")],
)
def test_a_sign_that_paper_has_not_is_told_at_its_field(name, text, tmp_path, golden):
    answer = refused(small(tmp_path, text), tmp_path, formats=["pdf"])
    assert answer == golden(GOLDEN / f"sign-{name}.txt", answer)


@pytest.mark.parametrize("text", ["המחשב חוזר בזמן", "Devices come back 🙂"])
def test_the_page_of_a_browser_shows_every_sign(text, tmp_path):
    (page,) = build(small(tmp_path, text), tmp_path / "out", formats=["html"]).files
    assert text in semantic.text_of(parser.fromstring(page.read_bytes().decode()))


LINKS = {
    "http": "Log in at [the portal](http://portal.example).",
    "nowhere": "As [the terms](#trems) say.",
}


@pytest.mark.parametrize("name", LINKS)
def test_a_link_that_cannot_be_printed_is_told_at_its_field(name, tmp_path, golden):
    answer = refused(small(tmp_path, f'"{LINKS[name]}"'), tmp_path)
    assert answer == golden(GOLDEN / f"link-{name}.txt", answer)


def test_each_field_with_the_same_wrong_link_is_told(tmp_path):
    rfp = small(tmp_path, '"See [there](http://a.example)."')
    rfp.write_text(rfp.read_text("utf-8") + 'purpose: "And [here](http://a.example)."\n', "utf-8")
    told = refused(rfp, tmp_path, formats=["html"])
    assert "rfp.yaml:6:42: requirements[R-001].text: a link may not" in told
    assert "rfp.yaml:7:10: purpose: a link may not lead to `http://a.example`" in told


def test_html_in_a_requirement_stays_the_signs_that_were_typed(tmp_path):
    text = "'Devices <b onclick=alert(1)>come</b> back <script>x</script>'"
    (page,) = build(small(tmp_path, text), tmp_path / "out", formats=["html"]).files
    root = parser.fromstring(page.read_bytes().decode())
    assert "Devices <b onclick=alert(1)>come</b> back <script>x</script>" in semantic.text_of(root)
    assert not list(root.iter("script", "b"))


def test_an_id_that_stands_twice_is_told_at_the_second_place(tmp_path, golden):
    rfp = small(tmp_path)
    second = "  - {id: R-001, kind: information, text: It is fast.}\n"
    rfp.write_text(rfp.read_text("utf-8") + second, "utf-8")
    answer = refused(rfp, tmp_path)
    assert answer == golden(GOLDEN / "id-twice.txt", answer)


def test_an_unknown_pack_is_told_with_the_one_that_was_meant(tmp_path, golden):
    rfp = small(tmp_path)
    rfp.write_text(rfp.read_text("utf-8") + "pack: k12-device-suport\n", "utf-8")
    answer = refused(rfp, tmp_path)
    assert answer == golden(GOLDEN / "unknown-pack.txt", answer)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("raises", "{{ 1 // 0 }}"),
        ("missing-value", "{{ section.nothing.at_all }}"),
        ("missing-template", '{% include "sections/nowhere.html.j2" %}'),
        ("broken", "{% if %}"),
        ("unknown-element", "<blink>now</blink>"),
    ],
)
def test_a_template_that_cannot_be_used_is_told_with_its_line(
    name, line, tmp_path, golden, monkeypatch
):
    templates = tmp_path / "templates"
    shutil.copytree(ROOT / "templates", templates)
    broken = templates / "base" / "sections" / "requirements.html.j2"
    text = broken.read_text("utf-8")
    broken.write_text(text.replace("</section>", f"{line}\n</section>", 1), "utf-8")
    monkeypatch.setattr("rfpkit.resources.shared", lambda name: tmp_path / name)
    for module in ("rfpkit.packs.find", "rfpkit.render.engine"):
        monkeypatch.setattr(f"{module}.shared", lambda name: tmp_path / name, raising=False)
    answer = refused(small(tmp_path), tmp_path, formats=["html"])
    assert answer == golden(GOLDEN / f"template-{name}.txt", answer)


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")
def test_a_cell_that_is_longer_than_a_page_is_set_over_several(tmp_path):
    words = " ".join(f"word{number}" for number in range(1500))
    rfp = small(tmp_path)
    scope = f"scope:\n  - {{id: laptops, kind: device, coverage: excluded, reason: {words}}}\n"
    rfp.write_text(rfp.read_text("utf-8") + scope, "utf-8")
    pdf, docx = build(rfp, tmp_path / "out", section="scope", formats=["pdf", "docx"]).files
    done = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True)
    shown = done.stdout.decode().split()
    assert [one for one in words.split() if one not in shown] == []
    with zipfile.ZipFile(docx) as archive:
        assert "word1499" in archive.read("word/document.xml").decode()
