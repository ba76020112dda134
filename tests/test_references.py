"""Names that stand for something else of the deal are all looked at, and what they may be is told."""

from __future__ import annotations

import pytest

from mapdocs.deal import Deal
from mapdocs.references import check_references, unknown_roles
from mapdocs.validation import validate
from tests.reading import GROWN, PARTIES, node_of

PEOPLE = "people: {ann: {name: Ann, party: buyer}, sam: {name: Sam, party: seller}}\n"


def problems(text: str) -> list[str]:
    """Code, column of the last line, and hint of what is wrong with a deal's references."""
    node = node_of(PARTIES + PEOPLE + text)
    deal, faults = validate(node, Deal)
    assert [] == faults
    assert deal
    return [f"{p.code} {p.where.column if p.where else 0} {p.hint}" for p in check_references(deal, node)]


def task(rest: str) -> str:
    return "phases: {p: {title: P}}\ntasks: {a: {title: A, phase: p}, t: {title: T, phase: p, " + rest + "}}"


OWNERS = ["buyer: X", "seller: X", "approver: X", "contributors: [X]", "informed: [X]", "contributors: X"]


@pytest.mark.parametrize("text", OWNERS)
def test_everyone_who_owns_a_task_is_a_person_or_a_role(text: str) -> None:
    """`role:x` needs nobody yet; any other name must be a person of the deal."""
    assert [] == problems(task(text.replace("X", "role:security")))
    [line] = problems(task(text.replace("X", "an")))

    assert line.startswith("unknown-person ")
    assert line.endswith('Add it under people:, or did you mean "ann"?')


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (task("actions: {s: {title: S, buyer: nobody}}"), "unknown-person"),
        (task("actions: {s: {title: S, seller: nobody}}"), "unknown-person"),
        (task("agreed: {on: 2026-11-12, by: [ann, nobody]}"), "unknown-person"),
        ("risks: {r: {what: R, owner: nobody}}", "unknown-person"),
        ("decisions: {d: {what: D, owner: nobody}}", "unknown-person"),
        ("success_criteria: {c: {what: C, owner: nobody}}", "unknown-person"),
        ("value: {drivers: {v: {metric: V, owner: nobody}}}", "unknown-person"),
        ("value: {drivers: {v: {metric: V, confirmed: nobody}}}", "unknown-person"),
        ("crm: {owner: nobody}", "unknown-person"),
        ("log: [{on: 2026-11-12, by: nobody}]", "unknown-person"),
        ("log: [{on: 2026-11-12, task: nothing}]", "unknown-task"),
        ("signature: nothing", "unknown-task"),
        (task("after: [nothing]"), "unknown-task"),
        (task("before: [nothing SS]"), "unknown-task"),
        (task("calendar: nowhere"), "unknown-calendar"),
        (task("after: [{task: a, lag: 2bd, lag_calendar: nowhere}]"), "unknown-calendar"),
        (task("serves: [nothing]"), "unknown-aim"),
        ("phases: {p: {title: P}}\ntasks: {t: {title: T, phase: q}}", "unknown-phase"),
        (task("buyer: role:Head of IT"), "bad-role"),
        (task("buyer: 'role:'"), "bad-role"),
        (task("buyer: sam"), "wrong-side"),
        (task("seller: ann"), "wrong-side"),
        ("resources: [{title: R, url: 'javascript:alert(1)'}]", "bad-url"),
        ("resources: [{title: R, url: fernhill.example}]", "bad-url"),
        ("resources: [{title: R, url: 'https://a.example/\"onclick='}]", "bad-url"),
    ],
)
def test_a_name_for_nothing_is_a_problem(text: str, code: str) -> None:
    """Wherever a name may stand, with a next step."""
    [line] = problems(text)

    assert line.startswith(f"{code} ")
    assert len(line.split(" ", 2)[2]) > 5


def test_leads_and_successors_are_people() -> None:
    """The parties' leads, and who a person handed over to."""
    text = (
        "buyer: {name: A, lead: x}\nseller: {name: B, lead: y}\npeople: {ann: {name: Ann, party: buyer, handed_to: z}}"
    )
    node = node_of(text)
    deal, _ = validate(node, Deal)
    assert deal

    assert ["x", "y", "z"] == [problem.message.split('"')[1] for problem in check_references(deal, node)]


@pytest.mark.parametrize("calendar", ["buyer", "seller", "both", "lab"])
def test_the_calendars_there_are(calendar: str) -> None:
    """Each side's, both, and the deal's own."""
    assert [] == problems("calendars: {lab: {}}\n" + task(f"calendar: {calendar}"))


@pytest.mark.parametrize(
    "url", ["https://a.example/x?y=1#z", "http://a.example", "mailto:a@a.example", "HTTPS://A.EXAMPLE"]
)
def test_the_addresses_there_are(url: str) -> None:
    """The web and mail."""
    assert [] == problems(f"resources: [{{title: R, url: '{url}'}}]")


def test_the_place_is_that_of_the_name() -> None:
    """In a list, the item; of a single value, the value."""
    node = node_of(PARTIES + "tasks: {t: {title: T, contributors: [role:legal, nobody], informed: nobody}}")
    deal, _ = validate(node, Deal)
    assert deal

    assert [50, 69] == [problem.where.column for problem in check_references(deal, node) if problem.where]


def test_names_of_what_could_not_be_read_are_not_told() -> None:
    """They are told as what they are."""
    node = node_of(PARTIES + "signature: x")
    deal, _ = validate(node, Deal)
    assert deal

    assert [] == check_references(deal, node, {"x"})


def test_the_grown_deals_names_all_stand_for_something() -> None:
    """But for the playbook's tasks and phases, which are not under it here."""
    node = node_of(GROWN)
    deal, _ = validate(node, Deal)
    assert deal

    assert {"unknown-task", "unknown-phase"} == {problem.code for problem in check_references(deal, node)}


@pytest.mark.parametrize(("role", "nearest"), [("secuirty", "security"), ("economic-buyers", "economic-buyer")])
def test_a_role_that_is_nearly_one_with_words_is_told(role: str, nearest: str) -> None:
    """A slip of the pen would be printed for buyers to read; a role of one's own is nobody's fault."""
    people = f"{{a: {{name: A, party: buyer, role: {role}}}, b: {{name: B, party: buyer, role: station-crews}}}}"
    node = node_of(f"{PARTIES}people: {people}\n")
    deal, _ = validate(node, Deal)
    assert deal
    found = unknown_roles(deal, node, ("security", "economic-buyer", "champion"))

    assert [("unknown-role", "warning")] == [(problem.code, problem.severity) for problem in found]
    assert nearest in found[0].hint


def test_of_very_many_wrong_names_the_first_are_told_and_how_many_more() -> None:
    """In time that grows with their number: hints are searched for a few, each name once."""
    tasks = "".join(
        f"  t{k}: {{title: T, phase: p, after: [{', '.join(f'nope{j}' for j in range(k))}]}}\n" for k in range(60)
    )
    node = node_of(f"{PARTIES}phases: {{p: {{title: P}}}}\ntasks:\n{tasks}")
    deal, _ = validate(node, Deal)
    assert deal
    found = check_references(deal, node)

    assert {"unknown-task"} == {problem.code for problem in found}
    assert 51 == len(found)
    assert "1720 more names are not a task of this deal." == found[-1].message
    assert all(problem.where and problem.hint for problem in found)


def test_names_that_were_lost_are_not_counted() -> None:
    """Nor told."""
    links = ", ".join(f"nope{k}" for k in range(51))
    node = node_of(f"{PARTIES}phases: {{p: {{title: P}}}}\ntasks: {{t: {{title: T, phase: p, after: [{links}]}}}}")
    deal, _ = validate(node, Deal)
    assert deal

    assert "1 more name is not a task of this deal." == check_references(deal, node)[-1].message
    assert 50 == len(check_references(deal, node, {"nope7"}))
