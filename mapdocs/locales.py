"""Locale files: a workspace's own words over the shipped ones, each held against the shipped English ones."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from mapdocs.problems import DealError, Problem, brief, nearest
from mapdocs.source import Node, plain, read_yaml
from mapdocs.words import PLURALS, fits, flatten, is_open, slots

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mapdocs.assets import Template
    from mapdocs.problems import Where
    from mapdocs.words import Word

Tree = dict[str, Any]


def locale_words(templates: Mapping[str, Template]) -> tuple[dict[str, Tree], list[Problem]]:
    """Language -> words, the workspace's over the shipped; warnings for those that don't fit, which are left out."""
    words = {language: plain(node) for language, node in _files(templates, "locales/")}
    english = flatten(words["en"])
    problems: list[Problem] = []
    for language, node in _files(templates, "own/locales/"):
        own = _fitting(node, english, problems)
        words[language] = _over(words.get(language, {}), own)
    return words, problems


def languages(templates: Mapping[str, Template]) -> list[str]:
    """Those that there is a locale file for."""
    files = (name.removeprefix("own/") for name in templates)
    return sorted({name[8:-5] for name in files if name.startswith("locales/") and name.endswith(".yaml")})


def _files(templates: Mapping[str, Template], folder: str) -> Iterator[tuple[str, Node]]:
    for name, file in sorted(templates.items()):
        if name.startswith(folder) and name.endswith(".yaml"):
            node = _read(file.text, file.path)
            if node is not None:
                yield name.removeprefix(folder).removesuffix(".yaml"), node


@lru_cache(maxsize=64)
def _read(text: str, path: str) -> Node | None:
    """The file's tree, None where nothing stands in it; DealError where it is not YAML."""
    node, problems = read_yaml(text, path)
    if [problem.code for problem in problems] == ["empty-file"]:
        return None
    if node is None or problems:
        raise DealError(*problems)
    return node


def _over(under: Tree, over: Tree) -> Tree:
    """Word by word, so that a workspace's file need hold only the words it changes."""
    merged = dict(under)
    for key, value in over.items():
        old = merged.get(key)
        merged[key] = _over(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return merged


def _fitting(node: Node, english: Mapping[str, Word], problems: list[Problem], group: str = "") -> Tree:
    """The words of a group that can stand in for the shipped ones."""
    if node.kind != "map":
        _told(problems, f"{_named(group)} is not a map of words.", node.where, "Write key: and text as en.yaml has it.")
    kept: Tree = {}
    for name, child in node.entries.items():
        key, where = f"{group}{name}", node.keys.get(name, child.where)
        if child.kind == "null":
            continue
        if key in english or is_open(key):
            value = _word(child)
            if value is not None and fits(value, english.get(key, "")):
                kept[name] = value
            else:
                _told(problems, *_misfit(key, value, english.get(key, ""), where))
        elif is_open(f"{key}.x") or any(known.startswith(f"{key}.") for known in english):
            kept[name] = _fitting(child, english, problems, f"{key}.")
        else:
            hint = nearest(key, english)
            _told(problems, f'"{brief(key)}" is not a word of the documents.', where, hint)
    return kept


def _named(group: str) -> str:
    return f'"{group[:-1]}"' if group else "The file"


def _word(node: Node) -> Word | None:
    """A text, or the plural forms of a counted word; None for anything else."""
    if node.kind == "text":
        return str(node.value)
    forms = {name: child.value for name, child in node.entries.items() if child.kind == "text"}
    return forms if forms.keys() == node.entries.keys() and "other" in forms and forms.keys() <= PLURALS else None


def _misfit(key: str, word: Word | None, shipped: Word, where: Where) -> tuple[str, Where, str]:
    if isinstance(shipped, str) != isinstance(word, str) or word is None:
        kind = "a text" if isinstance(shipped, str) else "counted, with the forms one: and other:"
        return f'"{key}" must be {kind}.', where, "Write it as en.yaml has it."
    known = sorted(slots(shipped))
    wrong = ", ".join(f"{{{name}}}" for name in sorted(slots(word) - set(known)))
    hint = f"It has {', '.join(f'{{{name}}}' for name in known)}." if known else "It has no slots."
    return f'"{key}" has {brief(wrong)}, which nothing fills in.', where, hint


def _told(problems: list[Problem], message: str, where: Where, hint: str) -> None:
    problems.append(Problem("wrong-word", f"{message} The shipped words are used.", where, hint, "warning"))
