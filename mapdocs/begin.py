"""init and new: a workspace, and a deal file that builds at once and says what to fill in."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from pydantic_core import PydanticCustomError

from mapdocs.problems import Problem, UsageError, Where, nearest
from mapdocs.quoting import scalar
from mapdocs.scalars import read_day, slug
from mapdocs.source import FORBIDDEN, read_file, write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mapdocs.workspace import Workspace

_COUNTRY = "# country: GB          # public holidays, language, currency, paper"
_LEAD = "# lead: sponsor       # who leads it there; add them under people:"
_NO_ROWS = "Export the deal with a header line that names its account, and a line below it."
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", re.ASCII)

WORKSPACE = """\
# What all deals of this workspace start from. docs: mapdocs schema workspace
seller:
  name: Your Company          # as it stands on contracts
  short: Your Company         # for running text
  country: GB                 # public holidays, with subdivision: where they differ inside the country
  lead: you
people:                       # your side; deals may add their own
  you: {name: Your Name, title: Account Manager, party: seller, role: account-executive, email: you@company.example}
"""


@dataclass(frozen=True, slots=True)
class Answers:
    """The six answers and what else a deal file starts with; empty where not yet known."""

    buyer: str = ""
    country: str = ""
    problem: str = ""
    event: str = ""
    date: str = ""
    sponsor: str = ""
    approver: str = ""
    measure: str = ""
    amount: str = ""
    currency: str = ""
    stage: str = ""
    opportunity: str = ""


QUESTIONS: dict[str, str] = {
    "problem": "What is the buyer's problem, in their words?",
    "event": "Why must it be solved by a certain day (the compelling event)?",
    "date": "Which day must the buyer be live (year-month-day; empty: not yet known)?",
    "sponsor": "Who leads it on the buyer's side (name, title)?",
    "approver": "Who approves the budget (name, title; empty: not yet known)?",
    "measure": "By what will the buyer measure success?",
}
"""What `new` asks, in this order."""

_COLUMNS: dict[str, tuple[str, ...]] = {
    "buyer": ("account name", "account", "buyer", "company", "customer"),
    "country": ("country", "billing country", "country code"),
    "problem": ("problem", "pain", "business problem"),
    "event": ("compelling event", "event", "why now"),
    "date": ("go-live", "go live", "go-live date", "golive", "target date"),
    "sponsor": ("sponsor", "champion", "primary contact", "contact name"),
    "approver": ("approver", "economic buyer", "budget approver"),
    "measure": ("measure", "success measure", "metric"),
    "amount": ("amount", "acv", "arr", "value"),
    "currency": ("currency", "currency code", "amount currency"),
    "stage": ("stage", "stage name"),
    "opportunity": ("opportunity id", "opportunity", "id"),
}


def begin_workspace(folder: Path) -> list[Path]:
    """workspace.yaml and one example deal; UsageError where there is one already."""
    file = folder / "content" / "workspace.yaml"
    if file.exists():
        message = f"{folder} is a workspace already."
        raise UsageError(Problem("exists", message, None, "Make a deal in it with mapdocs new."))
    write_whole(file, WORKSPACE.encode())
    answers = Answers(
        buyer="Example Buyer",
        country="GB",
        problem="Reports take two weeks, and decisions wait for them.",
        event="The board wants monthly figures from the new financial year on",
        sponsor="Alex Example, Head of Finance",
        measure="Days from month end to report",
    )
    deal = folder / "content" / "deals" / "example" / "deal.yaml"
    write_whole(deal, deal_text(answers, "light").encode())
    return [file, deal]


def begin_deal(workspace: Workspace, name: str, playbook: str, answers: Answers) -> Path:
    """A new deal file; UsageError for a name that can't be one, a deal that is there, an unknown playbook."""
    root = workspace.root
    if root is None:
        hint = "Make one with mapdocs init, or give it with -w DIR."
        raise UsageError(Problem("no-workspace", "There is no workspace here.", None, hint))
    if not _NAME.fullmatch(name):
        message = f'"{name[:80]}" can\'t be the name of a deal.'
        raise UsageError(Problem("bad-deal-name", message, None, "Use up to 64 letters, digits, - and _."))
    playbooks = [n[10:-5] for n in workspace.templates if n.startswith("playbooks/") and n.count(".") == 1]
    if playbook not in playbooks:
        message = f'"{playbook[:60]}" is not a playbook.'
        raise UsageError(Problem("unknown-playbook", message, None, nearest(playbook, playbooks)))
    file = root / "content" / "deals" / name / "deal.yaml"
    if file.exists():
        raise UsageError(Problem("exists", f"The deal {name} is there already.", None, "Choose another name."))
    given = settled(replace(answers, buyer=answers.buyer or name.replace("-", " ").replace("_", " ").title()))
    text = deal_text(given, playbook, seller="seller" in workspace.under.entries)
    write_whole(file, text.encode())
    return file


def settled(answers: Answers) -> Answers:
    """The answers as text on one line, date and codes checked; UsageError where one is not what it should be."""
    texts = {field.name: read_answer(field.name, getattr(answers, field.name)) for field in fields(answers)}
    country = texts["country"].upper()
    if country and not re.fullmatch("[A-Z]{2}", country):
        message = f'"{country[:40]}" is not the code of a country.'
        raise UsageError(Problem("bad-country", message, None, "Write two letters, such as GB or DE."))
    texts |= {"country": country, "amount": _amount(texts["amount"])}
    return Answers(**texts)


def read_answer(name: str, text: str) -> str:
    """An answer on one line; UsageError where it holds what no file may hold, or a day that is none."""
    if found := FORBIDDEN.search(text):
        message = f"The answer for {name} holds the control character U+{ord(found[0]):04X}."
        raise UsageError(Problem("control-character", message, None, "Type it again without."))
    line = " ".join(text.split())
    return read_date(line) if name == "date" else line


def read_date(text: str) -> str:
    """A day as deal files have it; a time behind it is dropped, 31.3.2027 and 2027/3/31 are read."""
    day = re.split(r"[T ]", text.strip(), maxsplit=1)[0]
    if not day:
        return ""
    if match := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", day):
        day = f"{match[3]}-{match[2]}-{match[1]}"
    parts = re.split(r"[-/]", day)
    if len(parts) == len("ymd"):
        day = "-".join(part.zfill(2) for part in parts)
    try:
        return read_day(day).isoformat()
    except PydanticCustomError as error:
        raise UsageError(Problem("bad-date", error.message().replace(day, text.strip()[:40], 1))) from None


def _amount(text: str) -> str:
    """Digits and a point; the last of several kinds of separator is the decimal one, and so is one before cents."""
    found = re.fullmatch(r"(?:[A-Za-z]{3}|[^\w.,+-])*(\d[\d.,'’\s]*)(?:[A-Za-z]{3}|[^\w.,])*", text)
    if not found:
        return ""
    number = re.sub(r"['’\s]", "", found[1]).rstrip(".,")
    whole, point, cents = re.fullmatch(r"(.*?)(?:([.,])(\d{1,2}))?", number).groups()  # type: ignore[union-attr]
    digits = re.sub(r"[.,]", "", whole)
    return f"{digits}.{cents}" if point else digits


def answers_of_row(path: Path, deal: str) -> Answers:
    """The answers in a CRM's CSV export: the row of this deal, or its only row. UsageError where that isn't clear."""
    text = read_file(path)
    head = re.sub(r'"[^"]*"', "", text.split("\n", 1)[0])
    separator = max(",;\t", key=head.count)
    try:
        rows = [row for row in csv.DictReader(io.StringIO(text), delimiter=separator) if any(row.values())]
    except csv.Error as error:
        message = f"This is not a CSV file: {error}."
        raise UsageError(Problem("bad-csv", message, Where(str(path)), "Export it again.")) from None
    found = [answers for row in rows if (answers := _answers(row)).buyer]
    chosen = [answers for answers in found if deal in (slug(answers.buyer), slug(answers.opportunity))] or found
    if len(chosen) != 1:
        message = f"{len(chosen)} rows fit the deal {deal}." if rows else "The file has no rows."
        names = ", ".join(slug(a.buyer) for a in found[:5])
        hint = f"Keep one row, or name the deal like its account: {names}." if found else _NO_ROWS
        raise UsageError(Problem("unclear-row", message, Where(str(path)), hint))
    return chosen[0]


def _answers(row: Mapping[str | None, str | None]) -> Answers:
    by_name = {(name or "").strip().lower(): (value or "") for name, value in row.items() if isinstance(value, str)}
    given = {}
    for field, columns in _COLUMNS.items():
        value = next((by_name[column].strip() for column in columns if by_name.get(column, "").strip()), "")
        given[field] = value
    if not re.fullmatch(r"[A-Za-z]{2}", given["country"]):
        given["country"] = ""
    return Answers(**given)


def deal_text(answers: Answers, playbook: str, *, seller: bool = True) -> str:
    """A deal file of settled answers; what is not known yet stands there as a comment that says what to write.

    `seller`: whether the workspace says who sells; else the file does.
    """
    a = answers
    lines = [
        "# One deal. Build it with: mapdocs build",
        "# Every key there is: docs/deal-file.md",
        *_buyer(a),
        *([] if seller else ["seller:", "  name: Your Company      # as it stands on contracts", "  # country: GB"]),
        f"playbook: {playbook}",
        *([f"amount: {a.amount}"] if a.amount else ["# amount: 100000         # contract value a year"]),
        *([f"currency: {a.currency.upper()}"] if re.fullmatch(r"[A-Za-z]{3}", a.currency) else []),
        "# regions: [EU]           # where their data is: brings data protection steps in",
        "",
        *_go_live(a),
        "",
        "value:",
        f"  problem: {scalar(a.problem)}"
        if a.problem
        else "  # problem: what does not work today, in the buyer's words",
        "  # current_state: how it is done now, with a number",
        "  # future_state: how it will be",
        "  # impact: {users: ..., customers: ..., productivity: ..., margin: ...}",
        "  # drivers:              # at least one that the buyer confirms",
        "  #   hours: {metric: Hours of work, unit: h, per: week, today: 100, target: 40, unit_value: 35}",
        "",
        "people:",
        *_person("sponsor", a.sponsor, "champion"),
        *_person("approver", a.approver, "economic-buyer"),
        "",
        *_measure(a),
        "",
        "# tasks:                  # what differs from the playbook, by its id, and steps of your own",
        "#   kick-off: {due: 2027-01-12, agreed: {on: 2027-01-05, by: [sponsor]}}",
    ]
    return "\n".join([*lines, *_crm(a)]) + "\n"


def _buyer(answers: Answers) -> list[str]:
    country = f"country: {answers.country}" if answers.country else _COUNTRY
    return [
        "buyer:",
        f"  name: {scalar(answers.buyer or 'The Buyer')}",
        "  # short: the name for running text",
        f"  {country}",
        f"  {'lead: sponsor' if answers.sponsor else _LEAD}",
    ]


def _crm(answers: Answers) -> list[str]:
    told = {key: value for key, value in (("opportunity", answers.opportunity), ("stage", answers.stage)) if value}
    lines = [f"  {key}: {scalar(value)}" for key, value in told.items()]
    return ["", "crm:                       # internal", *lines] if lines else []


def _go_live(answers: Answers) -> list[str]:
    why = f"  why: {scalar(answers.event)}" if answers.event else "  # why: the event behind that day"
    if answers.date:
        return ["go_live:", f"  date: {answers.date}", why]
    head = ["go_live:", why] if answers.event else ["# go_live:", why.replace("  # ", "#   ")]
    comment = "  # date: 2027-03-31      # which day must they be live? Until then all dates are proposals"
    return [head[0], comment if answers.event else comment.replace("  # ", "#   "), head[1]]


def _person(name: str, told: str, role: str) -> list[str]:
    if not told:
        return [f"  {name}: {{party: buyer, role: {role}, unknown: true}}   # an open question until you name them"]
    person, _, title = told.strip(", ").partition(",")
    if not person:
        return _person(name, "", role)
    words = f", title: {scalar(title.strip(), flow=True)}" if title.strip() else ""
    return [f"  {name}: {{name: {scalar(person.strip(), flow=True)}{words}, party: buyer, role: {role}}}"]


def _measure(answers: Answers) -> list[str]:
    if not answers.measure:
        return ["# success_criteria:", "#   first: {what: what both of you will call a success, measured_by: how}"]
    what = scalar(answers.measure, flow=True)
    return ["success_criteria:", f"  first: {{what: {what}}}   # add measured_by: and owner:"]
