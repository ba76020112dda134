"""Two lists laid side by side: what stays, goes and comes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mapdocs.google.order import paired, units_of
from mapdocs.layout import Block, Cell, Para, Row, Table


def pairs(olds: str, news: str, stays: str = "") -> list[str]:
    """Letters: `a` stays, `-a` goes, `+a` comes. `stays`: those that may not go."""
    found = paired(list(olds), list(news), str, lambda one: one in stays)
    return [pair.old if pair.old and pair.new else f"-{pair.old}" if pair.old else f"+{pair.new}" for pair in found]


def test_what_is_in_both_stays() -> None:
    """New things stand where they should, what goes stands where it was, and before what comes at its place."""
    assert ["a", "-b", "+x", "c", "+y"] == pairs("abc", "axcy")
    assert ["+x", "a"] == pairs("a", "xa")
    assert ["-a", "-b"] == pairs("ab", "")
    assert ["+a", "+b"] == pairs("", "ab")


def test_what_changed_places_goes_and_comes() -> None:
    """The most that can stay in place does."""
    assert ["-a", "b", "c", "+a"] == pairs("abc", "bca")


def test_what_may_not_go_keeps_its_place() -> None:
    """The others go around it; where two of them changed places with each other, all keep theirs, and new ones come."""
    assert ["+b", "+c", "a", "-b", "-c"] == pairs("abc", "bca", stays="a")
    assert ["+c", "a", "b", "-c", "+x"] == pairs("abc", "cabx", stays="ab")
    assert ["+x", "a", "b", "c", "+y"] == pairs("abc", "xcyba", stays="ab")


@given(
    st.permutations("abcdef"),
    st.permutations("cdefgh"),
    st.integers(0, 6),
    st.integers(0, 6),
    st.sets(st.sampled_from("cdef")),
)
def test_both_lists_can_be_read_off(one: list[str], two: list[str], less: int, more: int, stays: set[str]) -> None:
    """Without what comes it is the old one, without what goes the new one; what may not go does not."""
    olds, news = one[less:], two[more:]
    found = paired(olds, news, str, stays.__contains__)
    assert not [pair for pair in found if pair.new is None and pair.old in stays & set(news)]
    if len([pair for pair in found if pair.old and pair.new]) == len(set(olds) & set(news)):
        news = [pair.new for pair in found if pair.new]

    assert olds == [pair.old for pair in found if pair.old]
    assert news == [pair.new for pair in found if pair.new]
    assert all(pair.old == pair.new for pair in found if pair.old and pair.new)


def table(name: str) -> Table:
    return Table(name, (100.0,), (Row(f"{name}/1", (Cell((Para(f"{name}/1/0/1"),)),)),))


def ids(*blocks: Block) -> list[tuple[str, int]]:
    """What each unit goes by, and its number of paragraphs."""
    return [(unit.id, len(unit.paras)) for unit in units_of(blocks)]


def test_a_value_of_several_paragraphs_is_one_thing() -> None:
    """It goes by its field; a paragraph between them parts them."""
    value = [Para(f"v/{n}", field="value.summary") for n in range(3)]

    assert [("t", 1), ("value.summary", 3), ("u", 1)] == ids(Para("t"), *value, Para("u"))
    assert [("value.summary", 1), ("t", 1), ("value.summary", 2)] == ids(value[0], Para("t"), *value[1:])


def test_a_table_takes_the_gap_behind_it() -> None:
    """But no second one, and no other paragraph; a gap elsewhere is a paragraph as any."""
    gap = Para("t/gap", style="gap")

    assert [("a", 1), ("t", 1), ("b", 1)] == ids(Para("a"), table("t"), gap, Para("b"))
    assert [("t", 1), ("t/gap", 1)] == ids(table("t"), gap, gap)
    assert [("t", 0), ("u", 0)] == ids(table("t"), table("u"))
    assert ["", "value.summary"] == [unit.field for unit in units_of([table("t"), Para("v/1", field="value.summary")])]
