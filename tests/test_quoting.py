"""Text and values as YAML that reads as they are."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mapdocs.dealfile import said
from mapdocs.quoting import Value, flow, key, literal, scalar
from mapdocs.source import read_yaml

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff\ufffe\uffff"))
VALUES: st.SearchStrategy[Value] = st.recursive(
    st.none() | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(TEXT.filter(lambda t: t != "<<"), inner),
    max_leaves=8,
)


def told(text: str) -> Value:
    node, problems = read_yaml(text, "x.yaml")
    assert node
    assert not problems
    return said(node)


PLAIN = ["done", "2026-12-18", "240000", "10%", "it's", "a, b", "Fraud & risk", "https://a.example/x?y=1", "é", "true"]
QUOTED = [
    "",
    " a",
    "a ",
    "no",
    "NULL",
    "on",
    "-",
    "- a",
    "a: b",
    "a:",
    "a #b",
    "#",
    "*a",
    "&a",
    "12:30",
    "~",
    "{",
    "a\nb",
]


@pytest.mark.parametrize("text", PLAIN)
def test_what_needs_no_quotes_has_none(text: str) -> None:
    """Dates, numbers, sentences."""
    assert text == scalar(text)


@pytest.mark.parametrize("text", QUOTED)
def test_what_yaml_would_take_for_something_else_stands_in_quotes(text: str) -> None:
    """By our reader, or by one of an older YAML."""
    assert scalar(text).startswith('"')
    assert text == yaml.safe_load(scalar(text))


@pytest.mark.parametrize("text", ["a, b", "it's", "a:,b", "https://a.example"])
def test_brackets_need_more_quotes(text: str) -> None:
    """A comma or colon would end the value."""
    assert scalar(text, flow=True).startswith('"')


def test_keys_are_words_of_the_format() -> None:
    """`on` is a key of a log entry."""
    assert "{buyer: role:legal}" == flow({"buyer": "role:legal"})
    assert "{on: 2026-11-23, by: [a, b], why: null}" == flow({"on": "2026-11-23", "by": ["a", "b"], "why": None})
    assert 'on "null" "a: b"' == " ".join([key("on"), key("null"), key("a: b")])


@given(VALUES)
def test_any_value_reads_back(value: Value) -> None:
    """In brackets, whatever it holds."""
    assert {"x": value} == told(f"x: {flow(value)}\n")


@given(TEXT)
def test_any_text_reads_back_in_a_block(text: str) -> None:
    """Alone behind its key."""
    assert {"x": text} == told(f"x: {scalar(text)}\n")


@given(st.lists(TEXT, min_size=2).map("\n".join))
def test_text_of_several_lines_reads_back_or_is_no_block(text: str) -> None:
    """A literal block says exactly the text, with either line end."""
    for newline in ("\n", "\r\n"):
        block = literal(text, 2, newline)

        assert block is None or {"x": text} == told(f"x: {block}{newline}")
