"""The forward and the backward pass over plain integers (docs/scheduling.md): the loops that must be fast.

All numbers are offsets into calendar tables that share their first day; see `mapdocs.dates.WorkCalendar`.
"""

from __future__ import annotations

from dataclasses import dataclass

Table = tuple[list[int], list[int]]
"""`days` and `index` of a WorkCalendar."""
Lagged = tuple[int, bool, bool, int, list[int] | None, list[int]]
"""The other node; whether the link leaves from the start; whether it holds the finish; the lag, and its table's days
(None: every day counts) and index."""


class PassError(IndexError):
    """A pass left the calendar tables at a node."""

    def __init__(self, node: int) -> None:
        """Keep the node's number."""
        super().__init__(node)
        self.node = node


@dataclass(slots=True)
class Steps:
    """What both passes walk over, by node number: durations, tables, and links in and out.

    `plain_in`, `plain_out`: finish-to-start without lag, by far the most; the others are `lagged`.
    """

    length: list[int]
    works: list[Table]
    late: list[Table]
    plain_in: list[list[int]]
    plain_out: list[list[int]]
    lagged_in: list[list[Lagged]]
    lagged_out: list[list[Lagged]]


def forward(steps: Steps, order: list[int], floor: list[int], start: list[int], finish: list[int]) -> None:
    """Earliest start and finish of the nodes of `order`, from those that `start` and `finish` hold already."""
    length, works, plain, lagged = steps.length, steps.works, steps.plain_in, steps.lagged_in
    j = -1
    try:
        for j in order:
            days, index = works[j]
            d = length[j]
            s = floor[j]
            for i in plain[j]:
                if finish[i] > s:  # noqa: PLR1730 - a call costs here
                    s = finish[i]
            for link in lagged[j]:
                x = leaves(link, start, finish)
                if link[2] and d:
                    x = days[index[x] - d]
                if x > s:  # noqa: PLR1730 - a call costs here
                    s = x
            k = index[s]
            start[j] = s = days[k]
            finish[j] = days[k + d - 1] + 1 if d else s
    except IndexError:
        raise PassError(j) from None


def leaves(link: Lagged, start: list[int], finish: list[int]) -> int:
    """The boundary that a link's source sets, its lag added."""
    i, from_start, _, lag, days, index = link
    x = start[i] if from_start else finish[i]
    if lag == 0:
        return x
    if days is None:
        return x + lag
    return days[index[x] + lag - 1] + 1 if lag > 0 else days[index[x] + lag]


def backward(steps: Steps, order: list[int], cap: list[int], start: list[int], finish: list[int]) -> None:
    """Latest start and finish of the nodes of `order`, whose targets are all among them.

    A milestone stands on a working morning, as forward: the last one that its links allow.
    """
    length, late, plain, lagged = steps.length, steps.late, steps.plain_out, steps.lagged_out
    i = -1
    try:
        for i in reversed(order):
            days, index = late[i]
            d = length[i]
            f = cap[i]
            for j in plain[i]:
                if start[j] < f:  # noqa: PLR1730 - a call costs here
                    f = start[j]
            for link in lagged[i]:
                x = allows(link, start, finish)
                if not d:
                    x = _next_morning(link, x, late[i])
                elif link[1]:
                    # Calendar days may lead back to a day off: the start is then before it, else the link would break.
                    k = index[x] if link[4] is not None or not link[3] else index[x + 1] - 1
                    x = days[k + d - 1] + 1
                if x < f:  # noqa: PLR1730 - a call costs here
                    f = x
            if d:
                k = index[f]
                finish[i] = days[k - 1] + 1
                start[i] = days[k - d]
            else:
                start[i] = finish[i] = days[index[f + 1] - 1]
    except IndexError:
        raise PassError(i) from None
    first = min(order, key=start.__getitem__, default=None)
    if first is not None and start[first] < 0:
        raise PassError(first)


def _next_morning(link: Lagged, boundary: int, own: Table) -> int:
    """The latest boundary that a link means to a milestone, which stands on mornings.

    For whoever counts back from it, the end of a day and the next working morning are the same.
    """
    if link[2]:
        return own[0][own[1][boundary]]
    return link[4][link[5][boundary]] if link[3] < 0 and link[4] is not None else boundary


def allows(link: Lagged, start: list[int], finish: list[int]) -> int:
    """The boundary that a link's target leaves to its source, its lag taken off."""
    j, _, to_finish, lag, days, index = link
    x = finish[j] if to_finish else start[j]
    if lag == 0:
        return x
    if days is None:
        return x - lag
    return days[index[x] - lag] if lag > 0 else days[index[x] - lag - 1] + 1
