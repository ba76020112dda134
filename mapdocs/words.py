"""The fixed words of the documents in the deal's language, and dates, numbers and money in its locale (by Babel)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.languages import get_official_languages
from babel.lists import format_list
from babel.localedata import locale_identifiers
from babel.numbers import (
    format_compact_currency,
    format_currency,
    format_decimal,
    format_percent,
    get_currency_precision,
    get_territory_currencies,
)

from mapdocs.problems import Problem, Where, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

DayForm = Literal["short", "medium", "long", "weekday", "numeric", "month", "month-name", "quarter", "year"]
Word: TypeAlias = str | Mapping[str, str]
"""A sentence with {slots}, or its plural forms by CLDR category."""

PLURALS = frozenset({"zero", "one", "two", "few", "many", "other"})
DEFAULT_LOCALE = "en_GB"
HOURS_A_DAY = 8

_SLOT = re.compile(r"\{(\w+)\}")
_OPEN = re.compile(r"(role|role_ask|unit)\.[^.]+")
_CENTS = re.compile(r"\.0+")
_DECIMALS = re.compile(r"\.[#0]+")
_IN_COUNTRY = re.compile(r"[a-zA-Z]{2,3}_[a-zA-Z]{2}")
_LETTER_DIGIT = re.compile(r"(?<=[^\W\d_])(?=\d)")
_BRITISH_DAY = re.compile(r"^(\w+), (?=\d+ \w+ \d+$)")
_FRENCH_FIRST = re.compile(r"\b1(?= [^\W\d])")
_SKELETONS: dict[str, str] = {
    "short": "MMMd",
    "medium": "yMMMd",
    "weekday": "yMMMEd",
    "numeric": "yMd",
    "month": "yMMM",
    "month-name": "MMM",
    "quarter": "yQQQ",
    "year": "y",
}
# CLDR writes £1.2M, British readers £1.2m.
_BRITISH = {"K": "k", "M": "m", "B": "bn", "T": "tn"}
# Sold paper, by CLDR's supplemental paperSize data, which Babel does not carry.
_LETTER = frozenset({"BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"})


@dataclass(frozen=True, slots=True)
class Wording:
    """Words and formats of one locale; words that its language lacks are the fallback's, which is English."""

    locale: str
    language: str
    words: Mapping[str, Word]
    fallback: Mapping[str, Word] = field(repr=False)

    @property
    def bcp47(self) -> str:
        """The locale as documents name it: en-GB."""
        return self.locale.replace("_", "-")

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        """Which way the language reads."""
        return "rtl" if _locale(self.locale).text_direction == "rtl" else "ltr"

    def has(self, key: str) -> bool:
        """Whether there is such a word."""
        return key in self.words or key in self.fallback

    @property
    def roles(self) -> frozenset[str]:
        """The roles that have words."""
        return frozenset(key[5:] for key in (*self.words, *self.fallback) if key.startswith("role."))

    def t(self, key: str, **values: object) -> str:
        """The word, its {slots} filled; KeyError where there is none, or a slot has no value."""
        word = self.words[key] if key in self.words else self.fallback[key]
        if not isinstance(word, str):
            raise KeyError(f"{key} is counted: use n()")
        return _fill(word, values)

    def n(self, key: str, count: Decimal | int, **values: object) -> str:
        """The word in the plural form that the count asks for; {count} is the count as the locale writes it."""
        own = key in self.words
        forms = self.words[key] if own else self.fallback[key]
        if isinstance(forms, str):
            raise KeyError(f"{key} is not counted: use t()")
        form = _plural(self.locale if own else DEFAULT_LOCALE, count)
        return _fill(forms.get(form, forms["other"]), {"count": self.number(count), **values})

    def day(self, day: date, form: DayForm = "long") -> str:
        """18 Dec, 18 Dec 2026 (medium), 18 December 2026 (long), Fri 18 Dec 2026, 18/12/2026, Dec 2026, Q4 2026."""
        return _day(self.locale, day, form)

    def money(self, amount: Decimal | int, currency: str, *, rounded: bool = True, compact: bool = False) -> str:
        """£120,000; £21.50 where not rounded; £1.2m where compact. No currency: the bare number."""
        return _money(self.locale, Decimal(amount), currency, rounded, compact)

    def number(self, number: Decimal | float, digits: int | None = None) -> str:
        """1,234.5; exactly so many digits after the point, or as many as it has, up to three."""
        return _number(self.locale, Decimal(str(number)), digits)

    def percent(self, share: Decimal | float, digits: int = 0) -> str:
        """70% for 0.7."""
        return _percent(self.locale, Decimal(str(share)), digits)

    def join(self, items: Iterable[str]) -> str:
        """Running text: a, b and c."""
        return _join(self.locale, tuple(items))

    def hours(self, hours: Decimal | int) -> str:
        """Working time: 4 hours, 2 days; days where it is two or more of eight hours, or whole days."""
        if hours >= 2 * HOURS_A_DAY or (hours and hours % HOURS_A_DAY == 0):
            return self.n("effort.days", _half_up(Decimal(hours) / HOURS_A_DAY, 1))
        return self.n("effort.hours", _half_up(Decimal(hours), 1))


def make_wording(locale: str, words_by_language: Mapping[str, Mapping[str, object]]) -> tuple[Wording, list[Problem]]:
    """The wording of a locale written as BCP 47 has it, from nested words by language; English must be among them.

    A language without words is written in English altogether: in its direction, too, and with its dates and numbers.
    Problems: unknown-locale (an error; English stands in), untranslated, missing-word and wrong-word (warnings).
    """
    problems: list[Problem] = []
    found = _find_locale(locale)
    if not found:
        problems.append(_unknown(locale))
        found = _locale(DEFAULT_LOCALE)
    english = flatten(words_by_language["en"])
    words = flatten(words_by_language.get(found.language, {}))
    if words:
        where = Where(f"templates/locales/{found.language}.yaml")
        words, faults = _checked(words, english, where)
        problems += faults
    else:
        message = f'The fixed texts stand in English: there are no words for "{found.language}".'
        hint = f"Add templates/locales/{found.language}.yaml, or set another locale:."
        problems.append(Problem("untranslated", message, hint=hint, severity="warning"))
        found, words = _find_locale(f"en-{found.territory or ''}") or _locale(DEFAULT_LOCALE), english
    return Wording(str(found), found.language, words, english), problems


def locale_for_country(country: str) -> str:
    """The BCP 47 locale most likely read there, English where it is an official language; en-GB if unknown."""
    territory = _territory(country)
    try:
        likely = Locale.parse(f"und_{territory}")
    except (UnknownLocaleError, ValueError):
        return "en-GB"
    if "en" in get_official_languages(territory, de_facto=True):
        return f"en-{territory}"
    return str(likely).replace("_", "-")


def currency_for_country(country: str, today: date) -> str:
    """The legal tender of that day, by its ISO code; empty where the country is unknown."""
    currencies = get_territory_currencies(_territory(country), start_date=today)
    return str(currencies[0]) if currencies else ""


def paper_for_country(country: str) -> Literal["A4", "Letter"]:
    """What its printers hold."""
    return "Letter" if _territory(country) in _LETTER else "A4"


def _territory(country: str) -> str:
    code = country.strip().upper()
    return "GB" if code == "UK" else code


def _find_locale(text: str) -> Locale | None:
    """The locale; where its language is not usual in its country, the language's own (British for English)."""
    name = text.strip().replace("-", "_")
    language = name.partition("_")[0].lower() if _IN_COUNTRY.fullmatch(name) else ""
    for candidate in (name, DEFAULT_LOCALE if language == "en" else language):
        try:
            return Locale.parse(candidate)
        except (UnknownLocaleError, ValueError, TypeError):
            continue
    return None


def _unknown(locale: str) -> Problem:
    known = [name.replace("_", "-") for name in locale_identifiers()]
    close = nearest(locale.replace("_", "-"), known)
    hint = close if close.startswith("Did") else "Write language and country, as in en-GB, de-DE or fr-CH."
    return Problem("unknown-locale", f'"{locale}" is not a locale that is known.', hint=hint)


def flatten(tree: Mapping[str, object], prefix: str = "") -> dict[str, Word]:
    """Nested words by dotted key; a map of nothing but plural categories is one word, an empty value none."""
    flat: dict[str, Word] = {}
    for name, value in tree.items():
        key = f"{prefix}{name}"
        if not isinstance(value, Mapping):
            flat.update({} if value is None else {key: str(value)})
        elif "other" in value and value.keys() <= PLURALS:
            flat[key] = {str(form): str(text) for form, text in value.items()}
        else:
            flat.update(flatten(value, f"{key}."))
    return flat


def _checked(
    words: dict[str, Word], english: Mapping[str, Word], where: Where
) -> tuple[dict[str, Word], list[Problem]]:
    """The words that can stand in for the English ones, and a warning each for missing and for wrong ones."""
    wrong = [
        key
        for key, word in words.items()
        if not (fits(word, english.get(key, "")) and (key in english or is_open(key)))
    ]
    kept = {key: word for key, word in words.items() if key not in wrong}
    missing = [key for key in english if key not in words]
    problems = []
    if missing:
        message = f"Words are missing and stand in English: {', '.join(missing)}."
        hint = "Copy them from en.yaml and translate them."
        problems.append(Problem("missing-word", message, where, hint, "warning"))
    if wrong:
        message = f"These words are not used: {', '.join(wrong)}."
        hint = "Take key, {slots} and plural forms as en.yaml has them."
        problems.append(Problem("wrong-word", message, where, hint, "warning"))
    return kept, problems


def slots(word: Word) -> frozenset[str]:
    """The names in braces, of all plural forms."""
    texts = [word] if isinstance(word, str) else word.values()
    return frozenset(name for text in texts for name in _SLOT.findall(text))


def is_open(key: str) -> bool:
    """Whether it is a word for something that a deal may name as it likes: a role or a unit."""
    return _OPEN.fullmatch(key) is not None


def fits(word: Word, english: Word) -> bool:
    """Whether a word can stand in for the English one: of its kind, and without slots that it doesn't have."""
    return isinstance(word, str) == isinstance(english, str) and slots(word) <= slots(english) | {"count"}


def _fill(text: str, values: Mapping[str, object]) -> str:
    filled = _SLOT.sub(lambda match: str(values[match[1]]), text)
    return filled[:-1] if filled.endswith("..") and not filled.endswith("...") else filled


def _half_up(number: Decimal, digits: int) -> Decimal:
    """Rounded as people do, and whole where it is whole, so that 1.0 counts as one."""
    rounded = number.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return rounded.to_integral_value() if rounded == rounded.to_integral_value() else rounded


@lru_cache(maxsize=64)
def _locale(name: str) -> Locale:
    return Locale.parse(name)


@lru_cache(maxsize=1024)
def _plural(locale: str, count: Decimal | int) -> str:
    return str(_locale(locale).plural_form(_half_up(Decimal(count), 3)))


@lru_cache(maxsize=8192)
def _day(locale: str, day: date, form: DayForm) -> str:
    found = _locale(locale)
    if form == "long":
        text = format_date(day, "long", locale=found)
    else:
        text = format_skeleton(_SKELETONS[form], day, locale=found)
    # Two habits of print that CLDR does not follow: no comma in British dates, and "1er" in French ones.
    if found.language == "en":
        return _BRITISH_DAY.sub(r"\1 ", text)
    return _FRENCH_FIRST.sub("1er", text) if found.language == "fr" else text


@lru_cache(maxsize=4096)
def _money(locale: str, amount: Decimal, currency: str, rounded: bool, compact: bool) -> str:  # noqa: FBT001 - a cache key
    if not currency:
        return _number(locale, amount, 0 if rounded else None)
    if compact and abs(amount) >= 1000:  # noqa: PLR2004 - below, there is nothing to shorten
        text = format_compact_currency(amount, currency, locale=_locale(locale), fraction_digits=1)
        if locale.startswith("en") and locale.endswith(("_GB", "_IE")):
            text = text[:-1] + _BRITISH.get(text[-1], text[-1])
    else:
        text = _plain_money(_locale(locale), amount, currency, rounded=rounded or compact)
    return _LETTER_DIGIT.sub("\N{NO-BREAK SPACE}", text)


def _plain_money(locale: Locale, amount: Decimal, currency: str, *, rounded: bool) -> str:
    """Whole units, or as many digits as the currency has and, for a small unit value, up to two more."""
    digits = 0 if rounded else get_currency_precision(currency)
    cents = "" if rounded else f".{'0' * digits}##"
    pattern = _CENTS.sub(cents, locale.currency_formats["standard"].pattern)
    amount = _half_up(amount, 0 if rounded else digits + 2)
    return format_currency(amount, currency, pattern, locale, currency_digits=False)


@lru_cache(maxsize=4096)
def _number(locale: str, number: Decimal, digits: int | None) -> str:
    pattern = _locale(locale).decimal_formats[None].pattern
    if digits is not None:
        pattern = _DECIMALS.sub(f".{'0' * digits}" if digits else "", pattern)
    return format_decimal(_half_up(number, 3 if digits is None else digits), pattern, _locale(locale))


@lru_cache(maxsize=1024)
def _percent(locale: str, share: Decimal, digits: int) -> str:
    pattern = _locale(locale).percent_formats[None].pattern
    if digits:
        pattern = pattern.replace("0", f"0.{'0' * digits}", 1)
    return format_percent(_half_up(share, digits + 2), pattern, _locale(locale))


@lru_cache(maxsize=1024)
def _join(locale: str, items: tuple[str, ...]) -> str:
    return format_list(items, locale=_locale(locale))
