"""YAML with places: what is read as what, what is refused and where, and files written whole or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdocs.problems import Problem, UsageError, Where
from mapdocs.source import (
    MAX_BYTES,
    Node,
    control_character,
    key_place,
    merge,
    place,
    plain,
    read_file,
    read_yaml,
    tree,
    without,
    write_whole,
)
from tests.conftest import ROOT

HERE = Where("x.yaml")


def read(text: str) -> object:
    """The plain data of a text that has nothing wrong."""
    node, problems = read_yaml(text, "d.yaml")
    assert [] == problems
    assert node is not None
    return plain(node)


def refused(text: str) -> list[tuple[str, int, int]]:
    """Code, line and column of each problem."""
    _, problems = read_yaml(text, "d.yaml")
    assert all(problem.hint for problem in problems)
    return [(p.code, p.where.line if p.where else -1, p.where.column if p.where else -1) for p in problems]


def node_of(text: str) -> Node:
    node, problems = read_yaml(text, "d.yaml")
    assert node is not None
    assert [] == problems
    return node


@pytest.mark.parametrize(
    "word", "on off yes no NO y n true 1 007 0o7 1e3 1_000 .inf 2026-12-18 12:30:00 0x1F = 'null'".split()
)
def test_every_scalar_is_text(word: str) -> None:
    """YAML 1.2, and no word becomes a flag, a number or a day before the model says what is expected."""
    assert {"a": word.strip("'")} == read(f"a: {word}")


@pytest.mark.parametrize("word", ["", "~", "null", "Null", "NULL"])
def test_null_counts_as_left_out(word: str) -> None:
    """A key without a value is as if it were not there; quoted it is a word."""
    assert {"b": "x"} == read(f"a: {word}\nb: x")
    assert {"a": "null"} == read('a: "null"')


def test_keys_may_be_any_words() -> None:
    """`on:` and `no:` are the keys that they look like."""
    assert {"on": "a", "no": "b", "NO": "c"} == read("on: a\nno: b\nNO: c")


def test_anchors_and_merge_keys_work() -> None:
    """What stands in the map itself wins over what is merged, the first merged map over the second."""
    text = "a: &a {x: 1, y: 2}\nb: &b {y: 3, z: 4}\nc: {<<: [*a, *b], x: 9}\nd: {<<: *a}\ne: *b"

    assert {"x": "9", "y": "2", "z": "4"} == read(text)["c"]  # type: ignore[index]
    assert {"x": "1", "y": "2"} == read(text)["d"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3", [("duplicate-key", 3, 1)]),
        ("a: 1\n\"a\": 2\n'a': 3", [("duplicate-key", 2, 1), ("duplicate-key", 3, 1)]),
        ("a:\n  b: 1\n  b: 2\nc: {d: 1, d: 2}", [("duplicate-key", 3, 3), ("duplicate-key", 4, 11)]),
        ("", [("empty-file", 0, 0)]),
        ("# nothing\n", [("empty-file", 0, 0)]),
        ("---\n...\n", [("empty-file", 0, 0)]),
        ("~", [("empty-file", 0, 0)]),
        ("a: 1\n---\nb: 2\n", [("two-documents", 3, 1)]),
        ("---\n---\na: 1", [("two-documents", 3, 1)]),
        ("a: *nobody", [("bad-yaml", 1, 4)]),
        ("a: &a [*a]", [("bad-yaml", 1, 8)]),
        ("a: b: c", [("bad-yaml", 1, 5)]),
        ("a: 1\n\tb: 2", [("bad-yaml", 2, 1)]),
        ("a: [1, 2", [("bad-yaml", 2, 1)]),
        ("a: 'x", [("bad-yaml", 1, 6)]),
        ("? [a]\n: b", [("bad-yaml", 1, 3)]),
        ("? {a: 1}\n: b", [("bad-yaml", 1, 3)]),
        ("%YAML 3.0\n---\na: 1", [("bad-yaml", 1, 1)]),
        ("a: !!python/object/apply:os.system [true]", [("unsafe-tag", 1, 4)]),
        ("a: !!python/name:os.system ''", [("unsafe-tag", 1, 4)]),
        ("a: !!binary aGk=", [("unsafe-tag", 1, 4)]),
        ("a: !include x.yaml", [("unsafe-tag", 1, 4)]),
        ("!!set {a, b}", [("unsafe-tag", 1, 1)]),
        ("a: 1\nb: \x00x", [("control-character", 2, 4)]),
        ("a: \x1b[31mred", [("control-character", 1, 4)]),
        ("a: \x7f", [("control-character", 1, 4)]),
        ("a: due \u202e11-20-6202", [("control-character", 1, 8)]),
        ("a: \u2066x\u2069", [("control-character", 1, 4)]),
        ('a: "\\u202E"', [("control-character", 1, 4)]),
        ("a: x\ufeffy", [("control-character", 1, 5)]),
        ("a: \ufffe", [("control-character", 1, 4)]),
        ('a: "\\0"', [("control-character", 1, 4)]),
        ('a: 1\nb: "x\\x07y"', [("control-character", 2, 4)]),
        ('a: "\\u009f"\nb: "\\e"', [("control-character", 1, 4), ("control-character", 2, 4)]),
        ('"\\x01": b', [("control-character", 1, 1)]),
        ("<<: x", [("bad-merge", 1, 5)]),
        ("a: &a [1]\nb: {<<: [*a, 2]}", [("bad-merge", 1, 4), ("bad-merge", 2, 14)]),
    ],
)
def test_what_is_refused_has_code_line_and_column(text: str, expected: list[tuple[str, int, int]]) -> None:
    """Every fault that reading can go on after is told, in order, each with its next step."""
    assert expected == refused(text)


@pytest.mark.parametrize(
    "text", ['a: "\\ud800"', 'a: "\\UFFFFFFFF"', "\ud800: a", 'a: "\\q"', "a: @x", "`", "%", "&", "- - - :"]
)
def test_what_is_not_yaml_is_a_problem(text: str) -> None:
    """Wrong escapes, reserved signs, lone surrogates."""
    node, problems = read_yaml(text, "d.yaml")

    assert node is None or text == "- - - :"
    assert all(problem.where and problem.where.file == "d.yaml" for problem in problems)


def test_an_alias_bomb_is_refused_at_once() -> None:
    """Nine lines that stand for a billion values cost neither memory nor time."""
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)]
    start = time.process_time()
    [(code, line, column)] = refused("\n".join(lines))

    assert ("alias-bomb", True) == (code, line > 1 and column > 1)
    assert time.process_time() - start < 1


def test_merge_keys_can_explode_no_more_than_aliases() -> None:
    """A map merged into maps a thousand times is counted each time."""
    big = "a: &a {" + ", ".join(f"k{n}: 1" for n in range(1000)) + "}\n"
    text = big + "b:\n" + "".join(f"  m{n}: {{<<: *a}}\n" for n in range(1000))

    assert ["alias-bomb"] == [code for code, _, _ in refused(text)]


@pytest.mark.parametrize("text", ["[" * 100_000, "{" * 100_000, "- " * 100_000, "a: " + "[" * 61 + "]" * 61])
def test_deep_nesting_is_refused_at_once(text: str) -> None:
    """Sixty levels are more than any plan has."""
    start = time.process_time()

    assert ["too-deep"] == [code for code, _, _ in refused(text)]
    assert time.process_time() - start < 1


def test_aliases_cannot_nest_deeper_than_maps() -> None:
    """Each level looks harmless; together they would be deeper than anything can walk."""
    text = "a0: &a0 " + "[" * 40 + "]" * 40 + "\n"
    text += "".join(f"a{n}: &a{n} {'[' * 40}*a{n - 1}{']' * 40}\n" for n in range(1, 50))

    assert [("too-deep", 2, 49)] == refused(text)


def test_fifty_levels_are_read() -> None:
    """The bound leaves room."""
    assert [] == read_yaml("a: " + "[" * 50 + "]" * 50, "d.yaml")[1]


def test_places_are_those_of_the_file() -> None:
    """Line and column of a value, of a key, and of the nearest thing where the path leads nowhere."""
    node = node_of("a:\n  b: [x, {c: d}]\ne: f\n")

    assert Where("d.yaml", 2, 11) == key_place(node, ("a", "b", 1, "c"))
    assert Where("d.yaml", 2, 14) == place(node, ("a", "b", 1, "c"))
    assert Where("d.yaml", 2, 7) == place(node, ("a", "b", 0))
    assert Where("d.yaml", 2, 3) == place(node, ("a", "nowhere", "at", "all"))
    assert Where("d.yaml", 1, 1) == key_place(node, ())


def test_a_single_value_is_found_as_a_list_of_one() -> None:
    """`regions: UK` read as a list has its first item where it stands."""
    assert Where("d.yaml", 1, 10) == place(node_of("regions: UK"), ("regions", 0))
    assert Where("d.yaml", 1, 7) == key_place(node_of("log: {wht: x}"), ("log", 0, "wht"))


def test_spans_are_those_of_the_text() -> None:
    """`start` and `end` cut out what was written, quotes included, beyond the Basic Plane too."""
    text = 'a: "𝄞 x"\nb: [1, 2]\n'
    node = node_of(text)

    assert ['"𝄞 x"', "[1, 2]"] == [text[child.start : child.end] for child in node.entries.values()]


def test_front_matter_is_told_in_lines_of_its_file() -> None:
    """`first_line` shifts every place."""
    _, [problem] = read_yaml("a: 1\na: 2", "p.md", first_line=1)

    assert Where("p.md", 3, 1) == problem.where
    assert Where("p.md", 5, 1) == (control_character("\0", "p.md", 4) or Problem("", "")).where


def test_merging_is_by_key() -> None:
    """Maps merge, scalars and lists replace, null unsets, and places are those of what won."""
    under = node_of("a: {x: 1, y: 2, z: [1, 2]}\nb: 1")
    over, _ = read_yaml("\n\na: {y: 3, z: [], x: }", "o.yaml")
    assert over
    merged = merge(under, over)

    assert {"a": {"y": "3", "z": []}, "b": "1"} == plain(merged)
    assert Where("o.yaml", 3, 8) == place(merged, ("a", "y"))
    assert Where("d.yaml", 2, 4) == place(merged, ("b",))


def test_what_is_taken_out_leaves_the_rest() -> None:
    """A value, an item, or the nearest thing above what is not there; nothing of the tree itself changes."""
    node = node_of("a: {b: 1, c: [x, y]}\nd: 2")

    assert {"a": {"c": ["x", "y"]}, "d": "2"} == plain(without(node, ("a", "b")) or node)
    assert {"a": {"b": "1", "c": ["y"]}, "d": "2"} == plain(without(node, ("a", "c", 0)) or node)
    assert {"a": {"b": "1", "c": ["x", "y"]}} == plain(without(node, ("d", 0, "e")) or node)
    assert None is without(node, ())
    assert {"a": {"b": "1", "c": ["x", "y"]}, "d": "2"} == plain(node)


def test_plain_data_becomes_a_tree() -> None:
    """And back again."""
    assert {"a": ["1", {"b": "c"}]} == plain(tree({"a": [1, {"b": "c"}], "n": None}, HERE))


def test_a_file_is_utf_8_of_at_most_a_mebibyte(tmp_path: Path) -> None:
    """With or without the mark that Windows editors put in front."""
    path = tmp_path / "a.yaml"
    path.write_bytes("\ufeffbuyer: Müller".encode())
    assert "buyer: Müller" == read_file(path)
    path.write_bytes(b"a" * MAX_BYTES)
    assert MAX_BYTES == len(read_file(path))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"a" * (MAX_BYTES + 1), "too-large"),
        ("a: ü".encode("latin-1"), "bad-encoding"),
        ("a: b".encode("utf-16"), "bad-encoding"),
    ],
)
def test_another_kind_of_file_is_named(tmp_path: Path, data: bytes, code: str) -> None:
    """Too large, or not UTF-8: what to do about it, instead of a guess."""
    path = tmp_path / "a.yaml"
    path.write_bytes(data)
    with pytest.raises(UsageError) as caught:
        read_file(path, "shown.yaml")

    assert (code, "shown.yaml") == (caught.value.problems[0].code, (caught.value.problems[0].where or HERE).file)


def test_utf_16_without_its_mark_is_refused_too() -> None:
    """Decoded it is full of NULs."""
    assert [("control-character", 1, 2)] == refused("a: b".encode("utf-16-le").decode())


def test_the_line_of_a_wrong_byte_is_told(tmp_path: Path) -> None:
    """So that it can be found."""
    (tmp_path / "a.yaml").write_bytes(b"a: b\nc: \xff\n")
    with pytest.raises(UsageError) as caught:
        read_file(tmp_path / "a.yaml", "a.yaml")

    assert Where("a.yaml", 2, 1) == caught.value.problems[0].where


@pytest.mark.parametrize("name", ["none.yaml", "folder", "x" * 5000])
def test_what_is_no_file_is_a_problem(tmp_path: Path, name: str) -> None:
    """Nothing there, a folder, a name that no disk takes."""
    (tmp_path / "folder").mkdir()
    with pytest.raises(UsageError) as caught:
        read_file(tmp_path / name, "a.yaml")

    assert "no-file" == caught.value.problems[0].code


def test_writing_keeps_permissions_and_makes_folders(tmp_path: Path) -> None:
    """A new file is readable by all, an old one stays as it was, or as asked for; nothing else lies in the folder."""
    path = tmp_path / "a" / "b.yaml"
    write_whole(path, b"1")
    assert 0o644 == path.stat().st_mode & 0o777
    path.chmod(0o600)
    write_whole(path, b"2")

    assert (b"2", 0o600) == (path.read_bytes(), path.stat().st_mode & 0o777)
    write_whole(path, b"3", mode=0o640)
    assert 0o640 == path.stat().st_mode & 0o777
    assert [path] == list(path.parent.iterdir())


def test_a_failed_write_leaves_the_old_file_and_no_litter(tmp_path: Path) -> None:
    """The place is taken by a folder: nothing is lost, nothing is left behind."""
    (tmp_path / "a.yaml").mkdir()
    (tmp_path / "a.yaml" / "inside").write_text("old")
    with pytest.raises(IsADirectoryError) as caught:
        write_whole(tmp_path / "a.yaml", b"new")
    assert str(tmp_path / "a.yaml") == caught.value.filename

    assert ["a.yaml"] == [path.name for path in tmp_path.iterdir()]
    assert "old" == (tmp_path / "a.yaml" / "inside").read_text()


WRITER = """
import sys
from pathlib import Path
from mapdocs.source import write_whole
print("ready", flush=True)
n = 0
while True:
    n += 1
    write_whole(Path(sys.argv[1]), f"{n % 10}".encode() * 400_000)
"""


def test_a_killed_writer_leaves_a_whole_file(tmp_path: Path) -> None:
    """Killed at any moment of a loop of writes, the file is one of those that were written, to the last byte."""
    path = tmp_path / "a.yaml"
    for pause in (0.0, 0.003, 0.011, 0.02, 0.031):
        with subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, cwd=ROOT) as writer:
            assert writer.stdout
            writer.stdout.readline()
            while not path.exists():
                time.sleep(0.001)
            time.sleep(pause)
            os.kill(writer.pid, signal.SIGKILL)
        data = path.read_bytes()

        assert 400_000 == len(data)
        assert data[:1] * 400_000 == data


PIECES = "a b: - [ ] { } , : ? & * &x *x ! !!str !!int | > ' \" # % @ ` --- ... << ~ null \\".split()


def yamls() -> st.SearchStrategy[str]:
    """Texts that look like YAML."""
    words = st.sampled_from(
        [*PIECES, "\t", "\n", "\n", "\n\n", "\n  ", " ", " ", "\0", "\x85", "\u2028", "é", "𝄞", "\ufeff"]
    )
    return st.lists(words, max_size=40).map("".join) | st.text(max_size=60)


@given(yamls())
def test_any_text_is_read_or_refused_with_places(text: str) -> None:
    """Never a traceback: a tree, or problems that say where."""
    node, problems = read_yaml(text, "d.yaml")

    assert node is not None or problems
    assert all(problem.where and problem.where.file == "d.yaml" for problem in problems)
    if node:
        plain(node)
