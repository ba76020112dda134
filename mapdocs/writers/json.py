"""The edition's Plan as JSON, for other programs: dates ISO, amounts as decimal text, no ids."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from mapdocs.writers.result import Written

if TYPE_CHECKING:
    from mapdocs.plan.parts import Plan


def write_json(plan: Plan) -> Written:
    """One document, keys in the order of the Plan's parts."""
    text = json.dumps(_plain(plan), ensure_ascii=False, indent=2)
    return Written(f"{text}\n".encode())


def _plain(value: object) -> object:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
