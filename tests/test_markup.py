"""The page's HTML: a closed subset, parsed once, and nothing outside it passes."""

from __future__ import annotations

from contextlib import suppress
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdocs.markup import ATTRIBUTES, TAGS, Element, MarkupError, check_links, parse

NOT_CONTROL = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")


def refusal(xhtml: str) -> str:
    """What is named as being outside the subset."""
    with pytest.raises(MarkupError) as caught:
        parse(xhtml)
    assert caught.value.why
    return caught.value.what


def test_elements_with_their_text_in_order() -> None:
    """Text before, between and behind children is kept as it stands."""
    expected = Element("p", {"id": "a"}, ("x ", Element("em", {}, ("y",)), " z", Element("br"), "w"))

    assert expected == parse('<p id="a">x <em>y</em> z<br/>w</p>')


@pytest.mark.parametrize("tag", sorted(TAGS))
def test_every_tag_of_the_subset_is_read(tag: str) -> None:
    """Blocks, inline, tables, pictures."""
    assert tag == parse(f"<{tag}/>").tag


@pytest.mark.parametrize("name", sorted(ATTRIBUTES))
def test_every_attribute_of_the_subset_is_read(name: str) -> None:
    """With its value."""
    assert "v" == parse(f'<p {name}="v"/>').get(name)


@pytest.mark.parametrize("tag", "script style iframe object svg math form input link meta h5 b i table2 P".split())
def test_another_tag_is_refused_by_its_name(tag: str) -> None:
    """Nothing is dropped in silence; the name is what one looks for in the template."""
    assert f"<{tag}" == refusal(f"<div><p><{tag}/></p></div>")


@pytest.mark.parametrize("name", "style onclick onload data-x srcset action target".split())
def test_another_attribute_is_refused_by_its_name(name: str) -> None:
    """Layout is the theme's, behaviour nobody's."""
    assert f"{name}=" == refusal(f'<p><a href="#a" {name}="v">x</a></p>')


@pytest.mark.parametrize(
    "xhtml",
    [
        "",
        " ",
        "text",
        "<p>",
        "<p></div>",
        "<p>a</p><p>b</p>",
        "<p>a & b</p>",
        "<p id=a/>",
        "<p>&nbsp;</p>",
        "<p \x01/>",
        "<p>&#1;</p>",
        "<p a='1' a='2'/>",
    ],
)
def test_what_is_not_well_formed_is_refused(xhtml: str) -> None:
    """One root, closed tags, quoted values, no entities but XML's."""
    assert "" == refusal(xhtml)


@pytest.mark.parametrize(
    "xhtml",
    [
        '<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/hostname">]><p>&x;</p>',
        '<!DOCTYPE p [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><p>&b;</p>',
    ],
)
def test_entities_are_never_expanded(xhtml: str) -> None:
    """No file is read, nothing grows."""
    with suppress(MarkupError):
        assert "" == parse(xhtml).text()


def test_comments_and_instructions_are_left_out() -> None:
    """The text around them stays."""
    assert "ab" == parse("<p>a<!-- x --><?php y?>b</p>").text()


def test_text_is_folded_as_a_browser_folds_it() -> None:
    """Line breaks count as spaces, elements don't."""
    assert "a b cd e" == parse("<div> a\n  b <p>c<em>d</em></p><br/>e </div>").text()


def test_walking_and_finding() -> None:
    """In document order, the element itself first."""
    root = parse('<ul class="a b"><li id="x">1<em>2</em></li><li>3</li></ul>')

    assert ["ul", "li", "em", "li"] == [element.tag for element in root.walk()]
    assert ["x", ""] == [element.id for element in root.find("li")]
    assert frozenset("ab") == root.classes
    assert ("", frozenset()) == (root.get("id"), next(root.find("em")).classes)


def test_deep_nesting_is_refused_not_a_crash() -> None:
    """A page is not ten thousand levels deep."""
    assert "" == refusal("<div>" * 10_000 + "</div>" * 10_000)


@given(st.text(NOT_CONTROL, max_size=40), st.text(NOT_CONTROL, max_size=20))
def test_any_text_and_any_value_come_through(text: str, value: str) -> None:
    """Escaped as HTML they are what they were; an attribute's white space is normalised, as XML does."""
    element = parse(f'<p class="{escape(value)}">{escape(text)}</p>')

    assert text.replace("\r\n", "\n").replace("\r", "\n") == "".join(map(str, element.children))
    assert value.split() == element.get("class").split()


@given(st.text(st.sampled_from("<>/=\"'&;!-? abpdiv"), max_size=40))
def test_any_text_is_parsed_or_refused(xhtml: str) -> None:
    """Nothing but an element or a MarkupError comes out."""
    with suppress(MarkupError):
        assert parse(xhtml).tag in TAGS


@pytest.mark.parametrize("href", ["javascript:1", " JavaScript:1", "data:text/html,x", "file:///etc"])
def test_links_lead_to_the_web_to_mail_or_into_the_page(href: str) -> None:
    """A template can't bring in another kind."""
    with pytest.raises(MarkupError, match="only to http, https and mailto"):
        check_links(parse(f'<p><a href="{href}">x</a></p>'))

    for fine in ("https://a.example", "HTTP://a.example", "mailto:a@b.example", "#people/P-01", "a/b:c", ""):
        check_links(parse(f'<p><a href="{fine}">x</a></p>'))
