"""The docs hold: their commands run, their links and pictures lead somewhere, every command and option is told."""

from __future__ import annotations

import argparse
import ast
import io
import re
import shlex
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from datetime import date
from pathlib import Path

import pytest
import yaml

from mapdocs import arguments, cli
from mapdocs.arguments import BUILD_KINDS
from mapdocs.schemas import KINDS
from tests.conftest import ROOT
from tests.pages import DOCS, PAGES, blocks, doc, first_cells, named, section, ticked, ticked_words


def subject_of(name: str) -> str:
    """The verb of a command line as the docs write it."""
    return name.split()[1]


# ---------------------------------------------------------------- commands


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
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, today: date
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
            arguments.parser().parse_args(words[1:])
        elif words[0].startswith((".venv/bin/python", "python")) and words[1].endswith(".py"):
            assert (ROOT / words[1]).is_file()


def parsers() -> dict[str, argparse.ArgumentParser]:
    """Verb -> its parser; the main one under the empty name."""
    main = arguments.parser()
    subs = [action for action in main._actions if isinstance(action, argparse._SubParsersAction)]
    return {"": main, **{name: sub for action in subs for name, sub in action.choices.items()}}


def options_of(parser: argparse.ArgumentParser) -> set[str]:
    """Option strings, and the names of positional arguments as the usage line shows them."""
    found: set[str] = set()
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            if " " in parser.prog:  # what a verb does, as `google login`; not the verbs themselves
                found |= {option for sub in action.choices.values() for option in options_of(sub)}
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


def test_every_choice_of_an_option_is_documented() -> None:
    """What `--edition`, `--size`, `--format`, `--to` and the kinds of schemas accept stands in the verb's section."""
    for verb, parser in parsers().items():
        for action in parser._actions if verb else ():
            missing = set(map(str, action.choices or ())) - ticked(section(doc("commands.md"), f"mapdocs {verb}"))
            assert missing == set(), f"mapdocs {verb} {action.dest}"
    assert set(BUILD_KINDS) <= ticked(section(doc("commands.md"), "mapdocs build"))
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


def test_workflows_call_what_there_is() -> None:
    """The ready workflows are YAML, and each mapdocs command in them is accepted by its parser."""
    for workflow in (DOCS / "ci").glob("*.yml"):
        assert yaml.safe_load(workflow.read_text("utf-8"))
        found = re.findall(r"\bmapdocs (?:build|check)[^|>\n]*", workflow.read_text("utf-8"))
        assert found
        for command in found:
            arguments.parser().parse_args(shlex.split(command)[1:])
