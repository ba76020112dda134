"""A deal opened: read, composed, keyed, scheduled; what every verb starts from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mapdocs.assets import Assets
from mapdocs.compose import compose
from mapdocs.history import History, Snapshot, held_starts, read_history
from mapdocs.keys import Keys, allot, read_keys, write_keys
from mapdocs.locales import locale_words
from mapdocs.logos import load_logos
from mapdocs.problems import DealError, Problem, has_errors, in_order, nearest
from mapdocs.references import unknown_roles
from mapdocs.schedule import prepare, schedule_of
from mapdocs.source import alone, merge, read_file, read_yaml, write_whole
from mapdocs.themes import DEFAULT_THEME, load_theme
from mapdocs.words import currency_for_country, locale_for_country, make_wording
from mapdocs.workspace import load_words, shown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from mapdocs.playbook import Composed
    from mapdocs.schedule import Prepared
    from mapdocs.source import Node
    from mapdocs.timetable import Schedule
    from mapdocs.words import Wording
    from mapdocs.workspace import DealPlace, Workspace


@dataclass(frozen=True, slots=True)
class OpenDeal:
    """All that documents of a deal are made from; `problems` are warnings only, those of the schedule among them."""

    composed: Composed
    keys: Keys
    prepared: Prepared
    schedule: Schedule
    words: Wording
    assets: Assets
    currency: str
    problems: tuple[Problem, ...]
    history: History

    @property
    def snapshot(self) -> Snapshot:
        """What a version keeps of it. Findings say where in a file; that is another on each machine."""
        schedule = replace(
            self.schedule, findings=tuple(replace(found, where=None) for found in self.schedule.findings)
        )
        deal = self.prepared.deal
        held = self.prepared.held if deal.forecast == "hold" else {}
        return Snapshot(deal, self.composed.left_out, self.keys, self.schedule.today, schedule, held)


def open_deal(
    workspace: Workspace,
    place: DealPlace,
    today: date,
    *,
    language: str = "",
    keep: bool = True,
    current: Path,
    text: str | None = None,
) -> OpenDeal:
    """Read, compose and schedule; new keys are written beside the deal where `keep`. DealError holds all problems.

    `text`: what the file might say, instead of what it says.
    """
    own, problems = read_yaml(read_file(place.file, place.shown) if text is None else text, place.shown)
    if own is None or has_errors(problems):
        raise DealError(*_with_the_rest(workspace, own, problems))
    words, faults = _words(workspace, own, language)
    try:
        composed = compose(own, workspace.templates, words.language, workspace.under)
    except DealError as error:
        raise DealError(*in_order([*problems, *faults, *error.problems])) from None
    deal = composed.deal
    problems += [*faults, *composed.problems, *_currency(composed), *unknown_roles(deal, composed.node, words.roles)]
    assets, faults = _assets(workspace, composed, place.folder)
    history = history_of(place, current)
    problems += [*faults, *history.problems]
    if has_errors(problems):
        raise DealError(*in_order(problems))
    keys = _keys(place, composed, today, keep=keep, current=current)
    dated = deal.model_copy(update={"start": deal.start or keys.start})
    prepared = prepare(dated, today, composed.place, composed.left_out, held_starts(history.agreed, deal.tasks))
    schedule = schedule_of(prepared)
    currency = deal.currency or currency_for_country(deal.buyer.country, today)
    found = tuple(in_order([*problems, *schedule.findings]))
    return OpenDeal(composed, keys, prepared, schedule, words, assets, currency, found, history)


def _assets(workspace: Workspace, composed: Composed, folder: Path) -> tuple[Assets, list[Problem]]:
    """Theme, words, templates and logos; faults of theme and logos are problems."""
    deal = composed.deal
    theme, problems = load_theme(workspace, deal.theme or DEFAULT_THEME, composed.place(("theme",)))
    logos, faults = load_logos(workspace, deal, folder, composed.place)
    base = workspace.templates.get("themes/base.css")
    assets = Assets(workspace.templates, load_words(workspace), theme, base.text if base else "", logos)
    return assets, [*problems, *faults]


def held_by_itself(opened: OpenDeal) -> OpenDeal:
    """The deal once both sides have agreed to it as it stands: its forecast holds the starts that it has."""
    if opened.prepared.deal.forecast != "hold":
        return opened
    prepared = replace(opened.prepared, held={name: dates.start for name, dates in opened.schedule.tasks.items()})
    schedule = schedule_of(prepared)
    others = [problem for problem in opened.problems if problem not in opened.schedule.findings]
    problems = tuple(in_order([*others, *schedule.findings]))
    return replace(opened, prepared=prepared, schedule=schedule, problems=problems)


def history_of(place: DealPlace, current: Path) -> History:
    """The deal's published versions."""
    return read_history(place.history, shown(place.history, current))


def _with_the_rest(workspace: Workspace, own: Node | None, problems: list[Problem]) -> list[Problem]:
    """Faults of the YAML and, where a tree could be built all the same, those of what it says."""
    if own is None or own.kind != "map":
        return problems
    try:
        compose(own, workspace.templates, "en", workspace.under)
    except DealError as error:
        return in_order([*problems, *error.problems])
    return problems


def _words(workspace: Workspace, own: Node, language: str) -> tuple[Wording, list[Problem]]:
    """The words of the asked language, else the deal's locale, else that of the buyer's country."""
    settled = merge(workspace.under, own)
    locale, buyer = settled.entries.get("locale"), settled.entries.get("buyer")
    country = buyer.entries.get("country") if buyer else None
    country_name = country.value.strip() if country and country.kind == "text" else ""
    given = locale.value.strip() if locale and locale.kind == "text" else ""
    wanted = given or locale_for_country(country_name)
    if language and _language(wanted) != language.lower():
        wanted = language
    known, problems = locale_words(workspace.templates)
    words, faults = make_wording(wanted, known)
    used = (f"/{_language(wanted)}.yaml", "/en.yaml")
    problems = [*(fault for fault in problems if fault.where and fault.where.file.endswith(used)), *faults]
    where = locale.where if locale else own.where
    return words, [Problem(p.code, p.message, p.where or where, p.hint, p.severity) for p in problems]


def _language(locale: str) -> str:
    return locale.replace("_", "-").split("-")[0].lower()


def _currency(composed: Composed) -> list[Problem]:
    from babel.numbers import list_currencies

    code = composed.deal.currency
    if not code or code in list_currencies():
        return []
    message = f'"{code[:20]}" is not a currency.'
    hint = f"{nearest(code.upper(), ('EUR', 'GBP', 'USD', 'CHF', 'SEK', 'NOK', 'DKK', 'PLN', 'JPY'))} Use its ISO code."
    return [Problem("unknown-currency", message, composed.place(("currency",)), hint)]


def _keys(place: DealPlace, composed: Composed, today: date, *, keep: bool, current: Path) -> Keys:
    """The deal's keys with those that were missing."""
    with alone(place.folder):
        old = keys_of(place, current)
        new = allot(composed.deal, old, composed.left_out, today)
        if keep and new != old:
            write_whole(place.keys, write_keys(new))
    return new


def keys_of(place: DealPlace, current: Path) -> Keys:
    """The keys on disk; DealError where the file is damaged."""
    path = place.keys
    if not path.exists():
        return Keys()
    name = shown(path, current)
    keys, problems = read_keys(read_file(path, name), name)
    if problems:
        raise DealError(*problems)
    return keys


def about(place: DealPlace, keys: Keys, version: int = 0) -> Mapping[str, str]:
    """What a document carries so that its way back is found: which deal, which state of it (0: a draft)."""
    from hashlib import sha256

    deal_id = sha256(f"mapdocs:{place.name}".encode()).hexdigest()[:16]
    start = keys.start.isoformat() if keys.start else ""
    return {"deal_id": deal_id, "start": start, "version": str(version) if version else "draft"}
