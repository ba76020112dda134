"""The docs hold: their commands run, their links lead somewhere; they name all there is, and nothing that is gone."""

from __future__ import annotations

import argparse
import ast
import io
import re
import shlex
import sys
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
import yaml
from pydantic import BaseModel

from mapdocs import cli, conditions, deal, fields, links, markup, pagetools, playbook, prose, workspace
from mapdocs.plan import summary
from mapdocs.schemas import KINDS
from mapdocs.source import read_yaml
from mapdocs.words import DayForm
from tests.conftest import ROOT

DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
TEMPLATES = ROOT / "templates"

# Heading in deal-file.md -> the part of a deal that its table describes.
PARTS: dict[str, type[BaseModel]] = {
    "The deal": deal.Deal,
    "Companies": deal.Party,
    "Calendars": deal.Calendar,
    "Closures and freezes": deal.Closure,
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


def doc(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def ticked(text: str) -> set[str]:
    """All that stands in backticks."""
    return set(re.findall(r"`([^`\n]+)`", text))


def section(text: str, title: str) -> str:
    """What stands under a heading, up to the next one of any level; code blocks taken out."""
    text = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    match = re.search(rf"^#+ {re.escape(title)}\n(.*?)(?=^#+ |\Z)", text, re.MULTILINE | re.DOTALL)
    assert match, f"there is no heading {title!r}"
    return match[1]


def first_cells(text: str) -> list[str]:
    """What stands in backticks in the first cells of tables."""
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    return [word for row in rows for word in re.findall(r"`([^`]+)`", row.split(" | ")[0])]


def keys_of(model: type[BaseModel]) -> list[str]:
    return sorted(info.alias or name for name, info in model.model_fields.items())


def subject_of(name: str) -> str:
    """The verb of a command line as the docs write it."""
    return name.split()[1]


# ---------------------------------------------------------------- commands


def blocks(path: Path, *kinds: str) -> Iterator[str]:
    """The fenced blocks with one of these info strings."""
    text = path.read_text("utf-8")
    for match in re.finditer(r"^```([^\n]*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        if match[1].strip() in kinds:
            yield match[2]


def commands(path: Path, *kinds: str) -> list[list[str]]:
    """The command lines of such blocks, as words, without their prompt."""
    lines = [line for block in blocks(path, *kinds) for line in block.splitlines()]
    return [shlex.split(line.removeprefix("$ ")) for line in lines if line.strip()]


def run(words: list[str], folder: Path) -> None:
    """One command line of mapdocs as a shell would run it in that folder, its output redirected where it says so."""
    program, *words = words
    assert program == "mapdocs", f"only mapdocs is run here, not {program}"
    target = words[words.index(">") + 1] if ">" in words else ""
    out, err = io.StringIO(), io.StringIO()
    with chdir(folder), redirect_stdout(out), redirect_stderr(err):
        code = cli.main(words[: words.index(">")] if target else words)
    if target:
        (folder / target).write_text(out.getvalue(), "utf-8")
    assert code == 0, f"{shlex.join(words)} ended with {code}:\n{err.getvalue()}"


@pytest.mark.parametrize("page", [p for p in PAGES if commands(p, "console run")], ids=named)
def test_commands_marked_to_run_work_in_order(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, today: object
) -> None:
    """Every command of a page's `console run` blocks ends with 0, one after the other, begun in a new workspace."""
    monkeypatch.setenv("MAPDOCS_TODAY", str(today))
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    run(["mapdocs", "init"], tmp_path)
    here = tmp_path
    for words in commands(page, "console run"):
        if words[0] == "cd":
            here /= words[1]
        else:
            run(words, here)


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_commands_that_are_only_shown_exist(page: Path) -> None:
    """`./inv VERB` is a verb of tasks.py, `mapdocs ...` is accepted by its parser, any other file named is there."""
    verbs = {
        node.name
        for node in ast.parse((ROOT / "tasks.py").read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef)
    }
    for words in commands(page, "console", "sh"):
        if words[0] == "./inv":
            assert words[1] in verbs
        elif words[0] == "mapdocs":
            cli._parser().parse_args(words[1:])
        elif words[0].startswith((".venv/bin/python", "python")) and words[1].endswith(".py"):
            assert (ROOT / words[1]).is_file()


def parsers() -> dict[str, argparse.ArgumentParser]:
    """Verb -> its parser; the main one under the empty name."""
    main = cli._parser()
    subs = [action for action in main._actions if isinstance(action, argparse._SubParsersAction)]
    return {"": main, **{name: sub for action in subs for name, sub in action.choices.items()}}


def options_of(parser: argparse.ArgumentParser) -> set[str]:
    """Option strings, and the names of positional arguments as the usage line shows them."""
    found: set[str] = set()
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            continue
        found |= set(action.option_strings) or {str(action.metavar or action.dest).upper()}
    return found


def test_every_command_and_option_is_documented_and_none_that_is_gone() -> None:
    """commands.md has a section for each verb, and in its table each option that only this verb has."""
    text = doc("commands.md")
    common = options_of(parsers()[""])
    told = first_cells(section(text, "Options of every command"))

    assert {option.split()[0] for option in told} == common
    assert sorted(re.findall(r"^## mapdocs (\w+)$", text, re.MULTILINE)) == sorted(verb for verb in parsers() if verb)
    for verb, parser in parsers().items():
        if not verb:
            continue
        here = section(text, f"mapdocs {verb}")
        own = options_of(parser) - common
        table = {option.split()[0] for option in first_cells(here) if option.startswith("-")}

        assert own - ticked_words(here) == set(), f"mapdocs {verb}: not documented"
        assert table - own == set(), f"mapdocs {verb}: no longer there"


def ticked_words(text: str) -> set[str]:
    """The words inside backticks, brackets and dots of usage lines taken off."""
    return {word.strip("[].") for tick in ticked(text) for word in tick.split()}


def test_every_choice_of_an_option_is_documented() -> None:
    """What `--edition`, `--size`, `--format`, `--to` and the kinds of schemas accept stands in the verb's section."""
    for verb, parser in parsers().items():
        for action in parser._actions if verb else ():
            missing = set(map(str, action.choices or ())) - ticked(section(doc("commands.md"), f"mapdocs {verb}"))
            assert missing == set(), f"mapdocs {verb} {action.dest}"
    assert set(cli._BUILD_KINDS) <= ticked(section(doc("commands.md"), "mapdocs build"))
    assert set(KINDS) <= ticked(section(doc("commands.md"), "mapdocs schema"))


def test_every_verb_of_inv_is_documented() -> None:
    """commands.md names each task of tasks.py, and no other."""
    tasks = ast.parse((ROOT / "tasks.py").read_text("utf-8")).body
    verbs = {node.name for node in tasks if isinstance(node, ast.FunctionDef) and node.decorator_list}

    told = {subject_of(name) for name in first_cells(section(doc("commands.md"), "Verbs of ./inv"))}
    assert told == verbs


# ---------------------------------------------------------------- links


def anchors(text: str) -> set[str]:
    """The names that a page's headings are linked by, as git servers make them."""
    titles = re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_and_pictures_lead_somewhere(page: Path) -> None:
    """A relative link or picture is a file of the repository; behind # stands one of its headings."""
    text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    targets = re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r'src="([^"]+)"', text)
    for target in targets:
        if target.startswith(("http:", "https:", "mailto:")):
            continue
        name, _, heading = target.partition("#")
        file = page.parent / name if name else page
        assert file.exists(), target
        assert not heading or heading in anchors(file.read_text("utf-8")), target


@pytest.mark.parametrize("picture", sorted((DOCS / "images").glob("*.png")), ids=named)
def test_pictures_are_small(picture: Path) -> None:
    """A picture of the README takes less than 200 kB."""
    assert picture.stat().st_size < 200_000


# ---------------------------------------------------------------- what the pages name


@pytest.mark.parametrize("title", PARTS)
def test_every_key_of_a_deal_is_documented(title: str) -> None:
    """A section of deal-file.md names exactly the keys that its part of a deal has."""
    assert sorted(first_cells(section(doc("deal-file.md"), title))) == keys_of(PARTS[title])


def test_every_part_of_a_deal_has_a_section() -> None:
    """No model of the deal is without a table, and links have theirs."""
    models = {m for m in vars(deal).values() if isinstance(m, type) and issubclass(m, BaseModel)} - {
        BaseModel,
        deal.Model,
    }
    keys = first_cells(section(doc("deal-file.md"), "Links"))

    assert models == set(PARTS.values())
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


def names_of_tools() -> set[str]:
    """The keys of the dict that Tools.names returns."""
    source = ast.parse(Path(pagetools.__file__).read_text("utf-8"))
    function = next(n for n in ast.walk(source) if isinstance(n, ast.FunctionDef) and n.name == "names")
    (returned,) = [n.value for n in ast.walk(function) if isinstance(n, ast.Return)]
    assert isinstance(returned, ast.Dict)
    return {str(key.value) for key in returned.keys if isinstance(key, ast.Constant)}


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

    assert set(told) == {*keys_of(workspace.ThemeFile), *theme["colours"], *theme["fonts"]}
    for group in ("sizes", "page", "logo", "word"):
        assert set(theme[group]) <= ticked(text), group


def test_yaml_examples_can_be_read() -> None:
    """Every YAML block of the docs, and both workflows, are YAML."""
    for page in PAGES:
        for block in (text for text in blocks(page, "yaml") if not text.startswith("# yaml-language-server")):
            assert read_yaml(block, named(page))[1] == [], block
    for workflow in (DOCS / "ci").glob("*.yml"):
        assert yaml.safe_load(workflow.read_text("utf-8"))


def test_workflows_call_what_there_is() -> None:
    """Each mapdocs command of the ready workflows is accepted by its parser."""
    for workflow in (DOCS / "ci").glob("*.yml"):
        found = re.findall(r"\bmapdocs (?:build|check)[^|>\n]*", workflow.read_text("utf-8"))
        assert found
        for command in found:
            cli._parser().parse_args(shlex.split(command)[1:])
