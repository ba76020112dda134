"""Playbooks and phase templates: how they are read, and what is told when one of them is wrong."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from mapdocs.assets import Template
from mapdocs.compose import compose
from mapdocs.playbook import Composed, base_of, read_phase, read_playbook
from mapdocs.problems import DealError, Problem, Where
from mapdocs.source import plain
from tests.reading import PARTIES, node_of

HERE = Where("deal.yaml", 3, 11)
PLAYBOOK = """\
title: Two
phases: [one, two]
defaults: {duration: 3bd, buyer: role:champion, cadence: every Tuesday, buffer: 5bd}
"""
ONE = """\
---
title: One
tasks:
  a: {title: A, done_when: Done}
  b: {title: B, seller: role:legal, duration: 1bd, after: [a]}
---
For {{ buyer.short }}.
"""
TWO = "---\ntitle: Two\ntasks:\n  c: {title: C}\n---\n"


def templates(**changed: str) -> Mapping[str, Template]:
    """A playbook of two phases; `one_de=...` is phases/one.de.md."""
    files = {"playbooks/two.yaml": PLAYBOOK, "phases/one.md": ONE, "phases/two.md": TWO}
    for name, text in changed.items():
        stem = name.replace("_de", ".de")
        files[f"playbooks/{stem}.yaml" if stem.startswith("two") and "phase" not in name else f"phases/{stem}.md"] = (
            text
        )
    return {name: Template(text, name) for name, text in files.items()}


def composed(text: str = "", language: str = "en", **changed: str) -> Composed:
    return compose(node_of(PARTIES + "playbook: two\n" + text), templates(**changed), language)


def problems(language: str = "en", **changed: str) -> list[Problem]:
    """All that is wrong with the templates."""
    with pytest.raises(DealError) as caught:
        composed("", language, **changed)
    return list(caught.value.problems)


def test_a_playbooks_tasks_have_its_defaults() -> None:
    """Its duration where a task says none, its owners where a task names nobody."""
    tasks = composed().deal.tasks

    assert [3, 1, 3] == [task.duration.days if task.duration else None for task in tasks.values()]
    assert ["role:champion", "", "role:champion"] == [task.buyer for task in tasks.values()]
    assert ["", "role:legal", ""] == [task.seller for task in tasks.values()]
    assert ["one", "one", "two"] == [task.phase for task in tasks.values()]


def test_a_playbooks_buffer_and_rhythm_are_the_deals_unless_it_says_otherwise() -> None:
    """The deal's own word wins, key by key."""
    assert ("5bd", "every Tuesday") == (composed().deal.buffer, composed().deal.meetings.cadence)
    deal = composed("buffer: 0\nmeetings: {next: 2026-11-24}").deal

    assert ("0", "every Tuesday") == (deal.buffer, deal.meetings.cadence)


def test_a_phases_prose_is_filled_in() -> None:
    """With the deal's names, as Markdown that shows them as typed."""
    deal = compose(node_of("buyer: {name: A, short: '*M*'}\nseller: {name: B}\nplaybook: two"), templates(), "en").deal

    assert r"For \*M\*." == deal.phases["one"].purpose
    assert "" == deal.phases["two"].purpose


def test_a_translation_is_an_overlay() -> None:
    """Texts by id, prose where it has any; what it leaves out stays."""
    german = "---\ntitle: Eins\ntasks: {a: {title: Ä}}\n---\n"
    deal = composed("", "de", one_de=german).deal

    assert ("Eins", "Ä", "Done", "B", "For Marlow Bank.") == (
        deal.phases["one"].title,
        deal.tasks["a"].title,
        deal.tasks["a"].done_when,
        deal.tasks["b"].title,
        deal.phases["one"].purpose,
    )
    assert "Für sie." == composed("", "de", one_de=german + "Für sie.\n").deal.phases["one"].purpose
    assert "A" == composed("", "fr", one_de=german).deal.tasks["a"].title


def test_a_playbooks_words_are_translated_too() -> None:
    """Its meeting rhythm, for one."""
    assert "jeden Dienstag" == composed("", "de", two_de="defaults: {cadence: jeden Dienstag}").deal.meetings.cadence


@pytest.mark.parametrize(
    ("changed", "code", "where"),
    [
        ({"two": "title: T\nphases: [one, tow]"}, "unknown-phase", "playbooks/two.yaml"),
        ({"two": "title: T\nphases: [one]\nlinks: [{from: one, to: tow}]"}, "unknown-phase", "playbooks/two.yaml"),
        ({"two": "title: T\nphase: [one]"}, "unknown-key", "playbooks/two.yaml:2:1"),
        ({"two": "phases: [one]"}, "missing-key", "playbooks/two.yaml:1:1"),
        ({"two": "title: T\nversion: new"}, "bad-number", "playbooks/two.yaml:2:10"),
        ({"two": "title: T\nvalue_summary: long"}, "bad-choice", "playbooks/two.yaml:2:16"),
        ({"two": "title: [T"}, "bad-yaml", "playbooks/two.yaml"),
        ({"two": ""}, "empty-file", "playbooks/two.yaml"),
        ({"two": "[a]"}, "wrong-kind", "playbooks/two.yaml:1:1"),
        ({"two": "title: T\nphases: [one]\ndefaults: {duration: soon}"}, "bad-duration", "phases/one.md"),
        ({"one": "title: One\n"}, "no-front-matter", "phases/one.md:1:1"),
        ({"one": "---\ntitle: One\n"}, "no-front-matter", "phases/one.md:1:1"),
        ({"one": "---\n---\n"}, "empty-file", "phases/one.md"),
        ({"one": "---\ntitle: One\ntaks: {}\n---\n"}, "unknown-key", "phases/one.md:3:1"),
        ({"one": "---\ntitle: One\ntasks: {a: {titel: A}}\n---\n"}, "unknown-key", "phases/one.md:3:13"),
        (
            {"one": "---\ntitle: One\ntasks: {a: {title: A}, a: {title: B}}\n---\n"},
            "duplicate-key",
            "phases/one.md:3:24",
        ),
        ({"one": "---\ntitle: One\ntasks: [a]\n---\n"}, "wrong-kind", "phases/one.md:3:8"),
        (
            {"one": "---\ntitle: One\ntasks: {a: {title: A, when: cost > 5}}\n---\n"},
            "unknown-name",
            "phases/one.md:3:29",
        ),
        ({"one": "---\ntitle: One\ntasks: {a: {title: A, after: [z]}}\n---\n"}, "unknown-task", "phases/one.md:3:31"),
        ({"one": "---\ntitle: One\n---\nA {{ nobody }}.\n"}, "bad-template", "phases/one.md:4:1"),
        ({"one": "---\ntitle: One\n---\n\nA {% include 'x' %}.\n"}, "bad-template", "phases/one.md:5:1"),
        ({"one": "---\ntitle: One\n---\n\nA\n\x01.\n"}, "control-character", "phases/one.md:6:1"),
    ],
    ids=lambda value: str(value)[:60],
)
def test_a_fault_of_a_template_is_told_in_its_own_file(changed: dict[str, str], code: str, where: str) -> None:
    """Never at the deal, which did nothing wrong."""
    found = problems(**changed)

    assert code in [problem.code for problem in found]
    assert [problem for problem in found if problem.code == code and str(problem.where).startswith(where)]


def test_a_translation_of_a_task_that_is_not_there_is_a_problem() -> None:
    """A renamed task would else lose its translation in silence."""
    [problem, *_] = problems("de", one_de="---\ntitle: Eins\ntasks:\n  aa: {title: Ä}\n---\n")

    assert ("unknown-task", Where("phases/one.de.md", 4, 3)) == (problem.code, problem.where)


@pytest.mark.parametrize("german", ["title: Eins", "---\ntasks: [a]\n---\n", "---\n[a]\n---\n", "---\na: b: c\n---\n"])
def test_a_broken_translation_is_a_problem_in_its_file(german: str) -> None:
    """And no traceback."""
    assert any(problem.where and problem.where.file == "phases/one.de.md" for problem in problems("de", one_de=german))


def test_no_playbook_is_nothing_under_the_deal() -> None:
    """Only its own phases and tasks."""
    base = base_of("", {}, "en", HERE)

    assert ({}, (), "narrative") == (plain(base.node), base.problems, base.playbook.value_summary)


@pytest.mark.parametrize("name", ["tow", "two.de", "../two", "phases/one", "x" * 5000, "two\n"])
def test_an_unknown_playbook_is_told_where_it_is_named(name: str) -> None:
    """With the nearest that there is."""
    [problem] = base_of(name, templates(two_de="title: Zwei"), "en", HERE).problems

    assert ("unknown-playbook", HERE) == (problem.code, problem.where)
    assert "two" in problem.hint
    assert len(str(problem)) < 300


def test_front_matter_ends_at_its_second_line() -> None:
    """A rule in the prose is prose; Windows line ends are fine."""
    phase, faults = read_phase("---\r\ntitle: One\r\n---\r\nA\r\n\r\n---\r\nB", "p.md")

    assert () == faults
    assert phase
    assert ({"title": "One"}, Where("p.md", 4, 1)) == (plain(phase.node), phase.prose_at)
    assert "B" in phase.prose


def test_a_playbook_names_what_it_is_for() -> None:
    """Size, industry and use case, for whoever chooses."""
    playbook, _ = read_playbook(Template("title: T\nfor: {size: enterprise, industry: [a, b]}\nversion: 3", "p.yaml"))

    assert playbook
    assert (("enterprise",), ("a", "b"), 3) == (playbook.for_.size, playbook.for_.industry, playbook.version)
