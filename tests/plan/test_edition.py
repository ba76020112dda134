"""What an edition may know. tests/test_leaks.py searches the bytes; here are the rules."""

from __future__ import annotations

from mapdocs.compose import compose
from mapdocs.deal import Deal
from mapdocs.plan.edition import for_edition
from mapdocs.source import read_yaml
from tests.samples import SMALL, plan_of, rows_of

INSIDE = SMALL.replace(
    "  sign:", "  price: {phase: live, title: Price approved, audience: internal, duration: 1bd}\n  sign:"
)


def deal_of(text: str) -> Deal:
    node, _ = read_yaml(text, "deal.yaml")
    assert node
    return compose(node, {}, "en").deal


def test_the_internal_edition_keeps_everything_but_where_documents_lie() -> None:
    """Google's settings are nobody's business in a document."""
    text = INSIDE + "google: {document: abc}\ninternal: {notes: N}\n"
    deal = for_edition(deal_of(text), "internal", frozenset())

    assert ("N", "") == (deal.internal.notes, deal.google.document)
    assert "price" in deal.tasks


def test_tasks_that_a_condition_leaves_out_are_in_no_edition() -> None:
    """They are still in the deal, so that links pass through them."""
    deal = deal_of(SMALL)

    assert "proof" not in for_edition(deal, "internal", frozenset(["proof"])).tasks
    assert "proof" not in for_edition(deal, "buyer", frozenset(["proof"])).tasks


def test_rows_say_their_audience_and_risks_are_internal_unless_they_say_otherwise() -> None:
    """Tasks, actions and decisions are for all by default; risks and log entries are not."""
    text = INSIDE + "log: [{on: 2026-11-02, what: Hush}]\n"
    text = text.replace("audience: all}\ndecisions", "audience: all}\n  quiet: {what: Q}\ndecisions")
    deal = for_edition(deal_of(text), "buyer", frozenset())

    assert ["kick-off", "proof", "sign", "go"] == list(deal.tasks)
    assert (["staffing"], ["hosting", "vendor"], ()) == (list(deal.risks), list(deal.decisions), deal.log)


def test_a_phase_with_internal_rows_only_is_not_in_a_buyers_edition() -> None:
    """Its title alone would tell."""
    text = INSIDE.replace("phase: live, title: Price", "phase: desk, title: Price").replace(
        "  live: {title: Go live}", "  live: {title: Go live}\n  desk: {title: Deal desk}"
    )

    assert ["Prove it", "Go live"] == [phase.title for phase in plan_of(text).phases]
    assert "Deal desk" in [phase.title for phase in plan_of(text, "internal").phases]


def test_internal_rows_leave_no_trace_in_a_buyers_plan() -> None:
    """Neither a gap in the keys, nor a link, nor slack, nor the driving chain."""
    text = INSIDE.replace("after: [proof]}\n  go", "after: [proof, price]}\n  go")
    rows = rows_of(plan_of(text))

    assert ["M-01", "M-02", "M-03", "M-04"] == [row.key for row in rows.values()]
    assert ("M-02",) == rows["Contract signed"].waits_for
    assert {(None, False, False, "")} == {(r.slack, r.critical, r.internal, r.internal_note) for r in rows.values()}


def test_the_internal_edition_marks_what_is_internal() -> None:
    """Its rows have keys of their own series, and slack."""
    row = rows_of(plan_of(INSIDE, "internal"))["Price approved"]

    assert ("IM-01", True) == (row.key, row.internal)
    assert row.slack is not None


def test_the_amount_is_known_where_the_price_is_shown() -> None:
    """Only `investment: {audience: all}` shows a price to buyers."""
    shown = deal_of(SMALL + "amount: 5\n")
    hidden = deal_of((SMALL + "amount: 5\n").replace("240000, audience: all", "240000"))

    assert 5 == for_edition(shown, "buyer", frozenset()).amount
    assert None is for_edition(hidden, "buyer", frozenset()).amount
    assert None is for_edition(hidden, "buyer", frozenset()).value.investment
