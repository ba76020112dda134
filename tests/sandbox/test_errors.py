"""Refusals in the shapes of both APIs."""

from __future__ import annotations

from mapdocs.sandbox.errors import ApiError, bad


def test_a_refusal_is_told_in_each_apis_own_words() -> None:
    """The Docs API has a status, Drive a reason with its domain."""
    error = ApiError(403, "Slow down", "RESOURCE_EXHAUSTED", "userRateLimitExceeded")
    assert {"code": 403, "message": "Slow down", "status": "RESOURCE_EXHAUSTED"} == error.as_docs()["error"]
    item = {"message": "Slow down", "domain": "usageLimits", "reason": "userRateLimitExceeded"}
    assert {"code": 403, "message": "Slow down", "errors": [item]} == error.as_drive()["error"]


def test_a_bad_request_names_its_field() -> None:
    """As a field violation."""
    told = bad("No.", "requests[0]").as_docs()["error"]
    assert ("INVALID_ARGUMENT", "requests[0]") == (told["status"], told["details"][0]["fieldViolations"][0]["field"])
    assert "invalid" == bad("No.").as_drive()["error"]["errors"][0]["reason"]
