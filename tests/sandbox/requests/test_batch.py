"""Batches: in order, and told by number where one is refused."""

from __future__ import annotations

import time

import pytest

from mapdocs.sandbox.errors import ApiError
from mapdocs.sandbox.requests.batch import HANDLERS, apply
from mapdocs.sandbox.schema import schema
from tests.drafts import body, delete, draft, faults_of_indices, insert, look, named, says, table


def test_requests_are_done_in_order_and_each_has_its_reply() -> None:
    """Later indices count what earlier requests did."""
    made = draft()
    replies = apply(made, [insert(1, "b"), insert(1, "a"), named("x", 1, 3), insert(3, "c")])
    assert [{}, {}, {"createNamedRange": replies[2]["createNamedRange"]}, {}] == replies
    assert ["abc"] == says(made)


def test_a_refusal_names_the_request() -> None:
    """Its number, its kind, and why."""
    with pytest.raises(ApiError, match=r"^Invalid requests\[1\]\.insertText: Index 99 must be less"):
        apply(draft(), [insert(1, "a"), insert(99, "b")])
    for request in ({}, insert(1, "a") | delete(1, 2)):
        with pytest.raises(ApiError, match=r"requests\[0\]"):
            apply(draft(), [request])


def test_what_the_server_does_not_do_it_says() -> None:
    """Every kind that it knows is one of the API's; the others are told apart from mistakes."""
    kinds = set(schema("docs", "Request")["properties"])
    assert set() == set(HANDLERS) - kinds
    for kind in sorted(kinds - set(HANDLERS)):
        with pytest.raises(ApiError) as error:
            apply(draft(), [{kind: {}}])
        assert 501 == error.value.code


def test_a_large_document_is_edited_quickly() -> None:
    """3,000 requests in a document of 200 rows of 7: far less than a second is the aim, three are never reached."""
    made = draft(table(1, 200, 7))
    spots = [cell for row in body(made)[2]["table"]["tableRows"] for cell in row["tableCells"]]
    starts = [cell["content"][0]["startIndex"] for cell in spots]
    fill = [request for at in reversed(starts) for request in (insert(at, "M-07 due"), named(f"p:{at}", at, at + 8))]
    begin = time.perf_counter()
    apply(made, fill)
    apply(made, [look(at + 8 * number, at + 8 * number + 4, bold=True) for number, at in enumerate(starts[:200])])
    took = time.perf_counter() - begin

    assert 3000 == len(fill) + 200
    assert [] == faults_of_indices(body(made))
    assert took < 3
