"""The JSON writer: the edition's Plan, as other programs take it."""

from __future__ import annotations

import json
import re
from dataclasses import fields

from mapdocs.plan.parts import Plan
from mapdocs.writers.json import write_json
from tests.samples import RICH, plan_of


def test_the_plan_is_there_with_all_its_parts_in_their_order() -> None:
    """Keys are the names of the Plan's parts; nothing is left out, and it ends with a line break."""
    data = write_json(plan_of(RICH)).data

    assert [field.name for field in fields(Plan)] == list(json.loads(data))
    assert data.endswith(b"}\n")


def test_dates_are_iso_and_amounts_decimal_text() -> None:
    """No amount goes through a float, no day through a format."""
    read = json.loads(write_json(plan_of(RICH)).data)
    driver = read["value"]["drivers"][0]

    assert "2027-06-30" == read["go_live"]
    assert ("1200", "21.50", "894400.00") == (driver["today"], driver["unit_value"], driver["worth"])


def test_text_stands_as_typed_in_any_script() -> None:
    """Nothing is escaped beyond what JSON asks for."""
    text = RICH.replace("Head of Fraud", '"<b>&{{ 1 }}*_=1+1 \\"日本\\""')
    data = write_json(plan_of(text)).data

    assert '<b>&{{ 1 }}*_=1+1 "日本"' == json.loads(data)["people"][0]["title"]
    assert "日本".encode() in data


def test_rows_are_named_by_keys_only() -> None:
    """An id may say what a buyer must not read."""
    text = write_json(plan_of(RICH, "internal")).data.decode()

    assert not re.search(r'"(proof|sign|maria|tom|cfo|staffing|hosting|vendor|precision)"', text)
