"""A local server, and a document on it that nobody has pushed into yet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mapdocs.google.accounts import Account
from mapdocs.google.service import Remote
from mapdocs.sandbox.server import Server, serve
from tests.shared import Shared, remote_of


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Server]:
    """One server for all; it keeps its documents in memory."""
    with serve() as started:
        yield started


@pytest.fixture(scope="session")
def sandbox_remote(sandbox: Server) -> Iterator[Remote]:
    """The calls to it, made once, since that takes long."""
    remote = remote_of(Account("endpoint", "nobody", endpoint=sandbox.base_url))
    yield remote
    remote.close()


@pytest.fixture
def shared(sandbox: Server, sandbox_remote: Remote, tmp_path: Path) -> Shared:
    """A new document."""
    sandbox.reset()
    return Shared(sandbox, sandbox_remote, tmp_path)
