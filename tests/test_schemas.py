"""The JSON Schemas accept what mapdocs accepts, refuse what it refuses as far as a schema can, and help to write it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from mapdocs.deal import Deal
from mapdocs.schemas import KINDS, schema
from mapdocs.validation import validate
from tests.conftest import ROOT
from tests.reading import GROWN, PARTIES, node_of

PHASES = sorted((ROOT / "templates" / "phases").glob("*.md"))
PLAYBOOKS = sorted((ROOT / "templates" / "playbooks").glob("*.yaml"))
DEALS = sorted((ROOT / "content" / "deals").glob("*/deal.yaml"))


class Editor(yaml.SafeLoader):
    """YAML as an editor's language server hands it to a schema: 1.2's core types, days as text."""


Editor.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", r"true|false", "tf"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", r"~|null|", ["~", "n", ""]),
):
    Editor.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first))


@cache
def validator(kind: str) -> Draft202012Validator:
    made = schema(kind)
    Draft202012Validator.check_schema(made)
    return Draft202012Validator(made)


def findings(kind: str, text: str) -> list[str]:
    """What an editor would underline."""
    found = validator(kind).iter_errors(yaml.load(text, Editor))  # noqa: S506 - a SafeLoader
    return [f"{'.'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in found]


def front_matter(path: Path) -> str:
    return path.read_text("utf-8").split("---\n")[1]


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_a_sound_schema(kind: str) -> None:
    """Draft 2020-12, with a title, and closed: a key that does not exist is refused."""
    made = schema(kind)
    Draft202012Validator.check_schema(made)

    assert "https://json-schema.org/draft/2020-12/schema" == made["$schema"]
    assert f"mapdocs {kind} file" == made["title"]
    assert made["additionalProperties"] is False


@pytest.mark.parametrize("path", PLAYBOOKS, ids=lambda path: path.name)
def test_the_shipped_playbooks_are_valid(path: Path) -> None:
    """Translations too: they hold only the words they change."""
    text = path.read_text("utf-8")
    found = findings("playbook", text)

    assert [] == [line for line in found if "'title' is a required property" not in line or "." not in path.stem]


@pytest.mark.parametrize("path", PHASES, ids=lambda path: path.name)
def test_the_shipped_phases_are_valid(path: Path) -> None:
    """Their front matter, in every language."""
    assert [] == findings("phase", front_matter(path))


@pytest.mark.parametrize("path", DEALS, ids=lambda path: path.parent.name)
def test_the_sample_deals_are_valid(path: Path) -> None:
    """What an editor shows for them is nothing."""
    assert [] == findings("deal", path.read_text("utf-8"))


def test_the_grown_and_the_smallest_deal_are_valid() -> None:
    """Every key there is, and as few as there may be."""
    assert [] == findings("deal", GROWN)
    assert [] == findings("deal", PARTIES)
    assert [] == findings("deal", "buyer: {name: Marlow Bank}")


def test_the_samples_workspace_is_valid() -> None:
    """And one that says nothing but whose it is."""
    assert [] == findings("workspace", (ROOT / "content" / "workspace.yaml").read_text("utf-8"))
    assert [] == findings("workspace", "seller: {name: A, country: DE}\ndefaults: {buffer: 5bd, tags: [x]}")


SHORT = """\
amount: 240000
amount: "240000"
amount: 21.5
start: 2026-11-02
state: won
state:
go_live: 2027-03-31
go_live: {date: 2027-03-31}
go_live: {date: }
regions: UK
regions: [UK, EU]
buffer: 0
buffer: 10%
size: 500
confidential: false
locale: no
crm: {opportunity: 81}
tasks: {a: {duration: 0}}
tasks: {a: {duration: "0"}}
tasks: {a: {duration: 2w}}
tasks: {a: {duration: {likely: 5bd, best: 0}}}
tasks: {a: {duration: {likely: 5bd, best: , worst: 9bd}}}
tasks: {a: {after: b}}
tasks: {a: {after: [b, "b SS+2bd", {task: b, lag: 0}]}}
tasks: {a: {after: {task: b, type: SS}}}
tasks: {a: {after: []}}
tasks: {a: {buyer: , due: , after: , agreed: , effort: , role: , remaining: }}
tasks: {a: {remaining: 0}}
tasks: {a: {agreed: {on: 2026-11-12, by: maria}}}
tasks: {a: {effort: {buyer: 4h, seller: 2.5 days}}}
tasks: {a: {title: 2027, actions: {s: {title: S, status: done}, t: }}}
tasks: {a: }
tasks:
phases: {p: , q: {exit: One thing}}
calendars: {c: {only: 2026-12-03}, d: {closures: 2026-12-24}, e: {closures: [2026-12-24, {from: 2026-12-25}]}}
calendars: {c: {freezes: {from: 2026-12-03, to: 2026-12-09, binds: x}, work_days: mon}}
value: {drivers: {d: {metric: M, worth: 5, confirmed: maria, ramp: 8 weeks, measured: {on: 2027-01-01, is: 5}}}}
value: {investment: , drivers: }
people: {p: {party: buyer, role: security, unknown: true}}
log: {on: 2026-11-12, what: X}
resources: {title: A}
internal: {probability: 0.7, notes: 5}
google: {share: {a@b.example: writer}}
decisions: {d: {what: D, on: , by: }}""".split("\n")
WRONG = """\
amont: 5
amount: [5]
amount: 1e3x
start: 12.11.2026
start: 2026-1-5
start: [2026-11-02]
state: gone
forecast: hodl
confidential: yes
go_live: [x]
go_live: {when: 2027-01-01}
tasks: [a]
tasks: {a: {duration: 5}}
tasks: {a: {duration: -5bd}}
tasks: {a: {duration: 5 days}}
tasks: {a: {duration: {best: 5bd}}}
tasks: {a: {duration: {likely: 5bd, most: 9bd}}}
tasks: {a: {status: Done}}
tasks: {a: {dedline: 2027-01-01}}
tasks: {a: {after: [{task: b, typ: SS}]}}
tasks: {a: {after: ["b XX"]}}
tasks: {a: {after: [[b]]}}
tasks: {a: {effort: {buyer: 4}}}
tasks: {a: {agreed: {by: maria}}}
tasks: {a b: {title: T}}
people: {p: {name: P, party: vendor}}
risks: {r: {owner: maria}}
value: {drivers: {d: {unit: h}}}
value: {summry: x}
calendars: {c: {work_days: [monday]}}
log: [{what: X}]
log: [x]
google: {share: {a@b.example: owner}}
google: {share: {maria: writer}}
google: {share: {a b@c.example: writer}}
regions: [[UK]]
regions: {a: b}""".split("\n")


@pytest.mark.parametrize("text", SHORT)
def test_an_editor_accepts_every_short_form(text: str) -> None:
    """Whatever reading accepts, typed as an editor's YAML types it, nulls that unset included."""
    assert [] == validate(node_of(PARTIES + text), Deal)[1]
    assert [] == findings("deal", PARTIES + text)


@pytest.mark.parametrize("text", WRONG)
def test_an_editor_refuses_what_reading_refuses(text: str) -> None:
    """Unknown keys at each level, wrong words, wrong kinds, what is missing."""
    assert validate(node_of(PARTIES + text), Deal)[1]
    assert findings("deal", PARTIES + text)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("playbook", "title: T\nfase: [p]"),
        ("playbook", "title: T\ndefaults: {dur: 5bd}"),
        ("playbook", "title: T\nlinks: [{from: p}]"),
        ("playbook", "title: T\nvalue_summary: long"),
        ("playbook", "phases: p"),
        ("phase", "title: T\nbuyer-title: x"),
        ("phase", "title: T\ntasks: {a: {titel: x}}"),
        ("workspace", "selller: {name: A}"),
        ("workspace", "people: {a: {nam: A}}"),
    ],
)
def test_the_other_kinds_are_closed_too(kind: str, text: str) -> None:
    """A slip of the pen is underlined in every file."""
    assert findings(kind, text)


def described(made: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each key of a schema with what it says."""
    for where, part in [("", made), *made.get("$defs", {}).items()]:
        for name, child in part.get("properties", {}).items():
            yield f"{where}.{name}", child


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_has_help(kind: str) -> None:
    """What an editor shows where the pointer rests."""
    assert not [name for name, child in described(schema(kind)) if len(child.get("description", "")) < 5]


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_the_same_each_time(kind: str) -> None:
    """It is a file that people commit."""
    assert schema(kind) == schema(kind)
