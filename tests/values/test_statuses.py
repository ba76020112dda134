"""A status is read by its word in any language of mapdocs."""

from __future__ import annotations

import pytest

from mapdocs.values import Read, Unclear
from mapdocs.values.statuses import STATUSES, read_status, status_words
from tests.readings import reading


@pytest.mark.parametrize(
    ("locale", "text", "answer"),
    [
        ("en-GB", "Done", Read("done")),
        ("en-GB", "\u25cf\u00a0Done", Read("done")),
        ("en-GB", "done \u2713", Read("done", "\u2713")),
        ("en-GB", "IN PROGRESS", Read("in-progress")),
        ("en-GB", "in-progress", Read("in-progress")),
        ("en-GB", "at risk", Read("at-risk")),
        ("en-GB", "Erledigt", Read("done")),
        ("de-DE", "in arbeit", Read("in-progress")),
        ("de-DE", "Done", Read("done")),
        ("fr-FR", "Termin\u00e9", Read("done")),
        ("fr-FR", "TERMINE", Read("done")),
        ("ja-JP", "\u5b8c\u4e86", Read("done")),
        ("ar", "\u062a\u0645", Read("done")),
        ("en-GB", "Done (see mail)", Read("done", "see mail")),
        ("en-GB", "In progress - waits for Tom", Read("in-progress", "waits for Tom")),
        ("en-GB", "Not started\nsoon", Read("not-started", "soon")),
    ],
)
def test_words_of_all_languages_are_known(locale: str, text: str, answer: Read) -> None:
    """In the document's language first; case, accents and shapes don't count."""
    assert answer == read_status(text, reading(locale))


@pytest.mark.parametrize("text", ["", "not done", "done soon", "Not started yet", "nearly", "50%"])
def test_other_words_are_asked_about(text: str) -> None:
    """With every status to choose from."""
    found = read_status(text, reading())

    assert isinstance(found, Unclear)
    assert STATUSES == found.choices


def test_of_two_languages_with_one_word_the_first_counts() -> None:
    """The document's own language is the first."""
    words = status_words([{"status.done": "Klar"}, {"status.not-started": "Klar"}])

    assert "done" == words["klar"]
