"""What holds of any merge of fields."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from mapdocs.fields import KINDS, FieldId
from mapdocs.merge import Merged, merge3
from mapdocs.observed import Known, Observed, Seen
from mapdocs.values import Read, read_field, same_value
from tests.readings import PEOPLE, reading

SHOWN: dict[str, str] = {
    "maria": "Maria Keller",
    "cfo": "Ruth Adeyemi",
    "zoe": "Zo\u00eb Keller",
    "tom": "Tom Weiss",
    "": "",
}
STATUSES = {"not-started": "Not started", "in-progress": "In progress", "blocked": "On hold"}
DATES = {"2026-12-11": "Fri 11 Dec 2026", "2026-12-18": "Fri 18 Dec 2026", "2027-01-15": "Fri 15 Jan 2027"}
TEXTS = {text: text for text in ("Review", "Security review", "Audit", "No findings")}
FORMS = {"date": DATES, "status": STATUSES, "text": TEXTS, "markdown": TEXTS}
ODD = ["soon", "11-15 Dec", "Bob Miller", "18 Dec 2026 - ask Tom", "Maria and Ruth", "", "Done"]


def forms(field: FieldId) -> dict[str, str]:
    """Values of a field, and how a document shows them."""
    if field.kind != "person":
        return FORMS[field.kind]
    side = field.name if field.name in ("buyer", "seller") else None
    return {name: text for name, text in SHOWN.items() if not name or side in (None, PEOPLE[name]["party"])}


FIELDS = st.sampled_from(
    [FieldId(part, "" if part == "value" else "K-01", name) for part in KINDS for name in KINDS[part]]
)


@st.composite
def sides(draw: st.DrawFn) -> dict[FieldId, tuple[str, str, str]]:
    """Field -> base, ours, theirs, as values."""
    fields = draw(st.lists(FIELDS, unique=True, max_size=8))
    return {
        field: (draw(values), draw(values), draw(values))
        for field in fields
        for values in [st.sampled_from(sorted(forms(field)))]
    }


def shown(field: FieldId, value: str) -> str:
    return forms(field)[value]


def merged(base: dict[FieldId, str], ours: dict[FieldId, str], theirs: dict[FieldId, str]) -> Merged:
    known = {field: Known(shown(field, value), value) for field, value in base.items()}
    return merge3(known, ours, Observed({field: Seen(text) for field, text in theirs.items()}), reading())


def lists(found: Merged) -> dict[str, list[FieldId]]:
    return {
        "edits": [change.field for change in found.edits],
        "conflicts": [change.field for change in found.conflicts],
        "settled": list(found.settled),
        "proposals": [proposal.field for proposal in found.proposals if proposal.field],
    }


@settings(max_examples=100, deadline=None)
@given(sides())
def test_with_nothing_changed_in_the_document_there_is_nothing(found: dict[FieldId, tuple[str, str, str]]) -> None:
    """Whatever the deal has changed meanwhile."""
    base = {field: values[0] for field, values in found.items()}
    ours = {field: values[1] for field, values in found.items()}
    theirs = {field: shown(field, value) for field, value in base.items()}

    assert Merged(seen=theirs) == merged(base, ours, theirs)


@settings(max_examples=200, deadline=None)
@given(sides())
def test_every_changed_field_is_in_the_one_list_where_it_belongs(found: dict[FieldId, tuple[str, str, str]]) -> None:
    """Theirs alone is an edit, both the same are settled, both and unequal a conflict; nothing else is anywhere."""
    base = {field: values[0] for field, values in found.items()}
    ours = {field: values[1] for field, values in found.items()}
    theirs = {field: shown(field, values[2]) for field, values in found.items()}
    told = lists(merged(base, ours, theirs))
    for field, (was, here, there) in found.items():
        where = [name for name, fields in told.items() if field in fields]
        if there == was:
            expected = []
        elif there == here:
            expected = ["settled"]
        elif here != was:
            expected = ["conflicts"]
        else:
            expected = ["edits"]

        assert where == expected or (where == ["proposals"] and not there)


@settings(max_examples=100, deadline=None)
@given(sides())
def test_equal_edits_are_settled_whichever_side_made_them_first(found: dict[FieldId, tuple[str, str, str]]) -> None:
    """Swapping the sides changes nothing where both say the same."""
    base = {field: values[0] for field, values in found.items()}
    new = {field: values[2] for field, values in found.items()}
    told = lists(merged(base, new, {field: shown(field, value) for field, value in new.items()}))

    assert [field for field, value in new.items() if value != base[field]] == told["settled"]
    assert not told["conflicts"] + told["edits"] + told["proposals"]


@settings(max_examples=200, deadline=None)
@given(st.lists(FIELDS, unique=True, max_size=8), st.data())
def test_whatever_people_write_is_found_once_or_says_the_same(fields: list[FieldId], data: st.DataObject) -> None:
    """Odd texts too: each field that reads otherwise is in exactly one list, and none is lost."""
    base = {field: data.draw(st.sampled_from(sorted(forms(field)))) for field in fields}
    theirs = {field: data.draw(st.sampled_from(ODD) | st.text(max_size=20)) for field in fields}
    found = merged(base, base, theirs)
    counts = Counter(field for listed in lists(found).values() for field in listed)

    assert all(count == 1 for count in counts.values())
    for field in theirs.keys() - counts.keys():
        read = read_field(field, theirs[field], reading())
        assert isinstance(read, Read)
        assert same_value(field, read.value, base[field], reading())
    assert theirs == found.seen


def test_who_and_when_are_kept_where_the_channel_tells() -> None:
    """And what was typed, beside the value that it is read as."""
    due = FieldId("tasks", "M-07", "due")
    seen = Seen("18/12/26", by="Maria Keller", at="2026-11-20T10:00:00Z")
    found = merge3({due: Known("Fri 11 Dec 2026", "")}, {due: ""}, Observed({due: seen}), reading())
    (change,) = found.edits

    assert ("2026-12-11", "", "2026-12-18") == (change.base, change.ours, change.theirs)
    assert ("18/12/26", "Maria Keller", "2026-11-20T10:00:00Z") == (change.typed, change.by, change.at)


def test_every_suggestion_holds_its_field() -> None:
    """Of the look only, too, though there is nothing to ask then."""
    title, note = FieldId("tasks", "K-01", "title"), FieldId("tasks", "K-01", "note")
    base = {title: Known("Review", "Review"), note: Known("a b", "a b")}
    seen = {title: Seen("Review", suggested="Review"), note: Seen("a b", suggested="a\nb")}
    found = merge3(base, {title: "Review", note: "a b"}, Observed(seen), reading())

    assert {title, note} == found.held
    assert [note] == [proposal.field for proposal in found.proposals]
