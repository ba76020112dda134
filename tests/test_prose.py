"""Prose: text comes out as typed, Markdown comes out safe, templates can't run long or look around."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mapdocs.markup import parse
from mapdocs.problems import Where
from mapdocs.prose import MAX_PROSE, dropped, escape_markdown, render_prose, to_html, unescape_markdown

WHERE = Where("templates/phases/x.md", 10, 1)
VALUES: dict[str, Any] = {
    "buyer": {"short": "Marlow", "name": "M"},
    "drivers": [{"metric": "a"}, {"metric": "b"}],
    "x": "*",
}
TRICKY = [
    *"*a* **b** _c_ `d` # 1. - + > = ~ | ! [a](b) ![a](b) <b> &amp; &lt; {{ x }} {% if %} =1+1 @SUM".split(),
    *"\\ \\* *** --- === ___ ``` ~~~ 1.2.3 -1 +1 :: |a|b| <!--x--> <https://a.example> a@b.example".split(),
    *"&#42; &#x2a; [^1] [1]:".split(),
    "# Title",
    "1. One",
    "2026. A year",
    "- item",
    "    code",
    "a  b",
    "[1]: http://a.example",
    "*[HTML]: x",
    "Version 1.",
    "100 % < 200 % & more",
    "=1+1",
    "wzxhzdk:0",
    "klzzwxh:0000",
    "{{ buyer.short }}",
    "C:\\temp\\new",
    "a_b_c *d* __e__",
    "\u00a0x",
    "\u2028",
]


def shown(markdown: str) -> str:
    """What a reader sees of Markdown."""
    return parse(f"<div>{to_html(markdown)}</div>").text()


def visible() -> st.SearchStrategy[str]:
    """Text that a deal may hold: no control characters, as reading refuses them."""
    special = st.sampled_from(list("*_`#+-=~>|.)(![]<>&{}\\\"'@:;%0123456789 \n\tabc"))
    anything = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffe\uffff")
    return st.text(special | anything, max_size=60)


@pytest.mark.parametrize("text", TRICKY)
def test_text_is_text(text: str) -> None:
    """Whatever it looks like, a value comes out as it was typed, white space folded."""
    assert " ".join(text.split()) == shown(escape_markdown(text))


@given(visible())
def test_any_text_survives_the_way_through_markdown(text: str) -> None:
    """Escaping, Markdown and cleaning together change no character."""
    assert " ".join(text.split()) == shown(escape_markdown(text))


@given(visible())
@example("\\&#61;")
def test_escaped_markdown_comes_back_as_text(text: str) -> None:
    """The plain text of a filled sentence, for what is not read as Markdown."""
    assert " ".join(text.split()) == " ".join(unescape_markdown(escape_markdown(text)).split())


@given(visible())
def test_a_value_in_a_template_survives(text: str) -> None:
    """Alone on a line, inside a sentence and behind a list mark."""
    for template in ("{{ v }}", "Before {{ v }} after.", "Title\n{{ v }}"):
        prose, problems = render_prose(template, {"v": text}, WHERE)
        before, after = template.split("{{ v }}")

        assert [] == problems
        assert " ".join(f"{before}{text}{after}".split()) == shown(prose)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=80) | visible())
def test_any_markdown_is_well_formed_and_within_the_page(text: str) -> None:
    """A note, whatever is in it, never breaks the page it stands on."""
    parse(f"<div>{to_html(text)}</div>")


def test_markdown_is_read_in_notes() -> None:
    """Emphasis, lists, code, quotes and links."""
    html = to_html("**a** *b* `c`\n\n- d\n\n> e\n\n[f](https://f.example) [g](mailto:g@g.example)")

    for piece in (
        "<strong>a</strong>",
        "<em>b</em>",
        "<code>c</code>",
        "<li>d</li>",
        "<blockquote>",
        'href="https://f.example"',
    ):
        assert piece in html
    assert 'href="mailto:g@g.example"' in html


def test_titles_in_a_note_are_paragraphs() -> None:
    """The document's titles are its own."""
    assert "<p>Big</p>" == to_html("# Big")


@pytest.mark.parametrize(
    "text",
    [
        "[x](javascript:alert(1))",
        "[x](data:text/html,x)",
        "![x](http://t.example/p.png)",
        "[x](file:///etc/passwd)",
        "[x](//h.example)",
    ],
)
def test_no_link_leaves_http_and_mail(text: str) -> None:
    """No scripts, no pictures from elsewhere, no files."""
    html = to_html(text)

    assert "<img" not in html
    assert not [word for word in ("javascript", "data:", "file:", "h.example") if f'href="{word}' in html]


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "Use <name> here", "<b>bold</b>", "<!-- x -->", "<div>\nx\n</div>"]
)
def test_html_in_a_note_is_text(text: str) -> None:
    """It does nothing, and nothing of it gets lost."""
    assert " ".join(text.split()) == shown(text)


@pytest.mark.parametrize("text", ["&#1;", "&#x0;", "a&#12;b", "&#xFFFE;", "&#xD800;"])
def test_a_reference_to_a_control_character_breaks_nothing(text: str) -> None:
    """Spelled as `&#1;` it passes the reader of the file; the page stays well-formed."""
    parse(f"<div>{to_html(text)}</div>")


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20_000,
        "*" * 20_000,
        "_a" * 10_000,
        "> " * 5_000,
        "`" * 20_000,
        "- " * 5_000,
        "![" * 10_000,
        "<" * 20_000,
        "&" * 20_000,
        "  " * 5_000 + "x",
        "\n" * 20_000,
        "[a](" * 5_000,
        "**a" * 5_000,
        "1. " * 5_000,
        "[a](" * 200 + "x" * 19_000,
        "*a _b " * 200_000,
    ],
    ids=lambda text: text[:6].replace("\n", "n"),
)
def test_any_markdown_takes_bounded_time(text: str) -> None:
    """No note of a few pages keeps a build waiting."""
    start = time.process_time()
    to_html(text)

    assert time.process_time() - start < 5


def test_names_and_filters_of_a_template() -> None:
    """The values it may name, and the filters that docs/playbooks.md lists."""
    template = (
        '{{ buyer.short }}: {{ drivers|map(attribute="metric")|join(", ") }}. {{ "ends"|sentence }} {{ "a."|clause }}'
    )

    assert ("Marlow: a, b. Ends. a", []) == render_prose(template, VALUES, WHERE)


def test_loops_and_conditions_of_a_template() -> None:
    """if, elif, else, for with its counters, set, slices and tests."""
    template = (
        "{% set first = drivers[0] %}{% for d in drivers[:2] %}{{ loop.index }}{{ d.metric }}"
        "{% if not loop.last %}, {% endif %}{% endfor %}{% if first.metric == 'z' %}z"
        "{% elif first is defined and drivers|length > 1 %}y{% else %}x{% endif %}"
    )

    assert ("1a, 2by", []) == render_prose(template, VALUES, WHERE)


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("{{ nope }}", 10),
        ("a\nb {{ buyer.nope }}", 10),
        ("a\n{% if %}", 11),
        ("a\n\n{{ x", 12),
        ("{{ x|nofilter }}", 10),
        ("{% for %}", 10),
    ],
)
def test_a_fault_of_a_template_is_a_problem_in_its_file(template: str, line: int) -> None:
    """An unknown name, a tag left open, a filter that isn't there: `bad-template`, in the template's own lines."""
    prose, [problem] = render_prose(template, VALUES, WHERE)

    assert ("", "bad-template", "templates/phases/x.md") == (prose, problem.code, problem.where and problem.where.file)
    assert problem.where is not None
    assert line <= problem.where.line <= line + template.count("\n")


ATTACKS = [
    "{{ ''.__class__ }}",
    "{{ ''['__class__'] }}",
    "{{ x.__init__.__globals__ }}",
    "{{ buyer|map(attribute='__class__')|list }}",
    "{{ drivers|map('attr', '__class__')|list }}",
    "{{ 'a' * 1000000000 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ [1] * 1000000000 }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ '{:>1000000000}'.format(1) }}",
    "{{ 'a'.center(1000000000) }}",
    "{{ range(1000000000)|list }}",
    "{{ x ~ x }}",
    "{% set a = [x, x] %}",
    "{% for i in range(1000000000) %}{% endfor %}",
    "{% for a in drivers %}{% for b in drivers %}x{% endfor %}{% endfor %}",
    "{% for a in drivers recursive %}{{ loop(drivers) }}{% endfor %}",
    "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
    "{% include 'page.html.j2' %}",
    "{% import 'page.html.j2' as p %}",
    "{% from 'page.html.j2' import p %}",
    "{% extends 'page.html.j2' %}",
    "{% block a %}{% endblock %}",
    "{% set a %}{{ x }}{% endset %}",
    "{% filter upper %}a{% endfilter %}",
    "{% call m() %}{% endcall %}",
    "{{ self }}",
    "{{ cycler('a') }}",
    "{{ lipsum() }}",
    "{{ drivers|join('x'|join('y'|list)) and x.upper() }}",
    "{% set a = 'ab'|join('ab') %}" + "{% set a = a|join(a) %}" * 20 + "{{ a }}",
    "{{ " + "(" * 5000 + "x" + ")" * 5000 + " }}",
    "{{ " + "not " * 4000 + "x }}",
    "{% if x %}" * 400 + "{% endif %}" * 400,
    "{{ x" + "|upper" * 3000 + " }}",
    "{{ x" + ".a" * 3000 + " }}",
    "x" * (MAX_PROSE + 1),
    "{% for a in drivers %}" + "x" * 15_000 + "{% endfor %}",
    "\x01",
    "a\x00b",
]


@pytest.mark.parametrize("template", ATTACKS, ids=lambda text: text[:40])
def test_an_attack_is_a_problem_and_takes_no_time(template: str) -> None:
    """A template from elsewhere sees the values it is given, makes a page at most, and is told where it fails."""
    start = time.process_time()
    prose, problems = render_prose(template, VALUES, WHERE)

    assert time.process_time() - start < 2
    assert "" == prose
    assert [problem.code for problem in problems] in (["bad-template"], ["control-character"])
    assert len(str(problems[0])) < 500


def test_a_deals_text_is_no_template() -> None:
    """What a deal says is never read as a template, whatever it looks like."""
    prose, problems = render_prose("{{ v }}", {"v": "{{ 9 ** 9 }}{% include 'x' %}"}, WHERE)

    assert [] == problems
    assert "{{ 9 ** 9 }}{% include 'x' %}" == shown(prose)


@given(st.text(st.sampled_from("{}%|x.'\"[]()=-+*~ \nifforendset0é\\"), max_size=60))
def test_any_template_is_filled_in_or_refused(template: str) -> None:
    """Nothing but prose or problems comes out."""
    prose, problems = render_prose(template, VALUES, WHERE)

    assert not (prose and problems)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[a](javascript:1) and [b](data:text/html,x)", ['the link "javascript:1"', 'the link "data:text/html,x"']),
        ("![plan](https://pictures.example/p.png)", ['the picture "https://pictures.example/p.png"']),
        ("[a][1]\n\n[1]: FTP://x.example", ['the link "FTP://x.example"']),
        ("[a](/x)", ['the link "/x"']),
        ("[a](https://a.example) [b](HTTP://a.example) <mailto:a@b.example> <a@b.example>", []),
        ("<a href='javascript:1'>typed</a>, no link", []),
        ("no markup", []),
    ],
)
def test_what_no_document_shows_is_told(text: str, told: list[str]) -> None:
    """Pictures, and links of other kinds; what looks like HTML stands as typed."""
    assert told == dropped(text)
