"""Templates that reach for what is not theirs, or never end."""

from __future__ import annotations

from tests.packs.hostile.case import Case, layout, pack_of, page

_ROWS = "{% set rows = [1] * 1 %}"
_LIST = "{% set rows = [" + ",".join(map(str, range(100))) + "] %}"
_TEXT = "{% set x = '0123456789' %}"


def _loops(depth: int, inside: str = "") -> str:
    return _LIST + "{% for a in rows %}" * depth + inside + "{% endfor %}" * depth


def _doubled(times: int) -> str:
    return _TEXT + "{% set x = x ~ x %}" * times


def _macro(body: str, call: str = "m(0)") -> str:
    return "{% macro m(n) %}" + body + "{% endmacro %}{{ " + call + " }}"


UNSAFE = "is unsafe"
NONE = "has no attribute 'a'"

ESCAPES = [
    Case("attribute of a text", page("{{ ''.__class__ }}"), UNSAFE),
    Case("all classes", page("{{ ''.__class__.__mro__[1].__subclasses__() }}"), UNSAFE),
    Case("class by its name as text", page("{{ ''['__class__'] }}"), UNSAFE),
    Case(
        "class by the filter attr",
        page("{{ '' | attr('__class__') }}"),
        "there is no filter `attr`",
    ),
    Case("class by the filter map", page("{{ [''] | map(attribute='__class__') | join }}"), UNSAFE),
    Case(
        "globals of a macro",
        page("{% macro m() %}{% endmacro %}{{ m.__globals__ }}"),
        "has no attribute '__globals__'",
    ),
    Case("code of a macro", page("{% macro m() %}{% endmacro %}{{ m._func.__code__ }}"), UNSAFE),
    Case(
        "the loop's environment", page("{% for a in [1] %}{{ loop.__class__ }}{% endfor %}"), UNSAFE
    ),
    Case("self and its context", page("{{ self._TemplateReference__context }}"), UNSAFE),
    Case("class by a name put together", page("{{ ''['__cl' ~ 'ass__'] }}"), UNSAFE),
    Case("class by a name in numbers", page(r"{{ ''['\x5f\x5fclass\x5f\x5f'] }}"), UNSAFE),
    Case("class by a default", page("{{ '' | default(''.__class__, true) }}"), UNSAFE),
    Case("class by selectattr", page("{{ [''] | selectattr('__class__') | list }}"), UNSAFE),
    Case("class by a macro's arguments", page(_macro("{{ varargs.__class__ }}")), UNSAFE),
    Case(
        "a filter by its name",
        page("{{ [''] | map('attr', 'x') | list }}"),
        "there is no filter `attr`",
    ),
    Case(
        "a test by its name", page("{{ [''] | select('attr') | list }}"), "there is no test `attr`"
    ),
    Case("the block above", page("{{ super.__self__ }}"), "has no attribute '__self__'"),
    Case(
        "what a caller closes over",
        page("{% macro m() %}{{ caller.__closure__ }}{% endmacro %}{% call m() %}{% endcall %}"),
        "has no attribute '__closure__'",
    ),
    Case("the extension debug", page("{% debug %}"), "unknown tag 'debug'"),
    Case("cycler", page("{{ cycler.__init__.__globals__ }}"), UNSAFE),
    Case("joiner", page("{{ joiner(',')() }}"), "Undefined is not safely callable"),
    Case("namespace", page("{% set n = namespace(a=1) %}"), "Undefined is not safely callable"),
    Case("lipsum", page("{{ lipsum(100000) }}"), "Undefined is not safely callable"),
    Case("dict", page("{{ dict(a=1) }}"), "Undefined is not safely callable"),
    Case("a method of a text", page("{{ 'a'.format(1) }}"), "not safely callable"),
    Case("a format that reads attributes", page("{{ '{0.__class__}'.format(1) }}"), "not safely"),
    Case("a method of a list", page("{% set a = [] %}{{ a.append(1) }}"), "not safely callable"),
    Case("the filter format", page("{{ '%s' | format(1) }}"), "there is no filter `format`"),
    Case("the filter safe", page("{{ '<script>' | safe }}"), "there is no filter `safe`"),
    Case("the filter pprint", page("{{ x | pprint }}"), "there is no filter `pprint`"),
    Case(
        "escaping switched off",
        page("{% autoescape false %}{{ '<b>' }}{% endautoescape %}"),
        "escaping cannot be switched off",
    ),
    Case("the extension do", page("{% do x.append(1) %}"), "unknown tag 'do'"),
    Case("undefined", page("{{ nobody }}"), "nothing is called `nobody`"),
    Case(
        "undefined through default",
        page("{{ nobody.a | default('x') }}"),
        "nothing is called `nobody`",
    ),
    Case("undefined through join", page("{{ [nobody] | join }}"), "nothing is called `nobody`"),
    Case("undefined through length", page("{{ nobody | length }}"), "nothing is called `nobody`"),
    Case("undefined through map", page("{{ [{}] | map(attribute='a') | join }}"), NONE),
    Case("undefined through sum", page("{{ [{}] | sum(attribute='a') }}"), NONE),
]

PLACES = [
    Case("include a step up", page("{% include '../rfp.yaml' %}"), "leaves the pack's folder"),
    Case(
        "include an absolute path", page("{% include '/etc/passwd' %}"), "leaves the pack's folder"
    ),
    Case(
        "include through base", page("{% include 'base/../../pyproject.toml' %}"), "leaves the pack"
    ),
    Case(
        "include with backslashes",
        page("{% include '..\\\\rfp.yaml' %}"),
        "leaves the pack's folder",
    ),
    Case(
        "include a list of places",
        page("{% include ['none', '../rfp.yaml'] %}"),
        "none of the templates given were found",
    ),
    Case(
        "include in spite of all",
        page("{% include '/etc/passwd' ignore missing %}"),
        "",
        ("root:",),
    ),
    Case("include a name that recolors", page(r"{% include '\x1b[31m' %}"), "there is no template"),
    Case("import a step up", page("{% import '../x' as x %}"), "leaves the pack's folder"),
    Case(
        "extend an absolute path", layout("{% extends '/etc/passwd' %}"), "leaves the pack's folder"
    ),
    Case("include itself", page("{% include 'layouts/rfp.html.j2' %}"), "template cannot be used"),
    Case("extend itself", layout("{% extends 'layouts/rfp.html.j2' %}"), "template cannot be used"),
    Case(
        "include each other",
        pack_of(
            {
                "layouts/rfp.html.j2": "{% include 'a.j2' %}",
                "a.j2": "{% include 'b.j2' %}",
                "b.j2": "{% include 'a.j2' %}",
            }
        ),
        "template cannot be used",
    ),
    Case("replace the base", pack_of({"base/document.html.j2": "mine"}), "", ("mine",)),
]

BOMBS = [
    Case("loops in loops", page(_loops(6)), "more than 1 second"),
    Case("loops in loops that talk", page(_loops(6, "a")), "more than"),
    Case("text that doubles itself", page(_doubled(34)), "MB of memory"),
    Case("long text, printed", page(_doubled(20) + "{{ x }}"), "characters of text"),
    Case("long text, escaped", page(_doubled(25) + "{{ (x ~ '<') | e | length }}"), "more than"),
    Case(
        "long text, replaced",
        page(_doubled(18) + "{{ x | replace('0', x) | length }}"),
        "more than",
    ),
    Case(
        "long text, joined",
        page(_doubled(13) + _LIST + "{{ (rows + rows) | join(x) | length }}" * 9),
        "",
    ),
    Case(
        "joined text in loops",
        page(_LIST + "{% set x = rows | join %}" + _loops(3, "{{ (rows | join(x)) | length }}")),
        "more than",
    ),
    Case(
        "center is no filter", page("{{ 'a' | center(999999999) }}"), "there is no filter `center`"
    ),
    Case(
        "indent is no filter", page("{{ 'a' | indent(999999999) }}"), "there is no filter `indent`"
    ),
    Case("wordwrap is no filter", page("{{ 'a' | wordwrap(1) }}"), "there is no filter `wordwrap`"),
    Case(
        "batch is no filter",
        page("{{ [1] | batch(999999999, 1) | list }}"),
        "there is no filter `batch`",
    ),
    Case(
        "slice is no filter",
        page("{{ [1] | slice(999999999) | list }}"),
        "there is no filter `slice`",
    ),
    Case(
        "tojson is no filter", page("{{ [1] | tojson(999999999) }}"), "there is no filter `tojson`"
    ),
    Case(
        "range",
        page("{% for a in range(999999999) %}{% endfor %}"),
        "Undefined is not safely callable",
    ),
    Case("text times a number", page("{{ 'a' * 999999999 }}"), "small sums of whole numbers"),
    Case("list times a number", page("{{ [1] * 999999999 }}"), "small sums of whole numbers"),
    Case("power", page("{{ 9 ** 9 ** 9 ** 9 }}"), "small sums of whole numbers"),
    Case("a width in a format", page("{{ '%999999999d' % 1 }}"), "small sums of whole numbers"),
    Case(
        "squares of squares",
        page("{% set n = 9999999999 %}" + "{% set n = n * n %}" * 40 + "{{ n }}"),
        "more than",
    ),
    Case(
        "a list of lists",
        page("{% set x = [1] %}" + "{% set x = [x, x] %}" * 30 + "{{ x | string | length }}"),
        "more than",
    ),
    Case("a macro that calls itself", page(_macro("{{ m(n) }}")), "calls itself without end"),
    Case(
        "a macro that calls itself twice",
        page(_macro("{% if n < 60 %}{{ m(n + 1) }}{{ m(n + 1) }}{% endif %}")),
        "more than 1 second",
    ),
    Case(
        "a caller that calls itself",
        page(
            "{% macro m() %}{{ caller() }}{% endmacro %}"
            + "{% call m() %}" * 300
            + "{% endcall %}" * 300
        ),
        "template cannot be used",
    ),
    Case(
        "a loop that calls itself",
        page("{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}"),
        "not safely callable",
    ),
    Case("sorting in loops", page(_loops(4, "{{ rows | sort | length }}")), "more than"),
    Case("sums in loops", page(_loops(4, "{{ rows | sum }}")), "more than"),
    Case("tests in loops", page(_loops(5, "{% if a in rows %}{% endif %}")), "more than"),
    Case("prose in loops", page(_doubled(12) + _loops(2, "{{ x | prose }}")), "more than"),
    Case(
        "prose of brackets",
        page("{% set x = '[' %}" + "{% set x = x ~ x %}" * 14 + "{{ x | prose }}"),
        "",
    ),
    Case(
        "brackets five thousand deep",
        page("{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}"),
        "template cannot be used",
    ),
    Case(
        "a thousand blocks in each other",
        page("{% if 1 %}" * 1000 + "{% endif %}" * 1000),
        "template cannot be used",
    ),
    Case("a number of 100,000 digits", page("{{ " + "9" * 100_000 + " }}"), "4300 digits"),
    Case("signs before a number", page("{{ " + "-" * 5000 + "1 }}"), "calls itself without end"),
    Case(
        "one or the other",
        page("{{ " + " or ".join("0" * 20_000) + " }}"),
        "calls itself without end",
    ),
    Case("braces that open", page("{{" * 100_000), "calls itself without end"),
    Case("a remark that never ends", page("{#" * 100_000), "Missing end of comment"),
    Case(
        "a group of 50,000 fields",
        page("{% set x = {" + ",".join(f"'{n}':1" for n in range(50_000)) + "} %}"),
        "more than",
    ),
    Case("a template of two megabytes", page("a" * 2_000_000), "1,000,000 bytes at most"),
    Case(
        "a template that is no text",
        pack_of({"layouts/rfp.html.j2": b"\xff\xfe\0"}),
        "template cannot be used",
    ),
]

CASES = [*ESCAPES, *PLACES, *BOMBS]
