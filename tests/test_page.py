"""The Page: stable blocks, each editable value once, nothing empty, templates' faults told at their place."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from mapdocs.assets import Template
from mapdocs.fields import COMPUTED, KINDS, parse_field
from mapdocs.page import render_page
from mapdocs.problems import DealError, Problem
from mapdocs.words import make_wording
from mapdocs.workspace import load_words
from tests.samples import RICH, SMALL, TINY, document, shipped

if TYPE_CHECKING:
    from mapdocs.page import Page

BARE = "buyer: {name: B, country: GB}\nseller: {name: S, country: DE}\ngo_live: 2027-03-31\n"
NASTY = "<b>&{{ 1 }}*_=1+1 \\\\n &amp; [a](b)"
TYPED = NASTY.replace("\\\\", "\\")


def fields_of(page: Page) -> list[str]:
    return [element.get("data-field") for element in page.walk() if element.get("data-field")]


@pytest.mark.parametrize("edition", ["buyer", "internal"])
@pytest.mark.parametrize("text", [RICH, SMALL])
def test_every_kind_of_field_is_editable_in_a_rich_deal(edition: str, text: str) -> None:
    """Each part and name of fields.KINDS stands on the page, with its kind beside it."""
    page = document(text, edition).page
    found = {(field.part, field.name) for field in map(parse_field, fields_of(page))}
    kinds = {e.get("data-field"): e.get("data-kind") for e in page.walk() if e.get("data-field")}

    assert {(part, name) for part, names in KINDS.items() for name in names} == found
    assert all(parse_field(field).kind == kind for field, kind in kinds.items())
    assert COMPUTED <= found


@pytest.mark.parametrize("text", [RICH, SMALL, TINY])
@pytest.mark.parametrize("size", ["full", "brief"])
def test_no_field_stands_twice(text: str, size: str) -> None:
    """A value that could be edited in two places could be edited two ways."""
    counted = Counter(fields_of(document(text, size=size).page))

    assert {} == {field: count for field, count in counted.items() if count > 1}


def test_fields_carry_their_typed_values() -> None:
    """Dates ISO, people by key, statuses by word, so that readers need not guess what a text means."""
    values = {e.get("data-field"): e.get("data-value") for e in document(RICH).page.walk()}

    assert "2027-01-29" == values["tasks.M-02.due"]
    assert "P-01" == values["tasks.M-02.buyer"]
    assert "not-started" == values["tasks.M-02.status"]
    assert "" == values["tasks.M-02.title"]


@pytest.mark.parametrize("text", [RICH, SMALL, TINY, BARE])
@pytest.mark.parametrize("edition", ["buyer", "internal"])
@pytest.mark.parametrize("size", ["full", "brief"])
def test_block_ids_are_unique_and_every_block_has_one(text: str, edition: str, size: str) -> None:
    """What is pushed, linked to and compared is found by its id."""
    page = document(text, edition, size).page
    ids = Counter(element.id for element in page.walk() if element.id)
    blocks = [e for section in page.blocks for e in section.children if not isinstance(e, str)]

    assert {} == {name: count for name, count in ids.items() if count > 1}
    assert [] == [block.tag for block in blocks if not block.id]


def test_ids_stay_when_something_is_added_elsewhere() -> None:
    """A new risk moves no row; a new row moves no other row."""
    before = {element.id for element in document(RICH).page.walk() if element.tag == "tr" and element.id}
    grown = RICH.replace("decisions:", "  late: {what: Late, owner: maria, audience: all}\ndecisions:")
    grown = grown.replace("risks:", "  later: {phase: live, title: Later, after: [go], after_target: true}\nrisks:")
    after = {element.id for element in document(grown).page.walk() if element.tag == "tr" and element.id}

    assert {"plan/F-02/M-11", "risks/R-02"} == after - before
    assert before <= after


def test_every_link_leads_to_something() -> None:
    """Inside the page to a block that is there; outside to the web or an address."""
    page = document(RICH).page
    ids = {element.id for element in page.walk()}
    links = [element.get("href") for element in page.walk() if element.tag == "a"]

    assert links
    assert [] == [link for link in links if link.startswith("#") and link[1:] not in ids]
    assert [] == [link for link in links if not link.startswith(("#", "https:", "mailto:"))]


def test_a_brief_links_to_nothing_that_it_does_not_have() -> None:
    """It is page one and the milestones."""
    page = document(RICH, size="brief").page
    ids = {element.id for element in page.walk()}
    links = [element.get("href") for element in page.walk() if element.tag == "a"]

    assert ["front", "milestones"] == [section.id for section in page.blocks]
    assert [] == [link for link in links if link.startswith("#") and link[1:] not in ids]


# What has to go from the rich deal for a part to have nothing to say.
PARTS = {
    "criteria": r"success_criteria:\n(  .*\n)+",
    "decisions": r"decisions:\n(  .*\n)+",
    "risks": r"risks:\n(  .*\n)+",
    "value": r"value:\n(  .*\n)+",
    "value/drivers": r"  drivers:\n(    .*\n)+",
    "plan/times": r"    effort: .*\n",
    "decisions/open": r"  hosting: .*\n",
    "decisions/taken": r"  vendor: .*\n",
}


@pytest.mark.parametrize("part", PARTS)
def test_a_part_without_content_is_left_out(part: str) -> None:
    """No heading over nothing, and nothing else goes with it."""
    text = RICH.replace("serves: [hours, precision]", "serves: []")
    left = re.sub(PARTS[part], "", text)
    full = {element.id for element in document(text).page.walk()}
    ids = {element.id for element in document(left).page.walk()}

    assert left != text
    assert part in full
    assert [] == [name for name in ids if name == part or name.startswith(f"{part}/")]
    assert {"front", "plan", "people", "work"} <= ids


def test_a_deal_of_two_names_has_no_empty_part() -> None:
    """Every section says something below its heading, and every table has rows."""
    page = document(BARE).page

    assert "plan" not in {block.id for block in page.blocks}
    for section in page.blocks:
        below = [e for e in section.children if not isinstance(e, str) and e.tag not in ("h2", "h3")]
        assert any(block.text() for block in below), section.id
    assert [] == [
        e.id for e in page.walk() if e.tag in ("table", "ul") and not any(e.find("td" if e.tag == "table" else "li"))
    ]


def nasty() -> str:
    """The rich deal with a text in every place that means something in some language of markup."""
    texts = (
        "Marlow Bank plc|Fernhill Analytics|First filing under the new reporting rule|Analyst hours|Maria Keller"
        "|Head of Fraud|Nine in ten alerts are worth a look|Weekly sample|Prove it|See it work on your data"
        "|Criteria met|Proof on Marlow's data|A report|The report is signed|Draft report|Engineers are shared"
        "|Two days a week held|Hosting region|The contract names it|White paper|every Tuesday|Agree the criteria"
        "|Analysts check 4,000 alerts a day by hand."
    )
    found = re.sub(texts, lambda _: f'"{NASTY}"', RICH)
    return found.replace("Alert review takes under one hour by 30 June 2027.", f'"{NASTY}"')


def test_text_comes_out_as_typed_everywhere() -> None:
    """Nothing that a person typed is read as markup, in whatever part it stands."""
    page = document(nasty()).page
    text = " ".join(block.text() for block in page.blocks)

    assert text.count(TYPED) >= 30
    assert TYPED in page.title
    assert TYPED == page.author
    assert not re.search(r"<b>(?!&\{\{ 1 \}\}\*_=1\+1)|&(?!\{|amp; )", text.replace(TYPED, ""))


def test_markdown_is_read_where_it_is_allowed_only() -> None:
    """Summary and note have emphasis; a title has stars."""
    page = document(RICH.replace("Contract signed", "Contract *signed*")).page
    strong = [element.text() for element in page.walk() if element.tag == "em"]

    assert ["hour", "first"] == strong
    assert "Contract *signed*" in page.blocks[1].text()


@pytest.mark.parametrize("field", ["note", "summary"])
def test_markdown_brings_no_html_and_no_script(field: str) -> None:
    """Raw HTML, pictures and links that run code are gone; the rest of the text stays."""
    evil = '"Hi <script>alert(1)</script><img src=x onerror=y> [go](javascript:alert(1)) ![p](http://x.example/p.png)"'
    old = "Data comes *first*." if field == "note" else "Decisions within the *hour*, on alerts that matter."
    page = document(RICH.replace(old, evil)).page

    assert not [
        e for e in page.walk() if e.tag in ("script", "img") and "src" in e.attrs and "logo:" not in e.get("src")
    ]
    assert not [e for e in page.walk() if "javascript" in e.get("href")]


@pytest.mark.parametrize(("locale", "language"), [("ar-AE", "en-AE"), ("ja-JP", "en-GB"), ("he-IL", "en-IL")])
def test_a_language_without_words_is_english_altogether(locale: str, language: str) -> None:
    """English words set from right to left would come out scrambled; a warning says that there are no others."""
    found = document(RICH + f"locale: {locale}\n")

    assert (language, "ltr") == (found.page.language, found.page.direction)
    assert ["warning"] == sorted({problem.severity for problem in found.problems})


def test_the_page_is_told_apart_by_what_stands_on_each() -> None:
    """Header, footer and marks say which plan, which state, which edition."""
    buyer, internal = document(RICH).page.running, document(RICH, "internal").page.running

    assert "Marlow" in buyer.header_left
    assert "23 November 2026" in buyer.header_right
    assert buyer.footer_left
    assert "" == buyer.footer_mark
    assert internal.footer_mark
    assert "" == document(RICH + "confidential: false\n").page.running.footer_left
    assert {"{page}", "{pages}"} == set(re.findall(r"\{\w+\}", buyer.page_of))


@pytest.mark.parametrize(("country", "paper"), [("GB", "A4"), ("US", "Letter"), ("", "A4")])
def test_paper_is_that_of_the_buyers_country(country: str, paper: str) -> None:
    """They print it."""
    assert paper == document(BARE.replace("B, country: GB", f'B, country: "{country}"')).page.paper


RISKS = "parts/risks.html.j2"
FAULTS = [
    ("{{ nope }}", "bad-template", 7),
    ("{{ line.x }}", "bad-template", 7),
    ("{{ t('no.such.word') }}", "bad-template", 7),
    ("{{ money('x') }}", "bad-template", 7),
    ("{{ 1 / 0 }}", "bad-template", 7),
    ("{% if %}", "bad-template", 7),
    ("{{ plan.__class__.__mro__ }}", "bad-template", 7),
    ("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", "bad-template", 7),
    ("<tr><td><script>x</script></td></tr>", "outside-subset", 7),
    ("<script>", "outside-subset", 7),
    ("<tr onclick='x'></tr>", "outside-subset", 7),
    ("<form>", "outside-subset", 7),
    ("<tr><td>&nbsp;</td></tr>", "outside-subset", 7),
    ("</table>", "outside-subset", 7),
    ("<tr><td><p>unclosed</td></tr>", "outside-subset", 7),
    ("<tr><td><img src='logo:buyer'></td></tr>", "outside-subset", 7),
    ("<tr><td><a href='javascript:1'>x</a></td></tr>", "outside-subset", 7),
]


def rendered(template: str, old: str, new: str) -> tuple[Problem, ...]:
    """The problems of the rich deal's page with one template changed, as a workspace may."""
    found = document(RICH)
    file = found.assets.templates[template]
    templates = {**found.assets.templates, template: Template(file.text.replace(old, new), f"own/{template}")}
    words, _ = make_wording("en-GB", load_words(shipped()))
    with pytest.raises(DealError) as caught:
        render_page(found.plan, words, replace(found.assets, templates=templates), {})
    return caught.value.problems


@pytest.mark.parametrize(("fault", "code", "line"), FAULTS)
def test_a_templates_fault_is_told_at_its_file_and_line(fault: str, code: str, line: int) -> None:
    """Also where the fault lies in a part that another template includes, and where markup is left open."""
    (problem,) = rendered(RISKS, "<tbody>", f"<tbody>{fault}")
    assert problem.where

    assert (code, f"own/{RISKS}", line) == (problem.code, problem.where.file, problem.where.line)
    assert problem.message.endswith(".")
    assert problem.hint


@pytest.mark.parametrize("tag", ["form", "script"])
def test_a_tag_that_pages_do_not_have_is_named(tag: str) -> None:
    """Closed or not."""
    for fault in (f"<{tag}>", f"<tr><td><{tag}>x</{tag}></td></tr>"):
        (problem,) = rendered(RISKS, "<tbody>", f"<tbody>{fault}")

        assert f"<{tag}> is not part of the page's HTML." == problem.message


def test_an_included_template_that_is_not_there_is_told_where_it_is_named() -> None:
    """The file that includes it, and the line."""
    (problem,) = rendered("page.html.j2", RISKS, "parts/nothing.html.j2")
    assert problem.where

    assert "own/page.html.j2" == problem.where.file
    assert problem.where.line
