"""Partial answers."""

from __future__ import annotations

import pytest

from mapdocs.sandbox.errors import ApiError
from mapdocs.sandbox.partial import read_fields, selected

ANSWER = {"files": [{"id": "1", "name": "x", "appProperties": {"a": "1"}}], "nextPageToken": "2"}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("", ANSWER),
        ("*", ANSWER),
        ("nextPageToken", {"nextPageToken": "2"}),
        ("files(id,name)", {"files": [{"id": "1", "name": "x"}]}),
        ("files/appProperties/a, nextPageToken", {"files": [{"appProperties": {"a": "1"}}], "nextPageToken": "2"}),
        ("files(*)", {"files": ANSWER["files"]}),
    ],
)
def test_what_is_asked_for_is_answered(fields: str, expected: object) -> None:
    """Lists through, maps too."""
    assert expected == selected("drive", "FileList", dict(ANSWER), fields)


@pytest.mark.parametrize("fields", ["file", "files(id", "files)", "files(ids)", ",", "files()"])
def test_what_cannot_be_read_is_refused(fields: str) -> None:
    """Wrong names and wrong brackets."""
    with pytest.raises(ApiError, match="field selection"):
        selected("drive", "FileList", dict(ANSWER), fields)


def test_fields_are_a_tree() -> None:
    """A name that is given twice is one."""
    assert {"a": {"b": {}, "c": {"d": {}}}} == read_fields("a(b), a/c/d")
