"""Bullets and numbers: one bullet list for all, a number list each for those that count from one."""

from __future__ import annotations

from mapdocs.writers.word.xml import NAMESPACES

BULLETS, CELL_BULLETS, NUMBERED = 1, 2, 2
_SHAPES = ("\u2022", "\u2013", "\u25aa")
_FORMATS = ("decimal", "lowerLetter", "lowerRoman")


def numbering_part(numbered: int) -> str:
    """`numbered` lists that count, each from one."""
    bullets = "".join(_level(i, "bullet", shape, 340) for i, shape in enumerate(_SHAPES))
    small = "".join(_level(i, "bullet", shape, 170) for i, shape in enumerate(_SHAPES))
    counted = "".join(_level(i, form, f"%{i + 1}.", 340) for i, form in enumerate(_FORMATS))
    numbers = "".join(_counting(NUMBERED + i) for i in range(1, numbered + 1))
    return (
        f"<w:numbering {NAMESPACES}>{_abstract(0, bullets)}{_abstract(1, small)}{_abstract(2, counted)}"
        f'<w:num w:numId="{BULLETS}"><w:abstractNumId w:val="0"/></w:num>'
        f'<w:num w:numId="{CELL_BULLETS}"><w:abstractNumId w:val="1"/></w:num>{numbers}</w:numbering>'
    )


def _abstract(number: int, levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'


def _level(level: int, form: str, text: str, step: int) -> str:
    font = '<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/></w:rPr>' if form == "bullet" else ""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{step * (level + 1)}" w:hanging="{step}"/></w:pPr>{font}</w:lvl>'
    )


def _counting(number: int) -> str:
    restart = "".join(
        f'<w:lvlOverride w:ilvl="{i}"><w:startOverride w:val="1"/></w:lvlOverride>' for i in range(len(_FORMATS))
    )
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="2"/>{restart}</w:num>'
