"""kill -9 at each step of a push or pull that another process could see: whoever comes next ends it well."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mapdocs.dealfile import Edit
from mapdocs.sandbox.server import Server, serve
from tests.worlds import World

STEPS = range(12)
"""Files put in place, files taken away, connections made: a push has no more."""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """One for all."""
    with serve() as made:
        yield made


@pytest.mark.parametrize("step", STEPS)
def test_a_first_push_that_was_killed_makes_one_document(server: Server, tmp_path: Path, step: int) -> None:
    """Found by its nonce, linked, and written once."""
    world = World(server, tmp_path / f"first-{step}")
    world.killed(lambda one: one.push(), step)
    world.check()

    assert world.state
    assert f"document: {world.state.document}" in world.deal_text()


@pytest.mark.parametrize("step", STEPS)
def test_a_push_that_was_killed_is_ended_or_done_anew(server: Server, tmp_path: Path, step: int) -> None:
    """With what both sides have written meanwhile."""
    world = World(server, tmp_path / f"later-{step}")
    world.push()
    world.sell(Edit(("tasks", "proof", "done_when"), f"{world.word()} agreed"))
    _, found = world.found()
    world.act(world.typed(found.paras["plan/F-01/M-02/title"], f"{world.word()} said", "behind"))
    world.killed(lambda one: one.push(), step)
    world.check()


@pytest.mark.parametrize("step", STEPS)
def test_a_pull_that_was_killed_loses_nothing(server: Server, tmp_path: Path, step: int) -> None:
    """Between the deal file and what is remembered of the document, too."""
    world = World(server, tmp_path / f"pull-{step}")
    world.push()
    _, found = world.found()
    world.act(world.typed(found.paras["plan/F-01/M-01/done_when"], f"{world.word()} said", "instead"))
    world.killed(lambda one: one.pull(), step)
    world.check()
