"""make_plan: every value of a document, for one edition."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mapdocs.plan import front, parts, people
from mapdocs.plan.changes import changes_part, with_old_dates
from mapdocs.plan.edition import for_edition
from mapdocs.plan.rows import Sources, followers, phase_blocks, times
from mapdocs.plan.summary import objective_of, summary_of
from mapdocs.plan.value import value_part
from mapdocs.plan.versions import confirmations, version_lines
from mapdocs.timeline.cost import at_risk, cost_of_delay

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from mapdocs.assets import Template
    from mapdocs.deal import Deal, Party, Side
    from mapdocs.history import Version
    from mapdocs.keys import Keys
    from mapdocs.model import Closure
    from mapdocs.plan.parts import Edition, Plan, Size
    from mapdocs.playbook import Composed
    from mapdocs.timeline.parts import TimelineDiff
    from mapdocs.timetable import Confidence, Schedule
    from mapdocs.words import Wording


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: the edition, the size, the status date, the currency, the words, the templates.

    `versions`: those published so far, oldest first; the last of them is this one where it is `publishing`.
    """

    edition: Edition
    size: Size
    today: date
    currency: str
    words: Wording
    templates: Mapping[str, Template]
    logos: frozenset[str] = frozenset()
    versions: tuple[Version, ...] = ()
    publishing: bool = False


def make_plan(
    composed: Composed,
    schedule: Schedule,
    keys: Keys,
    asked: Asked,
    sure: Confidence | None = None,
    diff: TimelineDiff | None = None,
) -> Plan:
    """The Plan of an edition, `sure` for the internal one; DealError where a summary template can't be filled in."""
    whole = for_edition(composed.deal, "internal", composed.left_out)
    deal = whole if asked.edition == "internal" else for_edition(composed.deal, "buyer", composed.left_out)
    directory = people.Directory(deal.people, keys.people, asked.words, asked.today)
    sources = Sources(deal, schedule, keys, directory, asked.edition, asked.today)
    diff = _costed(diff, deal, asked.currency, sure) if diff else None
    blocks = phase_blocks(sources)
    changes = changes_part(diff, asked.edition, blocks)
    blocks = with_old_dates(blocks, diff) if changes else blocks
    decisions = _decisions(sources)
    rows = [row for block in blocks for row in block.rows]
    go_live = schedule.target or schedule.go_live
    seen = all(name in deal.tasks for name in schedule.critical)  # else what drives go-live is not for this edition
    value = value_part(deal, keys.drivers, directory)
    last = asked.versions[-1] if asked.versions else None
    plan = parts.Plan(
        name=deal.plan_name,
        edition=asked.edition,
        size=asked.size,
        currency=asked.currency,
        today=asked.today,
        version=last.number if last and asked.publishing else 0,
        after=last.number if last and not asked.publishing else 0,
        agreed=last.agreed if last and asked.publishing else False,
        confirmed=confirmations(asked.versions),
        confidential=deal.confidential,
        state=deal.state.is_,
        buyer=_company(deal, "buyer", directory, asked.logos),
        seller=_company(deal, "seller", directory, asked.logos),
        start=min((row.start for row in rows), default=schedule.start),
        finish=max((row.due for row in rows), default=schedule.go_live),
        go_live=go_live,
        go_live_why=deal.go_live.why,
        proposed=schedule.proposed,
        expected=max(schedule.forecast, schedule.target or schedule.forecast),
        shortfall=schedule.shortfall if seen else 0,
        signature=_signature(rows, schedule),
        objective="",
        summary="",
        needs=front.needs(blocks, decisions, followers(deal, keys.tasks)),
        milestones=front.milestones(blocks),
        done=sum(row.status == "done" for row in rows),
        rows=sum(row.status != "cancelled" for row in rows),
        phases=blocks,
        times=times(sources, blocks),
        decisions=decisions,
        criteria=_criteria(sources),
        people=people.person_lines(deal, directory, whole),
        open_roles=people.open_roles(deal, directory),
        value=value,
        risks=_risks(sources),
        work=_work(deal, directory, schedule),
        idle=schedule.idle,
        changes=changes,
        internal=_internal(sources, sure) if asked.edition == "internal" else None,
    )
    kind = composed.playbook.value_summary
    summary = summary_of(deal.value, plan, kind, asked.templates, asked.words)
    objective = objective_of(deal.value, plan, kind, asked.templates, asked.words)
    versions = version_lines(asked.versions, plan, asked.words)
    return replace(plan, objective=objective, summary=summary, versions=versions)


def _costed(diff: TimelineDiff, deal: Deal, currency: str, sure: Confidence | None) -> TimelineDiff:
    """With what a delay costs by the figures of this edition: a net one beside a hidden price would tell the price."""
    if not diff.cost:
        return diff
    cost = cost_of_delay(deal, currency, diff.promised.days)
    risk = at_risk(cost, deal, diff.promised, sure, diff.target.now) if cost and sure else cost
    return replace(diff, cost=risk)


def _company(deal: Deal, side: Side, directory: people.Directory, logos: frozenset[str]) -> parts.Company:
    party = deal.party(side)
    return parts.Company(party.name, party.called, party.country, directory.who(party.lead, side), side in logos)


def _signature(rows: list[parts.Row], schedule: Schedule) -> date | None:
    return next((row.due for row in rows if row.moment == "signature"), None) or schedule.signature


def _decisions(sources: Sources) -> tuple[parts.DecisionLine, ...]:
    lines = [
        parts.DecisionLine(
            sources.keys.decisions[name],
            row.what,
            sources.directory.who(row.owner),
            row.by,
            row.why,
            row.decided,
            row.on,
            row.audience == "internal",
        )
        for name, row in sources.deal.decisions.items()
    ]
    return tuple(lines)


def _criteria(sources: Sources) -> tuple[parts.CriterionLine, ...]:
    return tuple(
        parts.CriterionLine(sources.keys.criteria[name], row.what, row.measured_by, sources.directory.who(row.owner))
        for name, row in sources.deal.success_criteria.items()
    )


def _risks(sources: Sources) -> tuple[parts.RiskLine, ...]:
    return tuple(
        parts.RiskLine(
            sources.keys.risks[name],
            row.what,
            sources.directory.who(row.owner),
            row.mitigation,
            row.likelihood or "",
            row.impact or "",
            row.audience == "internal",
        )
        for name, row in sources.deal.risks.items()
    )


def _work(deal: Deal, directory: people.Directory, schedule: Schedule) -> parts.WorkPart:
    leads = directory.all(name for name in (deal.buyer.lead, deal.seller.lead) if name)
    last = max((dates.finish for dates in schedule.tasks.values()), default=schedule.go_live)
    closed = [
        parts.Closed(party.called, closure.name, closure.first, closure.last, bool(closure.binds))
        for party in (deal.buyer, deal.seller)
        for closure in _all_closures(party)
        if closure.last >= schedule.start and closure.first <= last
    ]
    return parts.WorkPart(
        deal.meetings.cadence,
        deal.meetings.next,
        deal.meetings.expected,
        leads,
        tuple((resource.title, resource.url) for resource in deal.resources),
        tuple(sorted(closed, key=lambda span: (span.first, span.last))),
    )


def _all_closures(party: Party) -> list[Closure]:
    calendar = party.calendar
    return [*party.closures, *party.freezes, *calendar.closures, *calendar.freezes]


def _internal(sources: Sources, sure: Confidence | None) -> parts.InternalPart:
    deal, directory = sources.deal, sources.directory
    owner = directory.who(deal.crm.owner)
    log = []
    for entry in deal.log:
        by = directory.who(entry.by)
        log.append(
            parts.LogLine(
                entry.on, by.name if by else "", entry.what, entry.reason, sources.keys.tasks.get(entry.task, "")
            )
        )
    return parts.InternalPart(
        forecast=deal.internal.forecast,
        probability=deal.internal.probability,
        notes=deal.internal.notes,
        stage=deal.crm.stage,
        opportunity=deal.crm.opportunity,
        close_date=deal.crm.close_date,
        owner=owner.name if owner else "",
        log=tuple(log),
        chain=tuple(sources.keys.tasks[name] for name in sources.schedule.critical if name in deal.tasks),
        expected=sources.schedule.forecast,
        range=_range(sure) if sure else None,
        findings=tuple(f"{p.message} {p.hint}".strip() for p in sources.schedule.findings),
        state_why=deal.state.why,
    )


def _range(sure: Confidence) -> parts.Range | None:
    """The range of go-live; None where nothing varies, or it runs past the days that calendars list."""
    live = sure.go_live
    if not sure.uncertain or not (live.p10 and live.p50 and live.p80 and live.p90):
        return None
    return parts.Range(live.p10, live.p50, live.p80, live.p90, sure.chance)
