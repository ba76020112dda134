"""The looks of tables: ruled or banded, by the theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mapdocs.writers.word.look import Look


def table_styles(look: Look) -> str:
    """All table styles of the document."""
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        + _table("PlanTable", "Plan Table", look)
        + _table("GridTable", "Grid Table", look)
        + _table("FiguresTable", "Figures Table", look)
        + _facts(look)
    )


def _table(identity: str, name: str, look: Look) -> str:
    return _style(identity, name, _borders(look), round(60 * look.air), _banded(look) if look.banded else _ruled(look))


def _facts(look: Look) -> str:
    lines = "".join(_line(side, 4, look.rule) for side in ("top", "bottom", "insideH"))
    return _style("Facts", "Facts Table", lines, 36, "")


def _style(identity: str, name: str, borders: str, margin: int, conditional: str) -> str:
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{identity}"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/><w:tblPr>'
        '<w:tblStyleRowBandSize w:val="1"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblCellMar><w:top w:w="{margin}" w:type="dxa"/>'
        f'<w:left w:w="80" w:type="dxa"/><w:bottom w:w="{margin}" w:type="dxa"/><w:right w:w="80" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr>{conditional}</w:style>"
    )


def _borders(look: Look) -> str:
    ends = (look.rule, 4) if look.banded else (look.accent, 8)
    return _line("top", ends[1], ends[0]) + _line("bottom", ends[1], ends[0]) + _line("insideH", 4, look.rule)


def _line(side: str, width: int, colour: str) -> str:
    return f'<w:{side} w:val="single" w:sz="{width}" w:space="0" w:color="{colour}"/>'


def _banded(look: Look) -> str:
    """A filled header; the rows are told apart by hairlines."""
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{look.accent}"/>'
    return f'<w:tblStylePr w:type="firstRow"><w:tcPr>{fill}<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'


def _ruled(look: Look) -> str:
    """A header between two rules."""
    line = _line("bottom", 8, look.accent)
    return (
        f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>{line}</w:tcBorders>'
        '<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
    )
