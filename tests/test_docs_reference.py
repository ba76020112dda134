"""What the docs tell is what there is: every key, code, tag, name and playbook, and none that is gone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
import yaml
from pydantic import BaseModel

from mapdocs import conditions, deal, fields, links, markup, model, pagetools, playbook, prose, themes, workspace
from mapdocs.check import check_deal
from mapdocs.documents import document_of
from mapdocs.plan import summary
from mapdocs.source import merge, plain, read_yaml
from mapdocs.validation import validate
from mapdocs.words import DayForm, make_wording
from tests.conftest import ROOT
from tests.pages import DOCS, blocks, doc, first_cells, section, ticked, ticked_words
from tests.samples import RICH, plan_of, shipped

TEMPLATES = ROOT / "templates"

# Heading in deal-file.md -> the part of a deal that its table describes.
PARTS: dict[str, type[BaseModel]] = {
    "The workspace": workspace.WorkspaceFile,
    "The deal": deal.Deal,
    "Companies": deal.Party,
    "Calendars": model.Calendar,
    "Closures and freezes": model.Closure,
    "State": deal.State,
    "CRM": deal.Crm,
    "Go-live": deal.GoLive,
    "Value": deal.Value,
    "Impact": deal.Impact,
    "Value drivers": deal.ValueDriver,
    "Confirmed": deal.Confirmation,
    "Measured": deal.Measure,
    "Investment": deal.Investment,
    "People": deal.Person,
    "Success criteria": deal.Criterion,
    "Phases": deal.Phase,
    "Tasks": deal.Task,
    "Effort": deal.Effort,
    "Agreement": deal.Agreement,
    "Actions": deal.Action,
    "Risks": deal.Risk,
    "Decisions": deal.Decision,
    "Resources": deal.Resource,
    "Meetings": deal.Meetings,
    "Log": deal.LogEntry,
    "Internal notes": deal.Internal,
    "Google": deal.Google,
}


def keys_of(model: type[BaseModel]) -> list[str]:
    return sorted(info.alias or name for name, info in model.model_fields.items())


@pytest.mark.parametrize("title", PARTS)
def test_every_key_of_a_deal_is_documented(title: str) -> None:
    """A section of deal-file.md names exactly the keys that its part of a deal has."""
    assert sorted(first_cells(section(doc("deal-file.md"), title))) == keys_of(PARTS[title])


def test_every_part_of_a_deal_has_a_section() -> None:
    """No model of the deal is without a table, and links have theirs."""
    known = (*vars(deal).values(), *vars(model).values())
    models = {m for m in known if isinstance(m, type) and issubclass(m, BaseModel)} - {BaseModel, model.Model}
    keys = first_cells(section(doc("deal-file.md"), "Links"))

    assert models | {workspace.WorkspaceFile} == set(PARTS.values())
    assert [key for key in keys if '"' not in key and key != "security-review"] == keys_of_links()


def keys_of_links() -> list[str]:
    properties = links._LONG["properties"]
    assert isinstance(properties, dict)
    return list(properties)


def literals(annotation: object) -> set[str]:
    """Every word that a type allows, however deep it lies."""
    args = get_args(annotation)
    return {arg for arg in args if isinstance(arg, str)} | {word for arg in args for word in literals(arg)}


@pytest.mark.parametrize("title", PARTS)
def test_every_word_that_a_key_allows_is_documented(title: str) -> None:
    """Statuses, kinds, parts and the like stand in the section of their key, or in one it points to."""
    here = section(doc("deal-file.md"), title)
    allowed = {word for info in PARTS[title].model_fields.values() for word in literals(info.annotation)}
    elsewhere = (
        {"not-started", "in-progress", "at-risk", "blocked", "done", "cancelled"} if title == "Actions" else set()
    )

    assert allowed - elsewhere - ticked_words(here) <= {"tue", "wed", "thu", "fri", "sat"}


@cache
def codes() -> frozenset[str]:
    """Every problem code that a call in the package hands on as a literal, by the functions that take a code."""
    trees = [ast.parse(path.read_text("utf-8")) for path in (ROOT / "mapdocs").rglob("*.py")]
    at = {"Problem": 0, "ConditionError": 0, "faults.add": 0, "faults.find": 0}
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.FunctionDef) and node.name not in ("__init__", "add", "find"):
            names = [argument.arg for argument in node.args.args if argument.arg != "self"]
            at |= {node.name: names.index("code")} if "code" in names else {}
    found = set()
    for call in (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)):
        place = at.get(ast.unparse(call.func).removeprefix("self._"), at.get(ast.unparse(call.func)))
        if place is not None and len(call.args) > place:
            found |= {text for text in literal_texts(call.args[place]) if re.fullmatch(r"[a-z-]+", text)}
    return frozenset(found)


def literal_texts(node: ast.expr) -> Iterator[str]:
    """The texts that an argument can be: itself, or either side of a conditional."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from literal_texts(node.body)
        yield from literal_texts(node.orelse)


def test_every_problem_code_is_documented_and_none_that_is_gone() -> None:
    """problems.md has one line for each code that the package gives."""
    told = first_cells(doc("problems.md"))

    assert sorted(told) == sorted(set(told)), "a code stands twice"
    assert set(told) == codes()


def test_page_templates_reference_names_all_there_is() -> None:
    """templates.md lists exactly the tags, attributes, names, parts and fields that templates may use."""
    text = doc("templates.md")
    attributes = first_cells(section(text, "Tags and attributes"))
    tags = ticked("\n".join(re.findall(r"^\| (?:blocks|in a line|tables|pictures) \|.*$", text, re.MULTILINE)))
    names = {re.match(r"\w+", name)[0] for name in first_cells(section(text, "What templates may call"))}  # type: ignore[index]
    told = [line.split(" | ") for line in section(text, "Fields").splitlines() if re.match(r"\| `(?!\w+_field)", line)]

    assert tags == markup.TAGS
    assert set(attributes) == markup.ATTRIBUTES
    assert names == {*names_of_tools(), "plan", "drawing"}
    assert set(first_cells(section(text, "The parts"))) == {
        p.name.split(".")[0] for p in (TEMPLATES / "parts").iterdir()
    }
    assert {re.findall(r"`(\w+)`", row[0])[0]: re.findall(r"`(\w+)`", row[1]) for row in told} == {
        part: list(kinds) for part, kinds in fields.KINDS.items()
    }
    assert set(get_args(DayForm)) <= ticked_words(section(text, "What templates may call"))


def test_classes_of_the_parts_are_documented() -> None:
    """Every class that the shipped page templates write stands in templates.md."""
    texts = [path.read_text("utf-8") for path in TEMPLATES.rglob("*.j2")]
    written = " ".join(
        re.sub(r"\{\{.*?\}\}", " ", found) for text in texts for found in re.findall(r'class="([^"]*)"', text)
    )

    assert set(written.split()) <= ticked(section(doc("templates.md"), "Classes"))


def names_of_tools() -> set[str]:
    """What templates may call."""
    words, _ = make_wording("en-GB", workspace.load_words(shipped()))
    return set(pagetools.Tools(plan_of(RICH), words).names())


def test_playbooks_page_names_all_there_is() -> None:
    """playbooks.md lists playbooks with their steps, roles, what conditions and texts may use, and the files' keys."""
    text = doc("playbooks.md")
    rows = re.findall(
        r"^\| `([\w-]+)` \|.*\| (\d+) \| \d+ weeks \| \d+ weeks \|$", section(text, "The seven playbooks"), re.MULTILINE
    )
    words = yaml.safe_load((TEMPLATES / "locales/en.yaml").read_text("utf-8"))
    conditional = ticked(section(text, "Conditions"))

    assert dict(rows) == {name: str(count) for name, count in steps().items()}
    assert set(words["role"]) - {"other"} <= ticked(section(text, "Roles"))
    assert set(conditions.NAMES) <= conditional
    assert sorted(first_cells(section(text, "The playbook file"))) == keys_of(playbook.Playbook)
    assert sorted(first_cells(section(text, "The phase template"))) == keys_of(playbook.PhaseTemplate)
    assert set(prose._environment().filters) == ticked(section(text, "Texts that fill themselves in")) & set(
        prose._environment().filters
    )
    assert {path.name.split(".")[0] for path in (TEMPLATES / "value-summary").iterdir()} <= ticked(
        section(text, "The value summary")
    )


def steps() -> dict[str, int]:
    """Playbook -> how many tasks its phases have."""
    found = {}
    for path in (TEMPLATES / "playbooks").glob("*.yaml"):
        if path.name.count(".") == 1:
            phases = yaml.safe_load(path.read_text("utf-8"))["phases"]
            fronts = [(TEMPLATES / f"phases/{name}.md").read_text("utf-8").split("---\n")[1] for name in phases]
            found[path.stem] = sum(len(yaml.safe_load(front)["tasks"]) for front in fronts)
    return found


def test_tags_that_templates_look_at_are_documented() -> None:
    """Every word that a shipped condition compares with stands in the table of what brings steps in."""
    fronts = [path.read_text("utf-8").split("---\n")[1] for path in (TEMPLATES / "phases").glob("*.md")]
    tasks = [task for front in fronts for task in yaml.safe_load(front)["tasks"].values()]
    trees = [conditions.parse_condition(task["when"]) for task in tasks if "when" in task]
    compared = {str(node.value) for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)}

    told = set(re.findall(r"[\w-]+", " ".join(ticked(section(doc("playbooks.md"), "Tags that bring steps in")))))
    told |= {"financial-services"}
    assert compared <= told


def test_names_of_value_summaries_are_documented() -> None:
    """What value-summary templates may name stands in playbooks.md."""
    tree = ast.parse(Path(summary.__file__).read_text("utf-8"))
    function = next(n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name == "_names")
    keys = [
        key.value
        for n in ast.walk(function)
        if isinstance(n, ast.Dict)
        for key in n.keys
        if isinstance(key, ast.Constant)
    ]

    text = section(doc("playbooks.md"), "The value summary") + section(
        doc("playbooks.md"), "Texts that fill themselves in"
    )
    assert set(keys) <= set(re.findall(r"\w+", " ".join(ticked(text))))


def test_themes_page_names_every_key_colour_and_font() -> None:
    """themes.md lists the keys of theme.yaml and what the shipped themes have in them."""
    text = section(doc("themes.md"), "theme.yaml")
    told = first_cells(text)
    theme = yaml.safe_load((TEMPLATES / "themes/default/theme.yaml").read_text("utf-8"))

    assert set(told) == {*keys_of(themes.ThemeFile), *theme["colours"], *theme["fonts"]}
    for group in ("sizes", "page", "logo", "word"):
        assert set(theme[group]) <= ticked(text), group


BASE = """
playbook: enterprise-saas
people:
  maria: {name: Maria Keller, party: buyer, role: champion}
  tom: {name: Tom Weiss, party: seller, role: account-executive}
buyer: {name: Marlow Bank, country: GB}
seller: {name: Fernhill Analytics, country: DE}
"""


@pytest.mark.parametrize("block", list(blocks(DOCS / "deal-file.md", "yaml"))[:-1], ids=lambda text: text.split(":")[0])
def test_examples_of_deals_hold(block: str, tmp_path: Path, today: date) -> None:
    """Every YAML block of deal-file.md is a deal, or, laid over one, makes one without an error."""
    base, own = (read_yaml(text, "example")[0] for text in (BASE, block))
    assert base
    assert own
    text = yaml.safe_dump(plain(merge(base, own)), allow_unicode=True)
    (tmp_path / "deal.yaml").write_text(text, "utf-8")
    shipped = workspace.open_workspace(None, tmp_path)
    place = workspace.find_deal(shipped, str(tmp_path), tmp_path)

    assert [problem for problem in check_deal(shipped, place, today, tmp_path) if problem.severity == "error"] == []


def test_examples_of_playbooks_hold() -> None:
    """The playbook, the phase templates and the YAML around them in playbooks.md can be read as what they are."""
    page = DOCS / "playbooks.md"
    file, *others = blocks(page, "yaml")
    whole, overlay = (playbook.read_phase(text, "example.md") for text in blocks(page, "markdown"))
    node, problems = read_yaml(file, "example.yaml")

    assert node
    assert problems == []
    assert validate(node, playbook.Playbook)[1] == []
    for phase, faults in (whole, overlay):
        assert phase
        assert faults == ()
        assert validate(phase.node, playbook.PhaseTemplate)[1] == []
    for text in [*others, *blocks(DOCS / "themes.md", "yaml"), *blocks(DOCS / "languages.md", "yaml")]:
        assert read_yaml(text, "example.yaml")[1] == []


def test_playbooks_take_about_as_long_as_they_say(tmp_path: Path, today: date) -> None:
    """The weeks of playbooks.md are those of a plan begun on the data date, give or take one."""
    text = section(doc("playbooks.md"), "The seven playbooks")
    for name, to_signature, to_live in re.findall(
        r"^\| `([\w-]+)` .* (\d+) weeks \| (\d+) weeks \|$", text, re.MULTILINE
    ):
        (tmp_path / "deal.yaml").write_text(LENGTHS.format(name=name, today=today), "utf-8")
        shipped = workspace.open_workspace(None, tmp_path)
        place = workspace.find_deal(shipped, str(tmp_path), tmp_path)
        plan = document_of(shipped, place, today, "buyer", "full", "", tmp_path, keep=False).plan
        assert plan.signature
        found = [(day - today).days / 7 for day in (plan.signature, plan.go_live)]

        assert found == [pytest.approx(int(to_signature), abs=1), pytest.approx(int(to_live), abs=1)], name


LENGTHS = """
buyer: {{name: Marlow Bank, country: GB}}
seller: {{name: Fernhill Analytics, country: GB}}
playbook: {name}
start: {today}
regions: [UK]
industry: financial-services
"""


def test_how_it_works_names_every_module() -> None:
    """The floors of how-it-works.md hold each module or folder of the package, and none that is gone."""
    told = set(re.findall(r"`([\w/]+)`", section(doc("how-it-works.md"), "Floors").partition("| floor |")[2]))
    folders = {f"{path.parent.name}/" for path in (ROOT / "mapdocs").glob("*/__init__.py")}
    modules = {path.stem for path in (ROOT / "mapdocs").glob("*.py") if not path.stem.startswith("__")}

    assert told - {"source", "workspace"} == (folders | modules) - {"source", "workspace"}
