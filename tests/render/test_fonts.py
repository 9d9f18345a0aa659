"""The bundled type."""

from __future__ import annotations

import base64
import io
import re

import pytest
from fontTools.ttLib import TTFont

from rfpkit.render import fonts

SIGNS = "≥≤✓→☐☑×÷–—“”’…§·½éñ€£"


def test_each_face_is_there_and_names_no_folder_of_this_machine():
    for face in fonts.FACES:
        assert fonts.font_bytes(face.url) == face.path.read_bytes()
        assert face.url == f"rfpkit:fonts/{face.file}"


@pytest.mark.parametrize(
    "url", ["rfpkit:fonts/../../secret", "rfpkit:fonts/", "file:///etc/hostname", "https://x.y/z"]
)
def test_nothing_else_is_served(url):
    with pytest.raises(ValueError, match="not a bundled font"):
        fonts.font_bytes(url)


def test_the_signs_of_a_service_level_are_covered():
    assert fonts.uncovered(f"{SIGNS} \n\tAaZz09") == []
    assert fonts.uncovered("a漢★") == ["★", "漢"]


def test_the_digits_of_tables_are_all_of_one_width():
    for face in fonts.FACES:
        if "Sans" in face.family:
            font = TTFont(face.path)
            names = font.getBestCmap()
            assert len({font["hmtx"][names[ord(digit)]][0] for digit in "0123456789"}) == 1


def test_embedded_fonts_are_cut_down_and_do_not_bear_the_reserved_name():
    css = fonts.embedded_css("Only ≥ these")
    found = re.findall(r"data:font/woff2;base64,([A-Za-z0-9+/=]+)", css)
    assert len(found) == len(fonts.FACES)
    for data in found:
        font = TTFont(io.BytesIO(base64.b64decode(data)))
        cover = font.getBestCmap()
        assert ord("≥") in cover
        assert ord("Q") not in cover
        assert "Source" not in "".join(map(str, font["name"].names))


def test_the_order_of_the_text_does_not_matter():
    assert fonts.embedded_css("abc") == fonts.embedded_css("cba")
