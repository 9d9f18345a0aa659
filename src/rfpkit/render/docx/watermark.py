"""The mark of a draft behind the text of each page, as Word's own command would make it."""

from __future__ import annotations

from typing import Final

from lxml import etree

from rfpkit.render.docx.xml import Node, node


def watermark(number: int) -> Node:
    """A run for a running head with the word DRAFT across the page.

    Word knows it by its name: "Design, Watermark, Remove" takes it away.
    """
    picture = etree.fromstring(_PICTURE.format(number=number))
    return node("w:r", node("w:rPr", node("w:noProof")), picture)


_PICTURE: Final = """\
<w:pict xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
 path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>
<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>
<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>
<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/>
<v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>
<v:path textpathok="t" o:connecttype="custom"
 o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>
<v:textpath on="t" fitshape="t"/><v:handles><v:h position="#0,bottomRight" xrange="6629,14971"/>
</v:handles><o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>
<v:shape id="PowerPlusWaterMarkObject{number}" o:spid="_x0000_s{number}" type="#_x0000_t136"
 alt="Draft" style="position:absolute;margin-left:0;margin-top:0;width:430pt;height:100pt;\
rotation:308;z-index:-251658752;mso-position-horizontal:center;\
mso-position-horizontal-relative:page;mso-position-vertical:center;\
mso-position-vertical-relative:page" o:allowincell="f" fillcolor="#e9ecef" stroked="f">
<v:textpath style="font-family:&quot;Source Sans Pro&quot;;font-size:1pt;font-weight:bold"
 string="DRAFT"/></v:shape></w:pict>"""
