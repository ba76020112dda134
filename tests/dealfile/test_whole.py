"""Edits of deal files: what they change is spliced in, every other byte stays."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapdocs.dealfile import Edit, Rename, apply_edits, said
from mapdocs.problems import DealError
from mapdocs.quoting import Value
from mapdocs.source import read_yaml
from mapdocs.spans import Piece, read_pieces
from tests.conftest import ROOT

Path = tuple[str | int, ...]

# Title, before, edits, after.
CASES: list[tuple[str, str, list[Edit | Rename], str]] = [
    ("a plain value", "a: x  # why\nb: y\n", [Edit(("a",), "z")], "a: z  # why\nb: y\n"),
    ("a quoted one", "a: 'x'\nb: \"y\"\n", [Edit(("b",), "z: 1")], "a: 'x'\nb: \"z: 1\"\n"),
    (
        "quotes that were there",
        "t: {a: 'x', b: \"y\"}\n",
        [Edit(("t", "a"), "it's"), Edit(("t", "b"), "z")],
        "t: {a: 'it''s', b: \"z\"}\n",
    ),
    ("a date", "t: {due: 2026-12-18}\n", [Edit(("t", "due"), "2027-01-15")], "t: {due: 2027-01-15}\n"),
    (
        "quotes only in brackets",
        "t: {a: x}\nb: x\n",
        [Edit(("t", "a"), "x, y"), Edit(("b",), "x, y")],
        't: {a: "x, y"}\nb: x, y\n',
    ),
    ("words that YAML takes for others", "a: x\n", [Edit(("a",), "no")], 'a: "no"\n'),
    ("nothing", "a: x\n", [Edit(("a",), "")], 'a: ""\n'),
    (
        "windows line ends",
        "a: x\r\nb:\r\n  c: d\r\n",
        [Edit(("b", "e"), "f"), Edit(("a",), "y")],
        "a: y\r\nb:\r\n  c: d\r\n  e: f\r\n",
    ),
    ("a byte order mark", "\ufeffa: x\n", [Edit(("a",), "y")], "\ufeffa: y\n"),
    ("characters outside the first plane", "a: 😀 é\nb: x\n", [Edit(("b",), "y")], "a: 😀 é\nb: y\n"),
    ("no last line end", "a: x", [Edit(("b",), "y")], "a: x\nb: y"),
    ("a key of a flow map", "t: {a: x}\n", [Edit(("t", "b"), "y")], "t: {a: x, b: y}\n"),
    ("of an empty one", "t: {}\nu: { }\n", [Edit(("t", "b"), "y"), Edit(("u", "b"), "y")], "t: {b: y}\nu: {b: y }\n"),
    ("behind a comma", "t: {a: x,}\n", [Edit(("t", "b"), "y")], "t: {a: x, b: y}\n"),
    (
        "behind an empty value",
        "t: {a: , b: }\n",
        [Edit(("t", "c"), "y"), Edit(("t", "a"), "x")],
        "t: {a: x, b: , c: y}\n",
    ),
    ("a key without a colon", "t: {a, b: x}\n", [Edit(("t", "a"), "y")], "t: {a: y, b: x}\n"),
    (
        "brackets over several lines",
        "t: {a: x,  # one\n    b: y  # two\n   }\n",
        [Edit(("t", "c"), "z")],
        "t: {a: x,  # one\n    b: y, c: z  # two\n   }\n",
    ),
    (
        "a key of a block",
        "t:\n    a: x   # one\n    # two\nu: y\n",
        [Edit(("t", "b"), "z")],
        "t:\n    a: x   # one\n    b: z\n    # two\nu: y\n",
    ),
    (
        "behind text of several lines",
        "t:\n  a: |\n    x\n\n    y\n\nu: z\n",
        [Edit(("t", "b"), "w")],
        "t:\n  a: |\n    x\n\n    y\n  b: w\n\nu: z\n",
    ),
    (
        "behind text that keeps its ends",
        "t:\n  a: |+\n    x\n\n\nu: z\n",
        [Edit(("t", "b"), "w")],
        "t:\n  a: |+\n    x\n\n\n  b: w\nu: z\n",
    ),
    (
        "behind folded text",
        "t:\n  a: x\n    y\n  b: 'x\n    y'\n",
        [Edit(("t", "c"), "w")],
        "t:\n  a: x\n    y\n  b: 'x\n    y'\n  c: w\n",
    ),
    (
        "under an empty key",
        "tasks:   # none yet\nlog:\n",
        [Edit(("tasks", "a"), {"due": "x"})],
        "tasks:   # none yet\n  a: {due: x}\nlog:\n",
    ),
    ("under a null", "tasks: ~\n", [Edit(("tasks", "a", "due"), "x")], "tasks: \n  a: {due: x}\n"),
    (
        "a parent that was missing",
        "buyer: {name: B}\npeople: {}\nrisks: {}\n",
        [Edit(("tasks", "a", "due"), "x")],
        "buyer: {name: B}\npeople: {}\ntasks:\n  a: {due: x}\nrisks: {}\n",
    ),
    (
        "apart where the others are",
        "buyer: {name: B}\n\npeople:\n  p: {}\n\n# end\n",
        [Edit(("log", 0), {"on": "2026-11-23", "what": "x"})],
        "buyer: {name: B}\n\npeople:\n  p: {}\n\nlog:\n  - {on: 2026-11-23, what: x}\n\n# end\n",
    ),
    (
        "a task's key in its order",
        "tasks:\n  a:\n    title: T\n    actions:\n      b: {title: B}\n",
        [Edit(("tasks", "a", "status"), "done")],
        "tasks:\n  a:\n    title: T\n    status: done\n    actions:\n      b: {title: B}\n",
    ),
    (
        "an item of a flow list",
        "l: [a, b]\nm: []\n",
        [Edit(("l", 2), "c"), Edit(("m", 0), "c")],
        "l: [a, b, c]\nm: [c]\n",
    ),
    (
        "of a block list",
        "l:\n- a  # one\n- {b: c}\nm: x\n",
        [Edit(("l", 2), {"d": "e"})],
        "l:\n- a  # one\n- {b: c}\n- {d: e}\nm: x\n",
    ),
    (
        "of an indented one",
        "l:\n  - on: x\n    by: y\n",
        [Edit(("l", 1), {"d": "e"}), Edit(("l", 0, "by"), "z")],
        "l:\n  - on: x\n    by: z\n  - {d: e}\n",
    ),
    ("another item", "l: [a, b]\n", [Edit(("l", 1), "c")], "l: [a, c]\n"),
    (
        "a key taken from a flow map",
        "t: {a: x, b: y, c: z}\n",
        [Edit(("t", "b"), None), Edit(("t", "c"), None)],
        "t: {a: x}\n",
    ),
    ("the only one", "t: {a: x}\nu:\n  a: x\n", [Edit(("t", "a"), None), Edit(("u", "a"), None)], "t: {}\nu:\n  {}\n"),
    (
        "a key taken from a block",
        "t:\n  a: x\n  # about c\n  b:\n    - y  # one\n    - z\n  c: w\n",
        [Edit(("t", "b"), None)],
        "t:\n  a: x\n  # about c\n  c: w\n",
    ),
    ("the last one", "t:\n  a: x\n  b: y", [Edit(("t", "b"), None)], "t:\n  a: x"),
    ("the first of an item", "l:\n  - a: x\n    b: y\n", [Edit(("l", 0, "a"), None)], "l:\n  - b: y\n"),
    (
        "an item",
        "l: [a, b, c]\nm:\n  - a\n  - b\n",
        [Edit(("l", 0), None), Edit(("m", 1), None)],
        "l: [b, c]\nm:\n  - a\n",
    ),
    (
        "a block's place taken by a value",
        "t:\n  by:\n    a: x\n  c: y\n",
        [Edit(("t", "by"), "z")],
        "t:\n  by:\n    z\n  c: y\n",
    ),
    ("a list at its key's column", "l:\n- a\n- b\nm: x\n", [Edit(("l",), ["c"])], "l:\n  [c]\nm: x\n"),
    (
        "another name",
        "tasks:\n  a: {due: x}  # one\n  b: y\n",
        [Rename(("tasks", "a"), "c")],
        "tasks:\n  c: {due: x}  # one\n  b: y\n",
    ),
    (
        "an anchor's other users keep what they had",
        "a: &d 2026-12-18\nb: *d\nc: [*d]\n",
        [Edit(("a",), "x")],
        "a: x\nb: 2026-12-18\nc: [2026-12-18]\n",
    ),
    (
        "an alias is written out where it is edited",
        "t: {a: &m {due: x, by: [y]}, b: *m}\n",
        [Edit(("t", "b", "due"), "z")],
        "t: {a: &m {due: x, by: [y]}, b: {due: z, by: [y]}}\n",
    ),
    (
        "an edit inside an anchor",
        "t:\n  a: &m\n    due: x\n  b: *m\n  c:\n    <<: *m\n    by: y\n",
        [Edit(("t", "a", "due"), "z")],
        "t:\n  a: &m\n    due: z\n  b: {due: x}\n  c:\n    <<: {due: x}\n    by: y\n",
    ),
    (
        "what a merge key brings in",
        "a: &m {due: x, by: {c: d, e: f}}\nb:\n  <<: *m\n",
        [Edit(("b", "by", "c"), "z")],
        "a: &m {due: x, by: {c: d, e: f}}\nb:\n  <<: *m\n  by: {c: z, e: f}\n",
    ),
    (
        "text of several lines",
        "t:\n  note: old\n  b: x\n",
        [Edit(("t", "note"), "one\n\n- two")],
        "t:\n  note: |-\n    one\n\n    - two\n  b: x\n",
    ),
    ("the same beside a comment", "note: old # c\n", [Edit(("note",), "one\ntwo")], 'note: "one\\ntwo" # c\n'),
    ("a tagged value", "a: !!str x\n", [Edit(("a",), "y")], "a: y\n"),
    ("an explicit key", "? a\n: x\nb: y\n", [Edit(("a",), "z"), Edit(("b",), "w")], "? a\n: z\nb: w\n"),
    ("a document's marks", "--- # one\na: x\n...\n", [Edit(("b",), "y")], "--- # one\na: x\nb: y\n...\n"),
    ("a root in brackets", "{a: x}\n", [Edit(("b", "c"), "y")], "{a: x, b: {c: y}}\n"),
    (
        "keys in quotes",
        "\"a b\": x\nt: {'c': y}\n",
        [Edit(("a b",), "z"), Edit(("t", "c"), "w")],
        "\"a b\": z\nt: {'c': w}\n",
    ),
]


@pytest.mark.parametrize(("before", "edits", "after"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_an_edit_is_spliced_in(before: str, edits: list[Edit | Rename], after: str) -> None:
    """As a careful person would write it, whatever the style of the file."""
    assert after == apply_edits(before, edits)


REFUSED: list[tuple[str, str, Edit | Rename]] = [
    ("a path through a text", "a: x\n", Edit(("a", "b"), "y")),
    ("a key that is not there", "a: x\n", Edit(("b",), None)),
    ("an item behind the end", "l: [a]\n", Edit(("l", 2), "b")),
    ("a name of a list", "l: [a]\n", Edit(("l", "b"), "c")),
    ("a name that is taken", "a: x\nb: y\n", Rename(("a",), "b")),
    ("a name of nothing", "a: x\n", Rename(("b",), "c")),
    ("what a merge key brings in", "a: &m {b: x}\nc: {<<: *m}\n", Edit(("c", "b"), None)),
    ("a control character", "a: x\n", Edit(("a",), "\x00")),
]


@pytest.mark.parametrize(("text", "edit"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_what_can_not_be_made_exactly_is_refused(text: str, edit: Edit | Rename) -> None:
    """A problem that says where; never a text that says something else."""
    with pytest.raises(DealError) as caught:
        apply_edits(text, [edit])

    assert ["not-editable"] == [problem.code for problem in caught.value.problems]


def test_a_file_with_errors_is_not_edited() -> None:
    """Its own problems are told."""
    with pytest.raises(DealError) as caught:
        apply_edits("a: x\na: y\n", [Edit(("a",), "z")])

    assert ["duplicate-key"] == [problem.code for problem in caught.value.problems]


# ---------------------------------------------------------------- real files, random edits

ZOO = """\
# anchors, merge keys, all styles
x: &who maria
people: {maria: &m {name: "Maria",  party: buyer}, tom: {<<: *m, party: seller}}
tasks:
- &t
  title: 'It''s one'   # a comment
  note: >-
    folded
    text

  more: |+
    kept

- <<: *t
  title: two
  by: [*who, "tom"]
-
- {a, b: , "c": {d: [e, {f: g}]}}
? plain
: value
"quoted: key": *who
last: |
  text
  # of it
"""
FILES = {
    path.parent.name: path.read_text("utf-8")
    for path in [*sorted(ROOT.glob("content/deals/*/deal.yaml")), ROOT / "tests/grown/deal.yaml"]
} | {"zoo": ZOO, "crlf": ZOO.replace("\n", "\r\n")}
TEXTS = st.one_of(
    st.sampled_from(
        ["2026-12-18", "done", "a, b", "it's: so", "no", "", "- x", "#", "*a", "&a", "one\ntwo", "{", "é😀"]
    ),
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff\ufffe\uffff"),
        max_size=20,
    ),
)


def paths(value: Value, path: Path = ()) -> Iterator[tuple[Path, Value]]:
    """Every value of a tree with its path."""
    yield path, value
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, child in steps:
        yield from paths(child, (*path, step))


def told(text: str) -> Value:
    node, problems = read_yaml(text, "deal.yaml")
    assert node
    assert not problems
    return said(node)


def lost(before: str, after: str) -> int:
    """How many lines of one text the other lacks, between what they have in common at both ends."""
    old, new = before.splitlines(), after.splitlines()
    while old and new and old[0] == new[0]:
        old, new = old[1:], new[1:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return len(old)


PLACES = {name: list(paths(told(text))) for name, text in FILES.items()}


def changed(value: Value, path: Path, new: Value) -> Value:
    """The tree with another value at a path that is there, or is one step from it."""
    if not path:
        return new
    if isinstance(value, list) and isinstance(path[0], int):
        return [*value[: path[0]], changed([*value, None][path[0]], path[1:], new), *value[path[0] + 1 :]]
    assert isinstance(value, dict)
    assert isinstance(path[0], str)
    return value | {path[0]: changed(value.get(path[0]), path[1:], new)}


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_value_set_anywhere_changes_that_value_only(data: st.DataObject) -> None:
    """Reading back gives the edit; of a value without anchor, on one line, every other line keeps its bytes."""
    name = data.draw(st.sampled_from(sorted(FILES)))
    path, _ = data.draw(st.sampled_from([p for p in PLACES[name][1:] if not isinstance(p[1], dict | list)]))
    new = data.draw(TEXTS)
    text = apply_edits(FILES[name], [Edit(path, new)])

    assert changed(told(FILES[name]), path, new) == told(text)
    if name not in ("zoo", "crlf"):
        assert lost(FILES[name], text) <= 1 + written(FILES[name], path).count("\n")


def written(text: str, path: Path) -> str:
    """A value as it stands in a file, in all its lines."""
    piece: Piece | None = read_pieces(text)
    for step in path:
        piece = piece.child(step) if piece else None
    assert piece
    return text[piece.start : piece.end]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_edits_made_at_once_are_as_if_made_one_after_the_other(data: st.DataObject) -> None:
    """To the byte, wherever they lie, the log's entries among them; and where one can't be made, none is."""
    name = data.draw(st.sampled_from(sorted(FILES)))
    places = st.sampled_from([path for path, _ in PLACES[name][1:]])
    edits = data.draw(st.lists(st.builds(Edit, places, st.none() | TEXTS), min_size=2, max_size=6))
    edits += [Edit(("log", n), {"on": "2026-12-01", "what": f"{n}"}) for n in range(data.draw(st.integers(0, 3)))]
    outcomes = []
    for groups in ([edits], [[edit] for edit in edits]):
        text = FILES[name]
        try:
            for group in groups:
                text = apply_edits(text, group)
            outcomes.append(text)
        except DealError:
            outcomes.append("none")

    assert outcomes[0] == outcomes[1]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_key_or_item_added_anywhere_leaves_every_other_line(data: st.DataObject) -> None:
    """Reading back gives the edit; at most the line that is added to changes."""
    name = data.draw(st.sampled_from(sorted(FILES)))
    path, old = data.draw(st.sampled_from([p for p in PLACES[name] if isinstance(p[1], dict | list)]))
    step: str | int = (
        len(old) if isinstance(old, list) else data.draw(st.from_regex(r"[a-z][a-z0-9-]{2,8}_", fullmatch=True))
    )
    new: Value = data.draw(st.one_of(TEXTS, st.dictionaries(st.sampled_from(["on", "by", "what"]), TEXTS)))
    text = apply_edits(FILES[name], [Edit((*path, step), new)])

    assert changed(told(FILES[name]), (*path, step), new) == told(text)
    if name not in ("zoo", "crlf"):
        assert lost(FILES[name], text) <= 1


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_key_added_and_taken_away_again_leaves_the_file_as_it_was(data: st.DataObject) -> None:
    """Byte by byte."""
    name = data.draw(st.sampled_from(sorted(FILES.keys() - {"zoo", "crlf"})))
    path, _ = data.draw(st.sampled_from([p for p in PLACES[name] if isinstance(p[1], dict) and p[1]]))
    text = apply_edits(FILES[name], [Edit((*path, "new-key"), "x")])

    assert FILES[name] == apply_edits(text, [Edit((*path, "new-key"), None)])


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_key_taken_away_anywhere_takes_nothing_else(data: st.DataObject) -> None:
    """Reading back gives the rest; the lines that stay keep their bytes and their order."""
    name = data.draw(st.sampled_from(sorted(FILES.keys() - {"zoo", "crlf"})))
    path, _ = data.draw(st.sampled_from([p for p in PLACES[name] if p[0] and isinstance(p[0][-1], str)]))
    text = apply_edits(FILES[name], [Edit(path, None)])
    rest = dict(PLACES[name])[path[:-1]]
    assert isinstance(rest, dict)
    rest = {key: child for key, child in rest.items() if key != path[-1]}

    assert changed(told(FILES[name]), path[:-1], rest) == told(text)
    assert lost(text, FILES[name]) <= 1


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_several_edits_one_after_the_other(data: st.DataObject) -> None:
    """Each is made on what the ones before it left."""
    name = data.draw(st.sampled_from(sorted(FILES)))
    value, edits = told(FILES[name]), []
    for _ in range(data.draw(st.integers(2, 5))):
        path, _ = data.draw(st.sampled_from([p for p in paths(value) if p[0] and not isinstance(p[1], dict | list)]))
        new = data.draw(TEXTS)
        edits.append(Edit(path, new))
        value = changed(value, path, new)

    assert value == told(apply_edits(FILES[name], edits))
