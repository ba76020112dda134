from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any, get_args

import pytest
import yaml
from babel import Locale

from mapdocs.deal import Status
from mapdocs.words import (
    DayForm,
    Word,
    Wording,
    currency_for_country,
    is_open,
    locale_for_country,
    make_wording,
    paper_for_country,
    slots,
)
from tests.conftest import ROOT

FRIDAY = date(2026, 12, 18)
LOCALES = ROOT / "templates" / "locales"
SHIPPED = ("en", "de", "fr")


@cache
def shipped() -> dict[str, dict[str, Any]]:
    return {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted(LOCALES.glob("*.yaml"))}


def wording(locale: str, words: Mapping[str, Mapping[str, object]] | None = None) -> Wording:
    return make_wording(locale, words or shipped())[0]


def flat(language: str) -> Mapping[str, Word]:
    return wording(language, {"en": shipped()[language]}).fallback


def small(**english: object) -> Wording:
    return wording("en-GB", {"en": english})


# The shipped languages


def test_languages() -> None:
    """English, German and French are shipped."""
    assert set(SHIPPED) <= set(shipped())


@pytest.mark.parametrize("language", sorted(shipped()))
def test_same_keys(language: str) -> None:
    """A shipped language has exactly the words that English has."""
    assert set(flat(language)) == set(flat("en"))


# Words whose names are put together, by what they begin with.
MADE = {
    "changes.": ("what", "was", "now"),
    "forecast.": ("unmoved", "expected", "later", "earlier", "later_version", "earlier_version"),
    "internal.setting_": ("start", "forecast", "progress", "go_live_at", "agreed", "rules"),
    "mark.": ("proposed", "agreed", "done"),
    "party.": ("buyer", "seller", "both"),
    "per.": ("day", "week", "month", "quarter", "year"),
    "periods.": ("day", "week", "month", "quarter", "year"),
    "risks.": ("low", "medium", "high"),
    "state.": ("open", "on-hold", "won", "lost"),
    "status.": get_args(Status),
    "timeline.legend.": ("phase", "done", "ghost", "critical", "idle"),
    "value.": ("users", "customers", "productivity", "margin", "cash", "capacity", "low", "base", "high"),
    "value.case_": ("low", "base", "high"),
}


def test_every_word_is_said_somewhere() -> None:
    """A new language translates nothing that no document says."""
    files = [
        *(ROOT / "mapdocs").rglob("*.py"),
        *(ROOT / "templates").rglob("*.j2"),
        *(ROOT / "templates").rglob("*.md"),
    ]
    named = {key for path in files for key in re.findall(r"[\"']([a-z_.-]+)[\"']", path.read_text("utf-8"))}
    made = {f"{start}{name}" for start, names in MADE.items() for name in names}
    roles = {f"role_question.{role}" for role in wording("en-GB").roles}
    left = [key for key in flat("en") if key not in named | made | roles and not is_open(key)]

    assert [] == left


@pytest.mark.parametrize("language", sorted(shipped()))
def test_whole(language: str) -> None:
    """A shipped language builds without a warning, and no word of it is empty."""
    _, problems = make_wording(language, shipped())

    assert problems == []
    assert [key for key, word in flat(language).items() if not word or not all(_texts(word))] == []


@pytest.mark.parametrize("language", sorted(shipped()))
def test_same_slots(language: str) -> None:
    """A word has the same slots in every language, in each of its plural forms."""
    english = flat("en")
    wrong = [
        key
        for key, word in flat(language).items()
        for text in _texts(word)
        if slots(text) | {"count"} != slots(english[key]) | {"count"}
    ]

    assert wrong == []


@pytest.mark.parametrize("language", sorted(shipped()))
def test_plural_categories(language: str) -> None:
    """Counted words have the categories one and other, and none that the language does not know."""
    known = {*Locale(language).plural_form.tags, "other"}
    counted = {key: word for key, word in flat(language).items() if not isinstance(word, str)}

    assert counted
    assert [key for key, word in counted.items() if not {"one", "other"} <= set(word) <= known] == []


@pytest.mark.parametrize("language", sorted(shipped()))
def test_every_status_and_role(language: str) -> None:
    """Every status, and every role that a template names, has its words; statuses can be told apart."""
    words = flat(language)
    roles = {
        role
        for path in (ROOT / "templates").rglob("*.*")
        if path.suffix in {".md", ".yaml"}
        for role in re.findall(r"\brole:([a-z][a-z-]+)", path.read_text("utf-8"))
    }
    statuses = [words[f"status.{status}"] for status in (*get_args(Status), "needs-new-date")]

    assert len(set(map(str, statuses))) == len(statuses)
    assert {f"{group}.{role}" for role in roles for group in ("role", "role_ask", "role_question")} <= set(words)


@pytest.mark.parametrize("language", sorted(shipped()))
def test_roles_are_whole(language: str) -> None:
    """Each role has a name, a sentence of what is asked and an open question that ends as one and names the company."""
    groups: dict[str, set[str]] = {}
    for key in flat(language):
        group, _, role = key.partition(".")
        groups.setdefault(group, set()).add(role)
    questions = {key: str(word) for key, word in flat(language).items() if key.startswith("role_question.")}

    assert groups["role"] == groups["role_ask"] == groups["role_question"]
    assert [key for key, text in questions.items() if not text.endswith("?") or "{buyer}" not in text] == []


@pytest.mark.parametrize("language", sorted(shipped()))
def test_tone(language: str) -> None:
    """No document calls people champions or economic buyers, or anything late."""
    said = re.compile(r"\b(champion|economic buyer|late|overdue|verspätet|überfällig|en retard)\b", re.IGNORECASE)
    texts = {key: text for key, word in flat(language).items() for text in _texts(word)}

    assert [key for key, text in texts.items() if said.search(re.sub(r"\{\w+\}", "", text))] == []


def test_words_asked_for() -> None:
    """Every word that code or a template names is there."""
    asked = re.compile(r"""\.[tn]\(\s*["']([a-z_]+(?:\.[a-z_-]+)+)["']""")
    files = [*(ROOT / "mapdocs").rglob("*.py"), *(ROOT / "templates").rglob("*.j2")]
    named = {key for path in files for key in asked.findall(path.read_text("utf-8"))}

    assert named
    assert named - set(flat("en")) == set()


def test_french_spaces() -> None:
    """French punctuation of two parts has a no-break space before it, and names are not elided."""
    texts = {key: text for key, word in flat("fr").items() for text in _texts(word)}

    assert [key for key, text in texts.items() if re.search(r"(?<!\N{NO-BREAK SPACE})[:;?!»]", text)] == []
    assert [key for key, text in texts.items() if re.search(r"\b(de|que) \{(buyer|seller|company|name)", text)] == []


def test_german_without_eszett() -> None:
    """German words read right in Switzerland too."""
    assert [key for key, word in flat("de").items() if any("ß" in text for text in _texts(word))] == []


def _texts(word: Word) -> list[str]:
    return [word] if isinstance(word, str) else list(word.values())


# Words


def test_slots_are_filled() -> None:
    """Slots are filled in one go: a value that looks like a slot, or like markup, comes out as typed."""
    words = small(a={"b": "{one} and {two}"})

    assert words.t("a.b", one="{two}", two="<b>*", more="unused") == "{two} and <b>*"


def test_slots_reach_nothing_else() -> None:
    """A word can't reach into the values it is given."""
    assert small(a="{x.__class__} {x!r} {x[0]} {").t("a", x="X") == "{x.__class__} {x!r} {x[0]} {"


def test_missing_word() -> None:
    """A word that no language has, and a slot without a value, are programming faults."""
    words = small(a="{x}", b={"one": "1", "other": "2"})

    for key in ("none", "a", "b"):
        with pytest.raises(KeyError):
            words.t(key)
    for key in ("none", "a"):
        with pytest.raises(KeyError):
            words.n(key, 1)
    assert words.has("a")
    assert not words.has("none")


def test_fallback_is_english() -> None:
    """Words that a language lacks are the English ones, and one warning names them all."""
    words, problems = make_wording("de-DE", {"en": {"a": "one", "b": {"c": "two", "d": "three"}}, "de": {"a": "eins"}})

    assert [words.t(key) for key in ("a", "b.c", "b.d")] == ["eins", "two", "three"]
    (problem,) = problems
    assert (problem.code, problem.severity) == ("missing-word", "warning")
    assert "b.c, b.d" in problem.message
    assert "de.yaml" in str(problem.where)


def test_wrong_words() -> None:
    """Words with another key, kind or slot than the English ones are not used, and one warning names them."""
    english = {"a": "{x}", "b": {"one": "{count} day", "other": "{count} days"}, "c": "fine"}
    words, problems = make_wording("de", {"en": english, "de": {"a": "{y}", "b": "Tage", "c": "gut", "d": "?"}})

    assert (words.t("a", x=1), words.n("b", 2), words.t("c")) == ("1", "2 days", "gut")
    assert [problem.code for problem in problems] == ["wrong-word"]
    assert "a, b, d" in problems[0].message


def test_language_without_words() -> None:
    """A language without words is English altogether: words, dates, lists and direction; one warning says so."""
    words, problems = make_wording("ja-JP", shipped())

    assert words.t("plan.title") == "The plan by phase"
    assert words.join(["a", "b", "c"]) == "a, b and c"
    assert words.n("duration.months", 1) == "1 month"
    assert words.day(FRIDAY) == "18 December 2026"
    assert [(problem.code, problem.severity) for problem in problems] == [("untranslated", "warning")]


@pytest.mark.parametrize(
    ("locale", "english"), [("ar-AE", "en-AE"), ("ar", "en-GB"), ("he-IL", "en-IL"), ("ja-JP", "en-GB")]
)
def test_english_of_the_country_stands_in(locale: str, english: str) -> None:
    """Where English is written in that country, it is its own, else British; from left to right in any case."""
    words, _ = make_wording(locale, shipped())

    assert (words.bcp47, words.language, words.direction) == (english, "en", "ltr")


@pytest.mark.parametrize("key", ["role.growth-lead", "role_ask.growth-lead", "unit.tickets"])
def test_deals_bring_words(key: str) -> None:
    """Words for roles and units of one's own may be added in any language."""
    group, _, name = key.partition(".")
    words, problems = make_wording("de", {"en": {"a": "x"}, "de": {"a": "y", group: {name: "Wort"}}})

    assert words.t(key) == "Wort"
    assert problems == []


@pytest.mark.parametrize(
    ("locale", "count", "text"),
    [
        ("en-GB", 0, "0 days"),
        ("en-GB", 1, "1 day"),
        ("en-GB", Decimal("1.0"), "1 day"),
        ("en-GB", Decimal("1.5"), "1.5 days"),
        ("en-GB", 1200, "1,200 days"),
        ("fr-FR", 0, "0 jour"),
        ("fr-FR", Decimal("1.5"), "1,5 jour"),
        ("fr-FR", 2, "2 jours"),
        ("de-DE", 1, "1 Tag"),
    ],
)
def test_plurals(locale: str, count: Decimal | int, text: str) -> None:
    """Counted words follow the language's rules, and the count stands as the locale writes it."""
    assert wording(locale).n("effort.days", count) == text


def test_plurals_of_the_fallback() -> None:
    """An English word that stands in is counted the English way."""
    english = {"a": "x", "n": {"one": "{count} day", "other": "{count} days"}}
    words, _ = make_wording("fr-FR", {"en": english, "fr": {"a": "y"}})

    assert words.n("n", 0) == "0 days"


# Locales


@pytest.mark.parametrize(
    ("text", "bcp47", "language", "direction"),
    [
        ("en-GB", "en-GB", "en", "ltr"),
        ("en_gb", "en-GB", "en", "ltr"),
        ("de-CH", "de-CH", "de", "ltr"),
        ("zh-TW", "en-GB", "en", "ltr"),
        ("en-JP", "en-GB", "en", "ltr"),
        ("de-CN", "de", "de", "ltr"),
    ],
)
def test_locale(text: str, bcp47: str, language: str, direction: str) -> None:
    """A locale is read as BCP 47 has it; a language in a country where it is not usual is taken as such."""
    words, problems = make_wording(text, shipped())

    assert (words.bcp47, words.language, words.direction) == (bcp47, language, direction)
    assert not [problem for problem in problems if problem.severity == "error"]


@pytest.mark.parametrize(
    ("text", "hint"), [("zz-ZZ", "Did you mean"), ("de_DEE", '"de-DE"'), ("english", "en-GB"), ("", "en-GB")]
)
def test_unknown_locale(text: str, hint: str) -> None:
    """A locale that nobody knows is a problem with the nearest one, and English stands in."""
    words, problems = make_wording(text, shipped())

    assert words.bcp47 == "en-GB"
    assert [problem.code for problem in problems] == ["unknown-locale"]
    assert hint in problems[0].hint


@pytest.mark.parametrize(
    ("country", "locale", "currency", "paper"),
    [
        ("GB", "en-GB", "GBP", "A4"),
        ("uk", "en-GB", "GBP", "A4"),
        ("DE", "de-DE", "EUR", "A4"),
        ("CH", "de-CH", "CHF", "A4"),
        ("FR", "fr-FR", "EUR", "A4"),
        ("JP", "ja-JP", "JPY", "A4"),
        ("US", "en-US", "USD", "Letter"),
        ("CA", "en-CA", "CAD", "Letter"),
        ("MX", "es-MX", "MXN", "Letter"),
        ("IN", "en-IN", "INR", "A4"),
        ("XX", "en-GB", "", "A4"),
        ("", "en-GB", "", "A4"),
    ],
)
def test_countries(country: str, locale: str, currency: str, paper: str) -> None:
    """A country gives locale, currency and paper; English where it is an official language."""
    assert (locale_for_country(country), currency_for_country(country, FRIDAY)) == (locale, currency)
    assert paper_for_country(country) == paper
    assert make_wording(locale, shipped() | {locale[:2]: {"front": {"objective": "x"}}})[0].bcp47 == locale


def test_currency_of_the_day() -> None:
    """The currency is the one of that day."""
    assert currency_for_country("HR", date(2020, 1, 1)) == "HRK"
    assert currency_for_country("HR", date(2026, 1, 1)) == "EUR"


# Formats


@pytest.mark.parametrize(
    ("locale", "form", "text"),
    [
        ("en-GB", "short", "18 Dec"),
        ("en-GB", "medium", "18 Dec 2026"),
        ("en-GB", "long", "18 December 2026"),
        ("en-GB", "weekday", "Fri 18 Dec 2026"),
        ("en-GB", "numeric", "18/12/2026"),
        ("en-GB", "month", "Dec 2026"),
        ("en-GB", "month-name", "Dec"),
        ("en-GB", "quarter", "Q4 2026"),
        ("en-GB", "year", "2026"),
        ("en-US", "short", "Dec 18"),
        ("en-US", "long", "December 18, 2026"),
        ("en-US", "weekday", "Fri, Dec 18, 2026"),
        ("de-DE", "long", "18. Dezember 2026"),
        ("de-DE", "weekday", "Fr., 18. Dez. 2026"),
        ("de-DE", "numeric", "18.12.2026"),
        ("fr-FR", "weekday", "ven. 18 déc. 2026"),
        ("fr-FR", "quarter", "T4 2026"),
    ],
)
def test_days(locale: str, form: DayForm, text: str) -> None:
    """Dates follow the locale: order, names, the weekday before a due date."""
    assert wording(locale).day(FRIDAY, form) == text


def test_first_of_the_month_in_french() -> None:
    """The first of a month is 1er in French, no other day is."""
    french = wording("fr-FR")

    assert french.day(date(2027, 4, 1)) == "1er avril 2027"
    assert french.day(date(2027, 4, 1), "weekday") == "jeu. 1er avr. 2027"
    assert french.day(date(2027, 4, 11)) == "11 avril 2027"
    assert french.day(date(2027, 4, 1), "numeric") == "01/04/2027"
    assert wording("en-GB").day(date(2027, 4, 1)) == "1 April 2027"


@pytest.mark.parametrize(
    ("locale", "amount", "currency", "options", "text"),
    [
        ("en-GB", "120000", "GBP", {}, "£120,000"),
        ("en-GB", "119999.50", "GBP", {}, "£120,000"),
        ("en-GB", "-2500", "GBP", {}, "-£2,500"),
        ("en-GB", "21.5", "GBP", {"rounded": False}, "£21.50"),
        ("en-GB", "0.125", "GBP", {"rounded": False}, "£0.125"),
        ("en-GB", "1200", "JPY", {"rounded": False}, "JP¥1,200"),
        ("en-GB", "1200", "CHF", {}, "CHF 1,200"),
        ("en-GB", "1200", "", {}, "1,200"),
        ("en-GB", "1234567", "GBP", {"compact": True}, "£1.2m"),
        ("en-GB", "950", "GBP", {"compact": True}, "£950"),
        ("en-US", "1234567", "USD", {"compact": True}, "$1.2M"),
        ("de-DE", "120000", "EUR", {}, "120.000 €"),
        ("de-DE", "1234567", "EUR", {"compact": True}, "1,2 Mio. €"),
        ("de-CH", "120000", "CHF", {}, "CHF 120’000"),
        ("fr-FR", "120000", "EUR", {}, "120 000 €"),
    ],
)
def test_money(locale: str, amount: str, currency: str, options: dict[str, bool], text: str) -> None:
    """Money has no cents where rounded, the currency's own digits where not, and symbol and grouping of the locale."""
    assert re.sub(r"\s", " ", wording(locale).money(Decimal(amount), currency, **options)) == text


def test_money_does_not_break() -> None:
    """An amount stays on one line."""
    assert " " not in wording("de-DE").money(Decimal(120000), "EUR") + wording("en-GB").money(Decimal(1200), "CHF")


def test_numbers() -> None:
    """Numbers have the locale's marks, and as many digits as asked for, else as they have."""
    british, german, indian = wording("en-GB"), wording("de-DE"), wording("en-IN")

    assert british.number(Decimal("1234.50")) == "1,234.5"
    assert british.number(Decimal("2.675"), 2) == "2.68"
    assert british.number(2, 1) == "2.0"
    assert british.number(0.1) == "0.1"
    assert british.number(Decimal("1.5"), 0) == "2"
    assert german.number(Decimal("1234.5")) == "1.234,5"
    assert indian.number(1234567) == "12,34,567"


def test_percent() -> None:
    """A share of one is shown in percent."""
    assert wording("en-GB").percent(0.7) == "70%"
    assert wording("en-GB").percent(Decimal("0.125"), 1) == "12.5%"
    assert wording("de-DE").percent(Decimal("0.7")) == "70\N{NO-BREAK SPACE}%"


def test_join() -> None:
    """Names stand in running text as the language has it."""
    assert wording("en-GB").join(["a", "b", "c"]) == "a, b and c"
    assert wording("en-US").join(["a", "b", "c"]) == "a, b, and c"
    assert wording("de-DE").join(["a", "b"]) == "a und b"
    assert wording("fr-FR").join(name for name in "abc") == "a, b et c"
    assert wording("en-GB").join(["a"]) == "a"
    assert wording("en-GB").join([]) == ""


@pytest.mark.parametrize(
    ("hours", "text"),
    [
        ("0", "0 hours"),
        ("0.5", "0.5 hours"),
        ("1", "1 hour"),
        ("4", "4 hours"),
        ("8", "1 day"),
        ("12", "12 hours"),
        ("16", "2 days"),
        ("20", "2.5 days"),
        ("21", "2.6 days"),
        ("360", "45 days"),
    ],
)
def test_hours(hours: str, text: str) -> None:
    """Working time is told in hours, from two days on and for whole days in days."""
    assert wording("en-GB").hours(Decimal(hours)) == text


def test_frozen() -> None:
    """A wording is data: it compares by value and does not change."""
    words = wording("en-GB")

    assert words == wording("en-GB")
    assert replace(words, locale="en_US") != words
    with pytest.raises(AttributeError):
        words.locale = "de"  # type: ignore[misc]


def test_fast() -> None:
    """A format asked for again takes less than 30 microseconds: documents ask hundreds of times."""
    words = wording("en-GB")
    days = [FRIDAY + timedelta(days=n) for n in range(50)]

    def ask() -> None:
        for day in days:
            words.day(day, "weekday")
            words.money(Decimal(day.day), "GBP")
            words.n("forecast.later", day.day, date=day)
            words.hours(day.day)

    ask()
    best = min(_cpu(ask) for _ in range(5))

    assert best / (4 * len(days)) < 30e-6


def _cpu(call: Callable[[], None]) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start
