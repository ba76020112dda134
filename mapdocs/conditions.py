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
        try:
            if left is None or right is None or not _COMPARE[type(op)](left, right):
                return False
        except TypeError:
            return False
        left = right
    return True
