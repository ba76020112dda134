"""What a re-issue says in sentences: the event, the reason, what it means, and the ways back (docs/slip.md)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapdocs.plan.parts import ChangesPart, Plan, ShareLine, WayLine
    from mapdocs.words import Wording

_ENDS = ("!", "?", "\u2026", "\u3002")
_FIRST_WORD = re.compile(r"\w+")


def changed(plan: Plan, words: Wording) -> str:
    """What moved and why, without anybody's share; empty where nothing did."""
    part = plan.changes
    if part is None:
        return ""
    told = []
    if part.target_was and part.target_now:
        was, now = words.day(part.target_was, "long"), words.day(part.target_now, "long")
        told.append(words.t("changes.target_moved", was=was, now=now))
    told.append(_go_live(part, words))
    told.append(_reasons(part.reasons, words))
    if part.titles:
        told.append(words.t("forecast.because", title=words.join(part.titles)))
    return " ".join(sentence for sentence in told if sentence)


def _go_live(part: ChangesPart, words: Wording) -> str:
    if part.now is None:
        return ""
    day = words.day(part.now, "long")
    if part.days == 0:
        word = "unmoved" if part.target_was == part.target_now else "expected"
        return words.t(f"forecast.{word}", date=day)
    way = "later" if part.days > 0 else "earlier"
    if part.agreed:
        return words.n(f"forecast.{way}", abs(part.days), date=day)
    return words.n(f"forecast.{way}_version", abs(part.days), date=day, version=part.version)


def _reasons(reasons: Sequence[str], words: Wording) -> str:
    """People's own words as one sentence."""
    if not reasons:
        return ""
    listed, *more = (reason.rstrip(".") for reason in reasons)
    for n, reason in enumerate(more, 2):
        word = "forecast.reason_last" if n == len(reasons) else "forecast.reason_next"
        listed = words.t(word, before=listed, reason=_inside(reason, words))
    listed = listed if listed.endswith(_ENDS) else f"{listed}."
    return words.t("forecast.reasons", reasons=listed) if more else words.t("forecast.reason", reason=listed)


def _inside(text: str, words: Wording) -> str:
    """A sentence within another: a small first word, as an article, has no capital there; names and nouns keep it."""
    first = _FIRST_WORD.match(text)
    small = first and first[0].lower() in words.t("forecast.small_words").split()
    return text[:1].lower() + text[1:] if small else text


def ways(plan: Plan, words: Wording) -> list[str]:
    """The ways to win days back, each with its days."""
    return [_way(way, words) for way in plan.changes.ways] if plan.changes else []


def _way(way: WayLine, words: Wording) -> str:
    if way.kind == "crash":
        remedy = words.t("changes.crash", title=way.titles[0], to=words.number(way.to), was=words.number(way.was))
    elif way.kind == "overlap":
        remedy = words.t("changes.overlap", first=way.titles[0], second=way.titles[1])
    else:
        day = words.day(way.day, "long") if way.day else ""
        remedy = words.t("changes.re_pin", title=way.titles[0], date=day)
    return words.n("forecast.win_back", way.days, remedy=remedy)


def moved_by(days: int, words: Wording) -> str:
    """`9 days later`."""
    return words.n("changes.later" if days > 0 else "changes.earlier", abs(days)) if days else ""


def share_title(line: ShareLine, words: Wording) -> str:
    """What a cause is about: a task or calendar by its name, an option of the plan in words."""
    word = f"internal.setting_{line.title.replace('.', '_')}"
    return words.t(word) if line.kind == "setting" and words.has(word) else line.title


def absorbed(plan: Plan, words: Wording) -> str:
    """What float took up, for the internal edition."""
    lines = plan.changes.absorbed if plan.changes else ()
    return words.join(f"{line.title} ({words.n('duration.business_days', line.days)})" for line in lines)
