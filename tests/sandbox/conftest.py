"""A server, clean for each test, and Google's client to talk to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache

import pytest

from mapdocs.sandbox.server import Server, serve
from tests.clients import Clients, clients


@pytest.fixture(scope="session")
def running() -> Iterator[Server]:
    """One server for all; it keeps its documents in memory."""
    with serve() as started:
        yield started


@pytest.fixture
def server(running: Server) -> Server:
    """The server with nothing in it."""
    running.reset()
    return running


@pytest.fixture(scope="session")
def client_of(running: Server) -> Iterator[Callable[[str], Clients]]:
    """Address -> Google's client with somebody logged in, or with nobody; each is made once, since that takes long."""
    with ExitStack() as stack:
        yield cache(lambda email: stack.enter_context(clients(running.base_url, email)))


@pytest.fixture
def google(server: Server, client_of: Callable[[str], Clients]) -> Clients:
    """Google's client for both APIs, with nobody logged in."""
    return client_of("")


@pytest.fixture
def as_user(server: Server, client_of: Callable[[str], Clients]) -> Callable[[str], Clients]:
    """`as_user(email)` is Google's client with somebody logged in."""
    return client_of
