"""init and new: files that build at once, whatever was answered."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapdocs.begin import Answers, answers_of_row, begin_deal, begin_workspace, deal_text, read_date, settled
from mapdocs.compose import compose
from mapdocs.deal import Deal
from mapdocs.documents import document_of
from mapdocs.problems import UsageError
from mapdocs.source import FORBIDDEN, read_yaml
from mapdocs.workspace import all_deals, open_workspace
from tests.samples import TODAY, shipped

HOSTILE = [
    *"a: b #c|quo\"te's|two\nlines|{{ x }}|{% if %}|no|NULL|Yes|~|- x|# x|'|\"|[a|{a: b}|*x|&x|!x|%x|@x|`x|> x".split(
        "|"
    ),
    *"? x|: x|x:|1|1.5|2026-01-01|😀 emoji|\\n|it's|\ttab|---|...|<<|=1+1|日本|مرحبا|null|on".split("|"),
    *"\u2028sep|\x85nel|\u00a0nb|x\u200by".split("|"),
    "a | b",
]


def seen(text: str) -> str:
    """What is left of an answer: one line."""
    return " ".join(text.split())


def read(text: str) -> Deal:
    """The deal of a file's text over its playbook."""
    node, problems = read_yaml(text, "deal.yaml")
    assert node
    assert [] == problems
    return compose(node, shipped().templates, "en").deal


def reads_back(answer: str) -> None:
    """An answer given to everything comes out as typed from the file that `new` writes."""
    name = answer.replace(",", " ")
    given = Answers(
        buyer=answer, problem=answer, event=answer, sponsor=f"{name}, {answer}", measure=answer, stage=answer
    )
    deal = read(deal_text(settled(given), "light", seller=False))
    expected = seen(answer)

    assert expected == deal.buyer.name
    assert (expected, expected) == (deal.value.problem, deal.go_live.why)
    assert (seen(name), expected.rstrip(", ")) == (deal.people["sponsor"].name, deal.people["sponsor"].title)
    assert (expected, expected) == (deal.success_criteria["first"].what, deal.crm.stage)


@pytest.mark.parametrize("answer", HOSTILE)
def test_a_hostile_answer_reads_back_as_the_same_text(answer: str) -> None:
    """YAML's own signs, its words, templates, emoji, line breaks."""
    reads_back(answer)


@pytest.mark.parametrize("answer", ["\x07bell", "a\x7fb", "\ufeffbom", "\x1b[D", "due \u202e1202", "\u2066x"])
def test_an_answer_with_a_control_character_is_refused(answer: str) -> None:
    """By the name of the question, rather than taken otherwise than it was typed."""
    with pytest.raises(UsageError) as caught:
        settled(Answers(buyer="B", sponsor=answer))

    assert ["control-character"] == [problem.code for problem in caught.value.problems]
    assert "for sponsor" in str(caught.value)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(min_size=1, max_size=40, alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"])))
def test_any_answer_reads_back_as_the_same_text(answer: str) -> None:
    """Where something is left of it."""
    if seen(answer).strip(" ,") and not FORBIDDEN.search(answer):
        reads_back(answer)


def test_no_answer_gives_a_file_that_asks(tmp_path: Path) -> None:
    """It builds at once; what is not known stands there as a comment."""
    text = deal_text(settled(Answers(buyer="B")), "light")
    deal = read(text.replace("playbook:", "seller: {name: S}\nplaybook:", 1))

    assert ("B", None, True) == (deal.buyer.name, deal.go_live.date, deal.people["sponsor"].unknown)
    assert "date: 2027-03-31 " in text


def test_a_new_workspace_has_an_example_that_builds(tmp_path: Path) -> None:
    """Nothing needs to be filled in first, and a second one is refused."""
    begin_workspace(tmp_path)
    workspace = open_workspace(tmp_path, tmp_path)
    (place,) = all_deals(workspace, tmp_path)
    document = document_of(workspace, place, TODAY, "buyer", "full", "", tmp_path)

    assert ("Example Buyer", True) == (document.plan.buyer.name, document.plan.proposed)
    assert () == document.problems
    with pytest.raises(UsageError, match="workspace already"):
        begin_workspace(tmp_path)


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("2027-03-31", "2027-03-31"),
        (" 2027-03-31T00:00:00Z ", "2027-03-31"),
        ("31.3.2027", "2027-03-31"),
        ("2027/3/31", "2027-03-31"),
        ("", ""),
    ],
)
def test_a_day_is_read_as_people_and_systems_write_it(typed: str, read_as: str) -> None:
    """Where it can mean one day only."""
    assert read_as == read_date(typed)


@pytest.mark.parametrize("typed", ["03/04/2027", "soon", "2027-02-30", "2027-03-31 # x\nfoo: bar"[:6], "1999999-01-01"])
def test_a_day_that_is_none_is_refused(typed: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(UsageError) as caught:
        read_date(typed)

    assert ["bad-date"] == [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("240000", "240000"),
        ("$240,000.50", "240000.50"),
        ("EUR 1.234.567,89", "1234567.89"),
        ("120.000", "120000"),
        ("1'200'000 CHF", "1200000"),
        ("240 000 €", "240000"),
        ("1.5", "1.5"),
        ("120k", ""),
        ("n/a", ""),
        ("-5", ""),
        ("", ""),
    ],
)
def test_an_amount_is_read_as_systems_export_it(typed: str, amount: str) -> None:
    """Points and commas by where they stand; what is unclear is left out rather than guessed."""
    assert amount == settled(Answers(amount=typed)).amount


def exported(folder: Path, text: str | bytes, deal: str = "marlow-bank") -> Answers:
    file = folder / "export.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return answers_of_row(file, deal)


EXPORTS = {
    "comma": "Account Name,Amount,Stage\nMarlow Bank,240000,Validate\n",
    "semicolon": "Account Name;Amount;Stage\nMarlow Bank;240000;Validate\n",
    "tab": "Account Name\tAmount\tStage\nMarlow Bank\t240000\tValidate\n",
    "quoted": '"Account Name","Amount","Stage"\r\n"Marlow Bank","240000","Validate"\r\n',
    "byte order mark": "\ufeffAccount Name,Amount,Stage\nMarlow Bank,240000,Validate\n",
    "several rows": "Account Name,Amount,Stage\nOther,1,x\nMarlow Bank,240000,Validate\nThird,2,y\n",
    "empty rows": "Account Name,Amount,Stage\n,,\nMarlow Bank,240000,Validate\n,,\n",
    "more columns than heads": "Account Name,Amount,Stage\nMarlow Bank,240000,Validate,x,y\n",
    "other order and case": "STAGE,account name ,AMOUNT\nValidate,Marlow Bank,240000\n",
    "separators in a head": 'Stage,"Amount; net","Account Name",Amount\nValidate,0,Marlow Bank,240000\n',
}


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_gives_the_answers_of_its_row(name: str, tmp_path: Path) -> None:
    """However the CRM separates, quotes and orders."""
    found = exported(tmp_path, EXPORTS[name])

    assert ("Marlow Bank", "240000", "Validate") == (found.buyer, found.amount, found.stage)


def test_a_quoted_cell_may_hold_anything(tmp_path: Path) -> None:
    """Separators, quotes and line breaks."""
    found = exported(tmp_path, 'Account,Problem\nMarlow Bank,"Slow, ""manual""\nwork; always"\n')

    assert 'Slow, "manual"\nwork; always' == found.problem


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Account\nA\nB\n", "unclear-row"),
        ("Account\nMarlow Bank\nMarlow Bank\n", "unclear-row"),
        ("Account\n", "unclear-row"),
        ("Name\nMarlow\n", "unclear-row"),
        ("", "unclear-row"),
        (b"\xff\xfeA\x00", "bad-encoding"),
    ],
)
def test_an_export_that_is_unclear_is_refused(text: str | bytes, code: str, tmp_path: Path) -> None:
    """No row, several that fit, none that fits among several, no text."""
    with pytest.raises(UsageError) as caught:
        exported(tmp_path, text)

    assert code in [problem.code for problem in caught.value.problems]
    assert all(problem.hint and ": ." not in problem.hint for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("name", "playbook", "answers", "code"),
    [
        ("../x", "light", {}, "bad-deal-name"),
        ("", "light", {}, "bad-deal-name"),
        ("a" * 65, "light", {}, "bad-deal-name"),
        ("ok", "lihgt", {}, "unknown-playbook"),
        ("example", "light", {}, "exists"),
        ("ok", "light", {"date": "soon"}, "bad-date"),
        ("ok", "light", {"country": "GB # x"}, "bad-country"),
    ],
)
def test_a_deal_that_cannot_be_is_refused(
    tmp_path: Path, name: str, playbook: str, answers: dict[str, str], code: str
) -> None:
    """Nothing is written then."""
    begin_workspace(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(UsageError) as caught:
        begin_deal(open_workspace(tmp_path, tmp_path), name, playbook, Answers(**answers))

    assert [code] == [problem.code for problem in caught.value.problems]
    assert before == sorted(tmp_path.rglob("*"))
