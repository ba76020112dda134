from __future__ import annotations

from pathlib import Path

from mapdocs.experience import team_experience
from mapdocs.source import write_whole
from mapdocs.workspace import open_workspace

HEAD = "buyer: {name: B}\nseller: {name: S}\nphases: {p: {title: P}}\ntasks:\n"
DAYS = "status: done, started: 2026-10-05, finished: 2026-10-12"
DONE = f"  t%d: {{title: T, phase: p, buyer: x, duration: 4bd, {DAYS}}}\n"
PEOPLE = "people: {x: {name: X, party: buyer}}\n"


def workspace_of(folder: Path, **deals: str) -> Path:
    write_whole(folder / "content/workspace.yaml", b"people: {}\n")
    for name, text in deals.items():
        write_whole(folder / "content/deals" / name / "deal.yaml", text.encode())
    return folder


def done(count: int) -> str:
    return PEOPLE + HEAD + "".join(DONE % k for k in range(count))


def test_finished_tasks_of_all_deals_count_together(tmp_path: Path) -> None:
    """Deals with nothing finished, or with errors, tell nothing and stop nothing."""
    new, broken = HEAD + "  a: {title: A, phase: p}\n", done(9) + "colour: red\n"
    folder = workspace_of(tmp_path, one=done(5), two=done(3), new=new, broken=broken, torn="finished: {")
    workspace = open_workspace(folder, folder)

    assert {("p", "buyer"): (1.5,) * 8} == team_experience(workspace, [], folder)


def test_too_few_are_no_experience(tmp_path: Path) -> None:
    """Seven tasks of a kind."""
    workspace = open_workspace(workspace_of(tmp_path, one=done(7)), tmp_path)

    assert {} == team_experience(workspace, [], tmp_path)
