"""The deal: every key of the format is read, every short form stands for its long one, all else is refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, get_args, get_origin

import pytest
from pydantic import BaseModel, ValidationError

from mapdocs.dates import Duration, Span
from mapdocs.deal import Deal, Phase, Task
from mapdocs.links import Link
from mapdocs.source import Node, place, plain
from mapdocs.validation import validate
from tests.reading import GROWN, PARTIES, node_of

Path = tuple[str | int, ...]
# Maps whose keys a person chooses: any id is right there.
BY_ID: set[Path] = {
    ("calendars",),
    ("people",),
    ("success_criteria",),
    ("phases",),
    ("tasks",),
    ("risks",),
    ("decisions",),
}
BY_ID |= {("value", "drivers"), ("google", "share"), ("tasks", "residency-sign-off", "actions")}


def read(text: str) -> Deal:
    deal, problems = validate(node_of(text), Deal)
    assert [] == problems
    assert deal
    return deal


def grown() -> Deal:
    return read(GROWN)


def paths(node: Node, at: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Every value below a node that is not left out, with its path."""
    children: list[tuple[str | int, Node]] = [*node.entries.items(), *enumerate(node.items)]
    for step, child in children:
        if child.kind != "null":
            yield (*at, step), child
            yield from paths(child, (*at, step))


def replaced(node: Node, path: Path, value: Node) -> Node:
    """The tree with another value at the path."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        items = list(node.items)
        items[step] = replaced(items[step], rest, value)
        return node._replace(value=tuple(items))
    return node._replace(value={**node.value, step: replaced(node.entries[step], rest, value)})


def models(annotation: object) -> Iterator[type[BaseModel]]:
    """The models that an annotation is made of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    args = get_args(annotation)
    for part in args[:1] if get_origin(annotation) is Annotated else args:
        yield from models(part)


def keys_of(model: type[BaseModel], seen: set[type[BaseModel]]) -> Iterator[str]:
    """`Model.key` for every key of the format."""
    if model in seen:
        return
    seen.add(model)
    for name, field in model.model_fields.items():
        yield f"{model.__name__}.{field.alias or name}"
        for below in models(field.annotation):
            yield from keys_of(below, seen)


def written(value: object, model: type[BaseModel], found: set[str]) -> None:
    """Adds `Model.key` for each key that stands in plain data of the model."""
    if not isinstance(value, dict):
        return
    for name, field in model.model_fields.items():
        key = field.alias or name
        if key in value:
            found.add(f"{model.__name__}.{key}")
            for below in models(field.annotation):
                inner = value[key]
                rows = [inner, *inner.values()] if isinstance(inner, dict) else inner if isinstance(inner, list) else []
                for row in rows:
                    written(row, below, found)


EVERY = list(paths(node_of(GROWN)))
MAPS = [(path, node) for path, node in EVERY if node.kind == "map"]


def test_the_grown_deal_has_every_key_of_the_format() -> None:
    """A whole deal, read; a key that is added to the format is added there, too."""
    found: set[str] = set()
    node = node_of(GROWN)
    empty = {"State.why", "Person.phone", "Person.until", "Person.handed_to", "Task.role", "Task.finished"}
    empty |= {"Decision.decided", "Decision.on", "Google.document"}
    by_template = {"Phase.buyer_title", "Phase.purpose", "Phase.guidance"}
    by_calendar = {"Calendar.freezes"}
    by_step = {"Action.audience"}
    written(plain(node), Deal, found)

    assert set(keys_of(Deal, set())) - found == empty | by_template | by_calendar | by_step


def test_the_values_of_the_grown_deal() -> None:
    """Each kind of value, as typed data."""
    deal = grown()
    task = deal.tasks["residency-sign-off"]
    driver = deal.value.drivers["analyst-hours"]

    assert ("Mutual Success Plan", "open", Decimal(240000)) == (deal.plan_name, deal.state.is_, deal.amount)
    assert (date(2026, 11, 2), ("UK", "EU"), "10%") == (deal.start, deal.regions, deal.buffer)
    assert date(2027, 6, 30) == deal.go_live.date
    assert ("Marlow", date(2026, 12, 24)) == (deal.buyer.called, deal.buyer.closures[0].first)
    assert (date(2026, 12, 26), date(2026, 12, 26)) == (
        deal.calendars["lab"].closures[0].first,
        deal.calendars["lab"].closures[0].last,
    )
    assert 4 == len(deal.calendars["steering-committee"].only)
    assert (Decimal("21.50"), Decimal(6), "maria") == (
        driver.unit_value,
        driver.ramp,
        driver.confirmed and driver.confirmed.by,
    )
    assert Decimal(610) == driver.measured[0].is_
    assert deal.value.investment
    assert Decimal(360) == deal.value.investment.effort
    assert deal.people["ciso"].unknown
    assert (
        Link("security-review"),
        Link("kick-off", "SS", Span(2)),
        Link("data-sample", "FF", Span(3, "cd"), "buyer"),
    ) == task.after
    assert Duration(Span(5), Span(3), Span(15)) == task.duration
    assert (Decimal(4), Decimal(16), Span(4)) == (task.effort.buyer, task.effort.seller, task.remaining)
    assert ["draft", "review"] == list(task.actions)
    assert (False, "in-progress", None) == (task.fixed, task.status, task.role)
    assert ("data-sample", Decimal("0.7")) == (deal.log[0].task, deal.internal.probability)
    assert {"maria@marlow.example": "writer", "ruth@marlow.example": "commenter"} == deal.google.share


def test_the_smallest_deal() -> None:
    """Two names; all else has a default that docs/deal-file.md tells."""
    deal = read("buyer: {name: A}\nseller: {name: B}")

    assert ("Mutual Action Plan", "10%", "hold", "retained", True) == (
        deal.plan_name,
        deal.buffer,
        deal.forecast,
        deal.progress,
        deal.confidential,
    )
    assert ("open", None, "end", "confirmed") == (
        deal.state.is_,
        deal.go_live.date,
        deal.go_live.at,
        deal.value.cost_of_delay,
    )


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("go_live: 2027-03-31", "go_live: {date: 2027-03-31}"),
        ("state: won", "state: {is: won}"),
        ("regions: UK", "regions: [UK]"),
        ("tasks: {a: {duration: 0}}", "tasks: {a: {duration: {likely: 0}}}"),
        ("tasks: {a: {duration: 2w}}", "tasks: {a: {duration: 10bd}}"),
        ("tasks: {a: {after: b}}", "tasks: {a: {after: [b]}}"),
        ("tasks: {a: {after: b SS+2bd}}", "tasks: {a: {after: [{task: b, type: SS, lag: 2bd}]}}"),
        ("tasks: {a: {serves: b, tags: c}}", "tasks: {a: {serves: [b], tags: [c]}}"),
        ("calendars: {a: {only: 2026-12-03}}", "calendars: {a: {only: [2026-12-03]}}"),
        ("calendars: {a: {closures: 2026-12-03}}", "calendars: {a: {closures: [{from: 2026-12-03, to: 2026-12-03}]}}"),
        ("calendars: {a: {closures: {from: 2026-12-03}}}", "calendars: {a: {closures: [2026-12-03]}}"),
        ("calendars: {a: {work_days: mon}}", "calendars: {a: {work_days: [mon]}}"),
        ("value: {drivers: {a: {metric: x, confirmed: m}}}", "value: {drivers: {a: {metric: x, confirmed: {by: m}}}}"),
        ("log: {on: 2026-12-03}", "log: [{on: 2026-12-03}]"),
        ("amount: '240000'", "amount: 240000"),
        ("signature:", ""),
        ("tasks: {a: }", "tasks: {}"),
    ],
)
def test_a_short_form_is_its_long_form(short: str, long: str) -> None:
    """What people type first is read as what they mean."""
    assert read(PARTIES + short) == read(PARTIES + long)


@pytest.mark.parametrize("path", [path for path, _ in MAPS], ids=lambda path: ".".join(map(str, path)))
def test_a_list_or_a_word_where_a_map_is_expected_is_a_problem_there(path: Path) -> None:
    """At every level of the format, with line and column, and no traceback."""
    node = node_of(GROWN)
    where = place(node, path)
    for value in (
        Node("list", (Node("text", "x", where), Node("null", None, where)), where),
        Node("text", "]x[", where),
    ):
        _, problems = validate(replaced(node, path, value), Deal)

        assert problems or (path[-1], value.kind) == ("confirmed", "text")
        assert all(problem.where == where for problem in problems)


@pytest.mark.parametrize(
    "path", [path for path, node in EVERY if node.kind != "map"], ids=lambda path: ".".join(map(str, path))
)
def test_a_map_where_a_value_is_expected_is_a_problem_there(path: Path) -> None:
    """The same from the other side; what is wrong inside a duration or a link is told where that begins."""
    node = node_of(GROWN)
    where = place(node, path)
    inside = place(node, path[:-1]) if path[:2] == ("tasks", "residency-sign-off") and len(path) > 3 else where
    wrong = Node("map", {"zzz": Node("text", "x", where)}, where, keys={"zzz": where})
    _, problems = validate(replaced(node, path, wrong), Deal)

    assert problems
    assert all(problem.where in (where, inside) for problem in problems)


@pytest.mark.parametrize("path", [p for p, _ in MAPS if p not in BY_ID], ids=lambda path: ".".join(map(str, path)))
def test_an_unknown_key_is_a_problem_at_every_level(path: Path) -> None:
    """No key is read over in silence."""
    node = node_of(GROWN)
    here = node
    for step in path:
        here = here.entries[step] if isinstance(step, str) else here.items[step]
    key = here.where.__class__("deal.yaml", 999, 1)
    more = here._replace(value={**here.value, "zzz": Node("text", "x", key)}, keys={**here.keys, "zzz": key})
    _, [problem] = validate(replaced(node, path, more), Deal)

    assert problem.code in ("unknown-key", "bad-link", "bad-duration")
    assert problem.code != "unknown-key" or problem.where == key


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("buyer: {name: A, closures: [{from: 2026-12-24, to: 2026-12-23}]}", "start-after-finish"),
        ("value: {drivers: {a: {metric: x, worth: 1, unit_value: 2}}}", "two-worths"),
        ("value: {drivers: {a: {metric: x, unit_value: 2}}}", "missing-key"),
        ("value: {drivers: {a: {metric: x, worth: -1}}}", "negative-amount"),
        ("value: {drivers: {a: {metric: x, today: 1, target: 2, unit_value: -1}}}", "negative-amount"),
        ("value: {investment: {once: -1}}", "negative-amount"),
        ("value: {investment: {yearly: -0.01}}", "negative-amount"),
        ("calendars: {board: {only: []}}", "no-working-days"),
        ("people: {a: {party: buyer}}", "missing-key"),
        ("people: {a: {party: buyer, unknown: true}}", "missing-key"),
        ("people: {a: {name: A}}", "missing-key"),
        ("people: {a: {name: A, party: vendor}}", "bad-choice"),
        ("tasks: {a: {status: Done}}", "bad-choice"),
        ("tasks: {'a b': {}}", "bad-id"),
        ("calendars: {a: {work_days: [monday]}}", "bad-choice"),
    ],
)
def test_what_contradicts_itself_is_refused(text: str, code: str) -> None:
    """Before anything is planned on it."""
    parties = PARTIES if not text.startswith("buyer") else "seller: {name: B}\n"
    _, [problem] = validate(node_of(parties + text), Deal)

    assert code == problem.code
    assert problem.hint


def test_a_deal_cannot_be_changed() -> None:
    """Frozen: what was checked stays what it was."""
    with pytest.raises(ValidationError):
        grown().plan_name = "x"  # type: ignore[misc]


def test_the_buyers_word_for_a_phase_comes_first() -> None:
    """And the seller's where there is none."""
    assert ("b", "a", "") == (Phase(title="a", buyer_title="b").called, Phase(title="a").called, Phase().called)


def test_a_milestone_takes_no_time() -> None:
    """Duration 0, said."""
    assert [True, False, False] == [
        Task.model_validate(given).is_milestone for given in ({"duration": "0"}, {"duration": "1bd"}, {})
    ]


def test_both_parties_are_found_by_their_side() -> None:
    """Buyer and seller."""
    deal = grown()

    assert ["Marlow Bank plc", "Fernhill Analytics"] == [deal.party("buyer").name, deal.party("seller").name]
    assert isinstance(deal.tasks, Mapping)


def data_of(deal: Deal) -> dict[str, Any]:
    return deal.model_dump(mode="json")


def test_reading_twice_gives_the_same() -> None:
    """Same input, same deal."""
    assert data_of(grown()) == data_of(grown())


def test_a_task_with_its_last_day_is_done() -> None:
    """Whoever writes `finished:` need not say it twice; what is said otherwise stands."""
    assert "done" == Task.model_validate({"title": "A", "finished": "2026-11-20"}).status
    assert "blocked" == Task.model_validate({"title": "A", "finished": "2026-11-20", "status": "blocked"}).status
