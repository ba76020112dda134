"""`when:` conditions: a few operators over a few names of the deal; nothing can be called and nothing can grow."""

from __future__ import annotations

import ast
import warnings
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from mapdocs.problems import brief, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES = ("amount", "size", "industry", "use_case", "regions", "tags")
MAX_LENGTH = 500
_HINT = "Use and, or, not, in, ==, !=, <, <=, >, >= over " + ", ".join(NAMES) + "."
_KINDS = dict.fromkeys(NAMES, "text") | {"amount": "a number", "regions": "a list", "tags": "a list"}
_SIGNS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
}
_COMPARE: dict[type[ast.cmpop], Any] = {
    ast.Eq: lambda a, b: a == b,
    ast.NotEq: lambda a, b: a != b,
    ast.Lt: lambda a, b: a < b,
    ast.LtE: lambda a, b: a <= b,
    ast.Gt: lambda a, b: a > b,
    ast.GtE: lambda a, b: a >= b,
    ast.In: lambda a, b: a in b,
    ast.NotIn: lambda a, b: a not in b,
}


class ConditionError(ValueError):
    """A condition that can't be read; `fact` and `hint` are for people."""

    def __init__(self, code: str, fact: str, hint: str = _HINT) -> None:
        """Keep code, fact and next step."""
        super().__init__(f"{fact} {hint}")
        self.code, self.fact, self.hint = code, fact, hint


def holds(text: str, values: Mapping[str, object]) -> bool:
    """Whether the condition is true of the values; what the deal leaves out makes any comparison false."""
    return bool(_value(parse_condition(text), values))


@lru_cache(maxsize=1024)
def parse_condition(text: str) -> ast.expr:
    """The condition's tree; ConditionError where it uses anything that conditions don't have."""
    if len(text) > MAX_LENGTH:
        raise ConditionError("bad-condition", f"The condition is longer than {MAX_LENGTH} characters.")
    try:
        with warnings.catch_warnings(action="ignore"):  # Python's own advice on how it is written
            tree = ast.parse(" ".join(text.split()), mode="eval").body
        _check(tree, text)
        _kind(tree, {})
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        if isinstance(error, ConditionError):
            raise
        raise ConditionError("bad-condition", f'"{brief(text)}" is not a condition.') from None
    return tree


def _check(node: ast.expr, text: str) -> None:
    if isinstance(node, ast.Name):
        if node.id not in NAMES:
            fact = f'"{node.id}" is not a name that conditions know.'
            raise ConditionError("unknown-name", fact, nearest(node.id, NAMES))
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, (str, int, float, bool)):
        return
    children: list[ast.expr]
    if isinstance(node, ast.BoolOp):
        children = node.values
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        children = [node.operand]
    elif isinstance(node, (ast.List, ast.Tuple)):
        children = node.elts
    elif isinstance(node, ast.Compare) and all(type(op) in _COMPARE for op in node.ops):
        children = [node.left, *node.comparators]
    else:
        raise ConditionError("bad-condition", f'"{brief(ast.unparse(node))}" in "{brief(text)}" is not allowed.')
    for child in children:
        _check(child, text)


def _kind(node: ast.expr, known: dict[ast.expr, str]) -> str:
    """What an expression is, whatever a deal says; ConditionError where two kinds meet that never fit.

    `known`: the kinds found so far, so that none is looked for twice however deep it is nested.
    """
    if node not in known:
        known[node] = _found(node, known)
    return known[node]


def _found(node: ast.expr, known: dict[ast.expr, str]) -> str:
    match node:
        case ast.Name(id=name):
            return _KINDS[name]
        case ast.Constant(value=value):
            return "true or false" if isinstance(value, bool) else "text" if isinstance(value, str) else "a number"
        case ast.Compare(left=left, ops=ops, comparators=others):
            for op, other in zip(ops, others, strict=True):
                _fit(left, op, other, known)
                left = other
        case _:
            for part in ast.iter_child_nodes(node):
                if isinstance(part, ast.expr):
                    _kind(part, known)
    return "a list" if isinstance(node, ast.List | ast.Tuple) else "true or false"


def _fit(left: ast.expr, op: ast.cmpop, right: ast.expr, known: dict[ast.expr, str]) -> None:
    """Refuses a comparison that no deal could make true, or that has no meaning."""
    mine, other = _kind(left, known), _kind(right, known)
    if isinstance(op, ast.In | ast.NotIn):
        fits = mine == "text" and other in ("text", "a list")
        if isinstance(right, ast.List | ast.Tuple):
            odd = next((part for part in right.elts if known[part] != mine), None)
            right, fits = odd or right, odd is None
    elif isinstance(op, ast.Eq | ast.NotEq):
        fits = mine == other
    else:
        fits = mine == other and mine in ("a number", "text")
    if not fits:
        told = [f"{brief(ast.unparse(part), 40)} is {known[part]}" for part in (left, right)]
        fact = f"{' and '.join(told)}: {_SIGNS[type(op)]} can't compare them."
        raise ConditionError("bad-condition", fact, _remedy({mine, known[right]}))


def _remedy(kinds: set[str]) -> str:
    if kinds == {"a number", "text"}:
        return "Write numbers without quotes and text in quotes."
    return 'Write "EU" in regions to look into a list.' if kinds == {"a list", "text"} else _HINT


def _value(node: ast.expr, values: Mapping[str, object]) -> Any:  # noqa: ANN401, PLR0911 - one return a kind of node
    match node:
        case ast.Name(id=name):
            return values.get(name)
        case ast.Constant(value=value):
            return Decimal(str(value)) if isinstance(value, float) else value
        case ast.BoolOp(op=ast.And(), values=parts):
            return all(_value(part, values) for part in parts)
        case ast.BoolOp(values=parts):
            return any(_value(part, values) for part in parts)
        case ast.UnaryOp(operand=operand):
            return not _value(operand, values)
        case ast.List(elts=parts) | ast.Tuple(elts=parts):
            return tuple(_value(part, values) for part in parts)
        case ast.Compare(left=first, ops=ops, comparators=others):
            return _compare(first, ops, others, values)
    raise AssertionError(node)


def _compare(first: ast.expr, ops: list[ast.cmpop], others: list[ast.expr], values: Mapping[str, object]) -> bool:
    left = _value(first, values)
    for op, other in zip(ops, others, strict=True):
        right = _value(other, values)
        if left is None or right is None or not _COMPARE[type(op)](left, right):
            return False
        left = right
    return True
