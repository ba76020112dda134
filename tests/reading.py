"""What the tests of reading and composing share: the grown deal, the shipped templates, and short ways to both."""

from __future__ import annotations

from functools import cache

from mapdocs.compose import compose
from mapdocs.playbook import Composed
from mapdocs.problems import MapdocsError, Problem
from mapdocs.source import Node, read_yaml
from mapdocs.workspace import Workspace, open_workspace
from tests.conftest import ROOT

GROWN_FILE = ROOT / "tests" / "grown" / "deal.yaml"
GROWN = GROWN_FILE.read_text("utf-8")
PARTIES = "buyer: {name: Marlow Bank, country: GB}\nseller: {name: Fernhill Analytics, country: DE}\n"


@cache
def shipped() -> Workspace:
    """No workspace: the templates that ship."""
    return open_workspace(None, ROOT)


def node_of(text: str, file: str = "deal.yaml") -> Node:
    """The tree of a text without faults."""
    node, problems = read_yaml(text, file)
    assert [] == problems
    assert node is not None
    return node


def composed(text: str, language: str = "en", under: str = "") -> Composed:
    """A deal over the shipped templates, and over a workspace's defaults."""
    return compose(node_of(text), shipped().templates, language, node_of(under, "workspace.yaml") if under else None)


def faults(text: str) -> list[Problem]:
    """All that reading and composing find wrong with a text."""
    node, problems = read_yaml(text, "deal.yaml")
    if node is None:
        return problems
    try:
        return [*problems, *compose(node, shipped().templates, "en").problems]
    except MapdocsError as error:
        return [*problems, *error.problems]


def told(text: str) -> list[tuple[str, int, int]]:
    """Code, line and column of each fault."""
    return [(p.code, p.where.line if p.where else 0, p.where.column if p.where else 0) for p in faults(text)]
