"""What the models of all files are made of: frozen maps, lists, and working days."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from mapdocs.links import LinkValue
from mapdocs.scalars import Day, Text, read_list, wrong

WeekDay = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Texts = Annotated[tuple[Text, ...], BeforeValidator(read_list)]
Ids = Annotated[tuple[Text, ...], BeforeValidator(read_list)]
Links = Annotated[tuple[LinkValue, ...], BeforeValidator(read_list)]
Days = Annotated[tuple[Day, ...], BeforeValidator(read_list)]
WeekDays = Annotated[tuple[WeekDay, ...], BeforeValidator(read_list)]
WORK_WEEK: tuple[WeekDay, ...] = ("mon", "tue", "wed", "thu", "fri")


class Model(BaseModel):
    """Frozen, and no key that the format does not have."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


def short(key: str) -> BeforeValidator:
    """A plain value stands for a map with this one key."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value)


class Closure(Model):
    """Days on which nobody works, or, with `binds`, on which tasks with one of those tags don't."""

    first: Day = Field(alias="from")
    last: Day = Field(alias="to")
    name: Text = ""
    binds: Texts = ()

    @model_validator(mode="before")
    @classmethod
    def _one_day(cls, value: object) -> object:
        if isinstance(value, str):
            return {"from": value, "to": value}
        return {"to": value["from"], **value} if isinstance(value, dict) and "from" in value else value

    @model_validator(mode="after")
    def _forward(self) -> Closure:
        if self.last < self.first:
            raise wrong("start-after-finish", f"The closure ends on {self.last}, before it begins. Swap from and to.")
        return self


Closures = Annotated[tuple[Closure, ...], BeforeValidator(read_list)]


def _some(days: tuple[date, ...]) -> tuple[date, ...]:
    if not days:
        raise wrong("no-working-days", "The calendar is to have only these days, and there is none. List its days.")
    return days


class Calendar(Model):
    """Working days: a week and what is off, or `only` a list of days."""

    work_days: WeekDays = WORK_WEEK
    holidays: Text = ""
    closures: Closures = ()
    freezes: Closures = ()
    only: Annotated[Days, AfterValidator(_some)] = ()
