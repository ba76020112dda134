"""What an answer means, whatever stands in it."""

from __future__ import annotations

import json

import pytest

from mapdocs.google.errors import Answer, Means, judged, read_answer, scrubbed


@pytest.mark.parametrize(
    ("status", "reason", "means"),
    [
        (401, "authError", "signed-out"),
        (429, "", "busy"),
        (403, "rateLimitExceeded", "busy"),
        (403, "RESOURCE_EXHAUSTED", "busy"),
        (403, "sharingRateLimitExceeded", "final"),
        (403, "", "final"),
        (404, "notFound", "final"),
        (400, "badRequest", "final"),
        (503, "backendError", "down"),
        (500, "internalError", "lost"),
        (502, "", "lost"),
        (504, "", "lost"),
        (302, "", "final"),
    ],
)
def test_a_status_with_its_reason_means_one_thing(status: int, reason: str, means: Means) -> None:
    """Only what is known to have done nothing may be sent again; a 500 is not."""
    assert means == judged(Answer(status, "No.", frozenset([reason])), "the document").means


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b"{}",
        b'{"error": 5}',
        b'{"error": {"errors": 7, "details": [3]}}',
        b'{"error": null}',
        b"\xff",
    ],
)
def test_any_body_is_read(body: bytes) -> None:
    """A proxy may answer with anything."""
    assert frozenset() == read_answer(403, body, {}).reasons


def test_reasons_are_found_where_either_api_puts_them() -> None:
    """Drive names them under errors, Docs under details, and has a word for the status."""
    error = {
        "message": "No.",
        "status": "PERMISSION_DENIED",
        "errors": [{"reason": "forbidden"}],
        "details": [{"reason": "SERVICE_DISABLED"}],
    }
    found = read_answer(403, json.dumps({"error": error}).encode(), {})

    assert {"forbidden", "SERVICE_DISABLED", "PERMISSION_DENIED"} == found.reasons


@pytest.mark.parametrize(
    "secret",
    [
        "ya29.a0AfB_byC-x.y",
        "1//0gabcdefghijkl-mnop",
        "GOCSPX-abcDEF123",
        "Bearer abc.def",
        "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln",
        "-----BEGIN PRIVATE KEY----- MIIE",
    ],
)
def test_secrets_are_taken_out(secret: str) -> None:
    """Tokens, client secrets, keys and assertions never reach a message."""
    text = scrubbed(f"bad thing {secret} here")

    assert text.startswith("bad thing")
    assert secret not in text
