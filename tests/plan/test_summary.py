"""The objective and the value summary: the deal's own words, else the template's, with texts as typed."""

from __future__ import annotations

import re

import pytest

from mapdocs.assets import Template
from mapdocs.markup import parse
from mapdocs.plan.summary import objective_of, summary_of
from mapdocs.problems import DealError, Where
from mapdocs.prose import to_html
from mapdocs.words import make_wording
from mapdocs.workspace import load_words
from tests.samples import document, plan_of, shipped

NASTY = "<b>&{{ 1 }}*_=1+1 [a](b) `c` Ltd. #1"
DEAL = """\
buyer: {{name: Marlow plc, short: Marlow, country: GB}}
seller: {{name: Fernhill, country: DE}}
go_live: {{date: 2027-03-31, why: First filing}}
value:
  problem: "{text}"
  future_state: "{text}"
  impact: {{users: "{text}"}}
  drivers: {{a: {{metric: "{text}", today: 3, target: 1, unit: h, unit_value: 10, per: week}}}}
"""
KINDS = ["quantified", "narrative", "gap"]


def filled(kind: str, text: str = DEAL.format(text=NASTY), **own: str) -> tuple[str, str]:
    """Objective and summary, as a reader sees them, by that kind of template."""
    templates = {**shipped().templates, **{name: Template(text, name) for name, text in own.items()}}
    found = document(text)
    words, _ = make_wording("en-GB", load_words(shipped()))
    value = _value(text)
    objective = objective_of(value, found.plan, kind, templates, words)
    summary = summary_of(value, found.plan, kind, templates, words)
    return objective, parse(f"<div>{to_html(summary)}</div>").text() if summary else ""


def _value(text: str):  # type: ignore[no-untyped-def]  # noqa: ANN202
    from mapdocs.compose import compose
    from mapdocs.source import read_yaml

    node, _ = read_yaml(text, "deal.yaml")
    assert node
    return compose(node, {}, "en").deal.value


@pytest.mark.parametrize("kind", KINDS)
def test_texts_of_the_deal_come_out_as_typed(kind: str) -> None:
    """Neither Markdown nor Jinja nor HTML in a value means anything, in the objective neither."""
    objective, summary = filled(kind)

    assert NASTY in summary
    assert "\\" not in summary + objective
    assert "&amp;" not in summary + objective


@pytest.mark.parametrize("kind", KINDS)
def test_a_summary_has_three_to_four_sentences(kind: str) -> None:
    """Two minutes are what a reader has; a template may leave out what the deal does not say."""
    text = DEAL.format(text="Work takes too long")
    _, summary = filled(kind, text)

    assert 1 <= len(re.findall(r"[.!?](?:\s|$)", summary)) <= 5


def test_own_words_stand_instead_of_the_templates() -> None:
    """Markdown in the summary, plain text in the objective."""
    text = DEAL.format(text="x").replace("\nvalue:", '\nvalue:\n  objective: "A *b*"\n  summary: "C **d**"')
    plan = plan_of(text)

    assert ("A *b*", "C **d**") == (plan.objective, plan.summary)


def test_a_deal_that_says_nothing_has_no_summary_and_a_plain_objective() -> None:
    """Its objective names both sides, the day, and why that day."""
    plan = plan_of(
        "buyer: {name: B, country: GB}\nseller: {name: S, country: DE}\ngo_live: {date: 2027-03-31, why: X.}\n"
    )

    assert "" == plan.summary
    assert all(word in plan.objective for word in ("B", "S", "31 March 2027", "X"))


def test_without_a_date_the_objective_names_none() -> None:
    """A proposed date is no objective."""
    plan = plan_of("buyer: {name: B, country: GB}\nseller: {name: S, country: DE}\n")

    assert not re.search(r"\d{4}", plan.objective)


def test_a_fault_in_a_template_is_told_at_its_line() -> None:
    """The file and the line of the prose, behind the front matter."""
    broken = "---\ntitle: T\n---\nFine.\n\n{{ nothing }}\n"
    with pytest.raises(DealError) as caught:
        filled("gap", **{"value-summary/gap.md": broken})

    assert [("bad-template", Where("value-summary/gap.md", 6, 1))] == [(p.code, p.where) for p in caught.value.problems]
