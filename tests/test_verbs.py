"""The daily commands' words: each names its deal, and says who and why."""

from __future__ import annotations

import pytest

from mapdocs.verbs import DAILY


@pytest.mark.parametrize("verb", DAILY)
def test_each_names_a_deal_and_takes_who_and_why(verb: str) -> None:
    """What every edit leaves in the log."""
    help_text, arguments = DAILY[verb]

    assert help_text
    assert {"deal", "--by", "--because"} <= set(arguments)
    assert all(options["help"] for options in arguments.values())
