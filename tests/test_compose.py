"""A deal over its playbook over its workspace: what merges, what stands in which order, and what is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from mapdocs.compose import compose
from mapdocs.dates import Span
from mapdocs.deals import open_deal
from mapdocs.links import Link
from mapdocs.problems import DealError, MapdocsError, Problem, Where
from mapdocs.source import read_yaml, tree
from mapdocs.workspace import find_deal
from tests.conftest import ROOT
from tests.reading import GROWN, PARTIES, composed, faults, node_of, shipped, told

LIGHT = PARTIES + "playbook: light\n"
OWN = """\
phases: {one: {title: One}, two: {title: Two}}
tasks:
  b: {title: B, phase: two, after: [a]}
  a: {title: A, phase: one}
"""


def test_the_grown_deal_composes() -> None:
    """A whole deal over its playbook: no problem, all of the playbook's phases and its own task among them."""
    whole = composed(GROWN)

    assert () == whole.problems
    assert ["align", "prove", "assure", "agree", "implement", "realise"] == list(whole.deal.phases)
    assert "residency-sign-off" in whole.deal.tasks
    assert ("playbooks/enterprise-saas",) == whole.sources


def test_what_a_deal_says_of_a_playbooks_task_is_merged_into_it() -> None:
    """Only what differs is written: the rest stays the playbook's."""
    plain = composed(PARTIES + "playbook: enterprise-saas").deal.tasks["security-review"]
    task = composed(GROWN).deal.tasks["security-review"]

    assert ("ciso", dt.date(2026, 12, 18)) == (task.buyer, task.due)
    assert (plain.title, plain.seller, plain.after, plain.done_when) == (
        task.title,
        task.seller,
        task.after,
        task.done_when,
    )
    assert plain.duration != task.duration


def test_scalars_and_lists_replace() -> None:
    """No list is ever mixed of two."""
    base = composed(LIGHT).deal.tasks["terms"]
    deal = composed(LIGHT + "tasks: {terms: {after: [kick-off SS], done_when: Signed}}").deal

    assert base.after
    assert (Link("kick-off", "SS"),) == deal.tasks["terms"].after
    assert "Signed" == deal.tasks["terms"].done_when


def test_an_empty_list_clears_and_null_unsets() -> None:
    """`after: []` takes the playbook's links away, `done_when:` its text, `duration:` its estimate."""
    deal = composed(LIGHT + "tasks: {terms: {after: [], done_when: , duration: }}").deal

    assert ((), "", None) == (
        deal.tasks["terms"].after,
        deal.tasks["terms"].done_when,
        deal.tasks["terms"].duration,
    )


def test_a_task_set_to_null_is_out_of_the_plan_and_links_pass_through_it() -> None:
    """What waited for it still has something to wait for; nobody must mend the playbook's links."""
    whole = composed(LIGHT + "tasks: {terms: }")

    assert {"terms"} == whole.left_out
    assert "terms" in whole.deal.tasks


def test_a_phase_set_to_null_takes_its_tasks_out_but_those_the_deal_moved() -> None:
    """A deal without a proof says so in one line."""
    whole = composed(PARTIES + "playbook: enterprise-saas\nphases: {prove: }\ntasks: {data-sample: {phase: align}}")
    proof = {name for name, task in whole.deal.tasks.items() if task.phase == "prove"}

    assert "proof-accepted" in proof
    assert proof <= whole.left_out
    assert "data-sample" not in whole.left_out
    assert "align" == whole.deal.tasks["data-sample"].phase


def test_all_tasks_or_phases_set_to_null() -> None:
    """The playbook then gives only its words."""
    for part in ("tasks", "phases"):
        whole = composed(LIGHT + f"{part}:")

        assert whole.left_out == set(whole.deal.tasks)


def test_null_for_a_task_that_is_not_there_is_a_problem() -> None:
    """It would do nothing, which is not what was meant: a slip of the pen, or a task not yet written."""
    [problem] = faults(LIGHT + "tasks: {trms: }\n")

    assert ("unknown-task", Where("deal.yaml", 4, 9)) == (problem.code, problem.where)
    assert 'Did you mean "terms"?' == problem.hint
    assert ["unknown-phase"] == [problem.code for problem in faults(LIGHT + "phases: {nope: }")]


def test_the_workspace_lies_under_the_playbook_and_the_deal_over_both() -> None:
    """Left out in the deal, a value comes from the playbook, then the workspace, then the default."""
    under = "seller: {name: Ours, country: DE, lead: ann}\nbuffer: 9bd\ncurrency: CHF\n"
    under += "people: {ann: {name: Ann, party: seller}}"
    deal = composed("buyer: {name: A}\nseller: {short: O}\nplaybook: light\ncurrency: SEK", under=under).deal

    assert ("Ours", "O", "ann") == (deal.seller.name, deal.seller.short, deal.seller.lead)
    assert ("SEK", ["ann"]) == (deal.currency, list(deal.people))
    assert composed(LIGHT).deal.buffer == deal.buffer != "9bd"
    assert "3bd" == composed(PARTIES, under="buffer: 3bd").deal.buffer


def test_a_workspaces_value_is_unset_by_null() -> None:
    """The default named in docs/deal-file.md then stands."""
    assert "10%" == composed(PARTIES + "buffer:", under="buffer: 3bd").deal.buffer


def test_phases_of_the_workspace_come_first() -> None:
    """Phases that all deals share, with a deal's own behind them."""
    under = "phases: {intake: {title: Intake}}"

    assert ["intake", "one", "two"] == list(composed(PARTIES + OWN, under=under).deal.phases)


def test_own_phases_stand_where_the_deal_lists_them() -> None:
    """Behind the phase listed before, before the first that follows, else at the end."""

    def order(text: str) -> list[str]:
        return list(composed(PARTIES + f"playbook: enterprise-saas\nphases: {{{text}}}").deal.phases)

    rest = ["align", "prove", "assure", "agree", "implement", "realise"]
    assert ["align", "prove", "x", *rest[2:]] == order("prove: {}, x: {title: X}")
    assert ["align", "x", *rest[1:]] == order("x: {title: X}, prove: {}")
    assert [*rest, "x"] == order("x: {title: X}")
    assert ["align", "prove", "x", "y", *rest[2:]] == order("prove: {}, x: {title: X}, y: {title: Y}, agree: {}")


def test_tasks_stand_in_the_order_of_their_phases() -> None:
    """Then as written: that is the order in which keys are given."""
    assert ["a", "b"] == list(composed(PARTIES + OWN).deal.tasks)


def test_a_deal_without_phases_has_one() -> None:
    """Named like the plan, so that a list of tasks is a plan."""
    deal = composed(PARTIES + "plan_name: Close plan\ntasks: {a: {title: A}}").deal

    assert ("plan", "Close plan") == (deal.tasks["a"].phase, deal.phases["plan"].called)


def test_conditions_leave_tasks_out() -> None:
    """They stay in the deal, so that links pass through; `amount` and the others are the deal's."""
    text = (
        PARTIES
        + "amount: 5\nregions: [UK]\ntasks: {a: {title: A, when: amount > 9}, b: {title: B, when: '\"UK\" in regions'}}"
    )

    assert {"a"} == composed(text).left_out


def test_links_between_phases_join_their_ends_to_their_starts() -> None:
    """A playbook's `links`, told task by task."""
    templates = dict(shipped().templates)
    phase = templates["phases/align.md"]
    templates |= {
        "playbooks/two.yaml": phase.__class__(
            "title: T\nphases: [p, q]\nlinks: [{from: p, to: q, lag: 2bd}]", "two.yaml"
        ),
        "phases/p.md": phase.__class__(
            "---\ntitle: P\ntasks: {a: {title: A}, b: {title: B, after: [a]}, c: {title: C}}\n---\n", "p.md"
        ),
        "phases/q.md": phase.__class__(
            "---\ntitle: Q\ntasks: {d: {title: D}, e: {title: E, after: [d]}}\n---\n", "q.md"
        ),
    }
    deal = compose(node_of(PARTIES + "playbook: two"), templates, "en").deal

    assert (Link("b", lag=Span(2)), Link("c", lag=Span(2))) == deal.tasks["d"].after
    assert (Link("d"),) == deal.tasks["e"].after


def test_a_translation_lies_over_the_texts() -> None:
    """By id: titles in the language, everything else as in the playbook."""
    english, german = composed(LIGHT).deal, composed(LIGHT, "de").deal

    assert list(english.tasks) == list(german.tasks)
    assert english.tasks["terms"].title != german.tasks["terms"].title
    assert english.tasks["terms"].after == german.tasks["terms"].after


def test_a_purpose_of_the_deals_own_is_text() -> None:
    """A phase's purpose in the deal replaces the template's prose, and is shown as typed."""
    deal = composed(LIGHT + "phases: {light-decide: {purpose: '*Now* {{ x }}'}}").deal

    assert r"\*Now\* {{ x }}" == deal.phases["light-decide"].purpose


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("playbook: lite", [("unknown-playbook", 3, 11)]),
        ("playbook: ../../etc/passwd", [("unknown-playbook", 3, 11)]),
        ("playbook: light.de", [("unknown-playbook", 3, 11)]),
        ("playbook: light\nphases: {prov: {exit: [x]}}", [("unknown-phase", 4, 10)]),
        ("playbook: light\ntasks: {termz: {due: 2027-01-01}}", [("unknown-task", 4, 9)]),
        ("playbook: light\ntasks: {x: {title: X}}", [("missing-phase", 4, 9)]),
        ("tasks: {x: {title: X, when: amont > 5}}", [("unknown-name", 3, 29)]),
        ("tasks: {x: {title: X, when: open()}}", [("bad-condition", 3, 29)]),
        ("tasks: {x: {title: X, after: [y]}}", [("unknown-task", 3, 31)]),
        ("tasks: {x: {title: X, after: y}}", [("unknown-task", 3, 30)]),
    ],
)
def test_what_stands_for_nothing_is_a_problem_at_its_place(text: str, expected: list[tuple[str, int, int]]) -> None:
    """Playbooks, phases, tasks, names in conditions."""
    assert expected == told(PARTIES + text)


def test_all_problems_of_a_file_come_at_once_in_its_order() -> None:
    """Kinds, words, names and conditions together: nobody mends a file ten times."""
    text = """\
buyer: {name: Marlow, lead: nobody}
seller: {name: Fernhill}
playbook: light
amont: 5
start: 2026-02-30
people:
  ann: {name: Ann, party: byer}
tasks:
  terms: {duration: 5, buyer: ann, after: [nowhere], when: cost > 5}
  kickoff: {title: Kick-off, phase: light-decide, buyer: bob, due: 2026-13-01, calendar: [x]}
  other: {due: 2027-01-01}
resources: [{title: A, url: "javascript:alert(1)"}]
"""
    expected = [
        ("unknown-person", 1, 29),
        ("unknown-key", 4, 1),
        ("bad-date", 5, 8),
        ("bad-choice", 7, 27),
        ("bad-duration", 9, 21),
        ("unknown-task", 9, 44),
        ("unknown-name", 9, 60),
        ("unknown-person", 10, 58),
        ("bad-date", 10, 68),
        ("wrong-kind", 10, 90),
        ("unknown-task", 11, 3),
        ("bad-url", 12, 29),
    ]

    assert expected == told(text)


def test_what_could_not_be_read_is_not_called_unknown() -> None:
    """A person with a fault is still a person: only the fault is told."""
    text = (
        PARTIES
        + "people: {ann: {name: Ann, party: byer}}\ntasks: {a: {title: [x]}, b: {title: B, buyer: ann, after: [a]}}"
    )

    assert ["bad-choice", "wrong-kind"] == [problem.code for problem in faults(text)]


@pytest.mark.parametrize("wrong", ["today: 99999999999999, target: 2", "today: 1, target: x"])
def test_what_was_wrong_is_not_called_missing(wrong: str) -> None:
    """A driver with both values, one of them no number: that is the only fault."""
    text = f"{PARTIES}value: {{drivers: {{hours: {{metric: Hours, unit_value: 5, {wrong}}}}}}}"

    assert ["bad-number"] == [problem.code for problem in faults(text)]


def test_markup_that_no_document_shows_is_a_warning_at_its_text() -> None:
    """Rather than dropped in silence: the link in the summary, the picture in a note."""
    text = (
        f"{PARTIES}value:\n  summary: '[x](javascript:1)'\n"
        "tasks: {a: {title: A, note: '![p](https://p.example/p.png)'}}"
    )
    node, _ = read_yaml(text, "deal.yaml")
    assert node
    found = [
        (p.code, p.severity, p.where.line if p.where else 0) for p in compose(node, shipped().templates, "en").problems
    ]
    start = PARTIES.count("\n") + 2

    assert [("dropped-markup", "warning", start), ("dropped-markup", "warning", start + 1)] == found


def test_without_a_near_word_the_remedy_stands_alone() -> None:
    """No "Or" without something before it."""
    (problem,) = faults(f"{PARTIES}tasks: {{u: {{duration: 1bd}}}}")

    assert ("unknown-task", "Add title: and phase:.") == (problem.code, problem.hint)


def mutations() -> st.SearchStrategy[str]:
    """The grown deal with some of its lines changed, cut, doubled or swapped."""
    lines = GROWN.split("\n")
    scrap = st.sampled_from(
        [
            "",
            "x",
            "  - x",
            "tasks:",
            "  a: {}",
            "{",
            "]",
            "phases: [x]",
            "<<: *a",
            "buyer: null",
            "\t",
            "? x",
            "    after: [[x]]",
            "locale: xx",
        ]
    )
    at = st.integers(0, len(lines) - 1)
    words = st.sampled_from(
        [
            "x",
            "null",
            "[]",
            "{}",
            "[[]]",
            "{a: {b: c}}",
            "-5bd",
            "1e999",
            "2026-02-30",
            "role:",
            "'*'",
            '"\\0"',
            "[1, [2]]",
        ]
    )
    change = st.tuples(at, st.sampled_from(["cut", "double", "replace", "value", "swap", "half"]), scrap, words, at)

    def mutate(changes: list[tuple[int, str, str, str, int]]) -> str:
        text = list(lines)
        for n, what, line, word, other in changes:
            here = n % len(text)
            key, colon, _ = text[here].partition(":")
            text[here] = {
                "cut": "",
                "double": f"{text[here]}\n{text[here]}",
                "replace": line,
                "value": f"{key}{colon} {word}",
                "swap": text[other % len(text)],
                "half": text[here][: len(text[here]) // 2],
            }[what]
        return "\n".join(text)

    return st.lists(change, min_size=1, max_size=4).map(mutate)


def trees() -> st.SearchStrategy[object]:
    """Plain data of any shape over the words of the format."""
    keys = st.sampled_from(
        "buyer seller playbook phases tasks people value drivers name title phase after before duration due"
        " country go_live state log calendars only closures from to by on is when risks decisions owner lead regions"
        " locale start buffer [key] a b".split()
    )
    leaves = st.sampled_from(
        [
            None,
            "",
            "a",
            "b",
            "light",
            "enterprise-saas",
            "2027-03-31",
            "5bd",
            "0",
            "true",
            "role:x",
            "DE",
            "a SS+2bd",
            "-1",
            "[",
            "amount > 5",
            "{{",
        ]
    )
    return st.recursive(
        leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=6), max_leaves=25
    )


def outcome(run: Callable[[], object]) -> None:
    """Runs; whatever is refused is refused with places, each problem on a line."""
    problems: tuple[Problem, ...] | None = None
    try:
        run()
    except MapdocsError as error:
        problems = error.problems

    assert problems is None or problems
    assert all(problem.where and "\n" not in str(problem) for problem in problems or ())


@settings(max_examples=150, deadline=None)
@given(trees())
def test_any_tree_composes_or_is_refused_with_places(data: object) -> None:
    """Nothing that YAML can say ends in a traceback."""
    outcome(lambda: compose(tree(data, Where("deal.yaml", 1, 1)), shipped().templates, "en"))


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from("phases tasks people value calendars log go_live state risks".split()), trees(), max_size=4
    )
)
def test_any_part_beside_sound_parties_composes_or_is_refused(data: dict[str, object]) -> None:
    """The same, past the first look at the file."""
    parties = {"buyer": {"name": "A", "country": "GB"}, "seller": {"name": "B"}, "playbook": "light"}
    outcome(lambda: compose(tree({**parties, **data}, Where("deal.yaml", 1, 1)), shipped().templates, "en"))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=mutations())
@example(text=GROWN.replace("from: 2026-12-24", "from: 1990-01-01"))
def test_any_mutation_of_the_grown_deal_opens_or_is_refused_with_places(text: str, tmp_path: Path) -> None:
    """Read, composed, keyed and scheduled, or a MapdocsError whose problems say where."""
    file = tmp_path / "deal.yaml"
    file.write_text(text, "utf-8")
    (tmp_path / "keys.yaml").unlink(missing_ok=True)
    place = find_deal(shipped(), str(file), ROOT)
    outcome(lambda: open_deal(shipped(), place, dt.date(2026, 11, 23), current=ROOT))


@settings(max_examples=60, deadline=None)
@given(mutations())
def test_the_same_text_gives_the_same_problems(text: str) -> None:
    """Twice the same, in the same order, each once."""

    def problems() -> list[str]:
        return [str(problem) for problem in faults(text)]

    first = problems()

    assert first == problems()
    assert len(first) == len(set(first))


def test_nothing_is_changed_by_composing() -> None:
    """The tree that was read stays what it was."""
    node, _ = read_yaml(GROWN, "deal.yaml")
    again, _ = read_yaml(GROWN, "deal.yaml")
    assert node
    with suppress(DealError):
        compose(node, shipped().templates, "en")

    assert again == node


def test_words_and_looks_that_are_not_there_are_told_with_all_else(tmp_path: Path) -> None:
    """Locale, currency, theme, logo and country at once; and the locale beside what composing finds."""
    file = tmp_path / "deal.yaml"
    text = (
        "buyer: {name: A, country: ZZ, logo: none.svg}\nseller: {name: B}\nlocale: xx-YY\ncurrency: XXXX\ntheme: nope\n"
    )

    def codes(more: str) -> set[tuple[str, int]]:
        file.write_text(text + more, "utf-8")
        with pytest.raises(DealError) as caught:
            open_deal(shipped(), find_deal(shipped(), str(file), ROOT), dt.date(2026, 11, 23), current=ROOT)
        return {(problem.code, problem.where.line if problem.where else 0) for problem in caught.value.problems}

    looks = {("no-logo", 1), ("unknown-currency", 4), ("unknown-theme", 5)}
    assert looks <= codes("")
    assert {("unknown-locale", 3), ("unknown-key", 6)} == codes("zzz: 1\n")
    assert not (tmp_path / "keys.yaml").exists()
