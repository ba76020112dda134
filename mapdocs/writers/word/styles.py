"""The styles of a Word file, from its look; people who change a style in Word change the whole document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdocs.writers.word.look import languages
from mapdocs.writers.word.numbering import BULLETS, CELL_BULLETS
from mapdocs.writers.word.table_styles import table_styles
from mapdocs.writers.word.xml import NAMESPACES, attribute

if TYPE_CHECKING:
    from mapdocs.writers.word.look import Look

_HINT = 2
_WORDS_OWN = frozenset(
    "Title Subtitle Heading1 Heading2 Heading3 Caption Quote ListBullet ListNumber ListContinue Header Footer Hyperlink"
    " PlaceholderText".split()
)
"""Styles that Word knows by their name; all others are marked as made by us."""


def styles_part(look: Look) -> str:
    """The whole of word/styles.xml."""
    return (
        f"<w:styles {NAMESPACES}>{_defaults(look)}"
        f"{_headings(look)}{_texts(look)}{_cells(look)}{_furniture(look)}{_characters(look)}{table_styles(look)}"
        "</w:styles>"
    )


def _defaults(look: Look) -> str:
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts(look, look.body)}{size(look.size)}"
        f"<w:lang {languages(look)}/></w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{_gap(look, 0, 100)}</w:pPr></w:pPrDefault>"
        "</w:docDefaults>"
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" w:defUnhideWhenUsed="1"'
        ' w:defQFormat="0" w:count="376"/>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:rPr><w:color w:val="{look.ink}"/></w:rPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
    )


def fonts(look: Look, name: str) -> str:
    """One family for Latin, and what stands in for other scripts."""
    latin = attribute(name)
    return (
        f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{attribute(look.east)}"'
        f' w:cs="{attribute(look.complex_font)}"/>'
    )


def size(half_points: int) -> str:
    """For Latin and for complex scripts."""
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def spacing(before: int, after: int, line: int = 259) -> str:
    """Twips above and below; `line` in 240ths of a line."""
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def _gap(look: Look, before: int, after: int) -> str:
    """Where a short plan saves its space."""
    return spacing(round(before * look.air), round(after * look.air), look.lead)


def style(
    identity: str, name: str, properties: str = "", face: str = "", *, based: str = "Normal", follow: str = ""
) -> str:
    """A paragraph style; `properties` and `face` are its w:pPr and w:rPr, in the order that the schema wants."""
    following = f'<w:next w:val="{follow}"/>' if follow else ""
    paragraph = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    run = f"<w:rPr>{face}</w:rPr>" if face else ""
    return (
        f'<w:style w:type="paragraph"{_made(identity)} w:styleId="{identity}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based}"/>{following}<w:qFormat/>{paragraph}{run}</w:style>'
    )


def _made(identity: str) -> str:
    return "" if identity in _WORDS_OWN else ' w:customStyle="1"'


def _headings(look: Look) -> str:
    head, keep, bold = fonts(look, look.heading), "<w:keepNext/><w:keepLines/>", "<w:b/><w:bCs/>"
    accent = f'<w:color w:val="{look.accent}"/>'
    centre = '<w:jc w:val="center"/>' if look.centred else ""
    caps = "<w:caps/>" if look.caps else ""
    line = f'<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="3" w:color="{look.accent}"/></w:pBdr>'
    rule = line if look.heading_rule else ""
    title = f"{keep}{spacing(60, 40, 240)}{centre}"
    below = f"{spacing(0, 160)}{centre}"
    first = f'{keep}{rule}{_gap(look, 360, 140)}<w:outlineLvl w:val="0"/>'
    second = f'{keep}{_gap(look, 260, 80)}<w:outlineLvl w:val="1"/>'
    third = f'{keep}{spacing(200, 60)}<w:outlineLvl w:val="2"/>'
    front = f"{keep}{spacing(160, 50)}"
    return "".join(
        (
            style("Title", "Title", title, f"{head}{bold}{accent}{size(look.title)}", follow="Subtitle"),
            style("Subtitle", "Subtitle", below, f"{head}{muted(look)}{size(look.size + _HINT)}", follow="Normal"),
            style("Heading1", "heading 1", first, f"{head}{bold}{caps}{accent}{size(look.h1)}", follow="Normal"),
            style("Heading2", "heading 2", second, f"{head}{bold}{size(look.h2)}", follow="Normal"),
            style("Heading3", "heading 3", third, f"{head}{bold}{size(look.h3)}", follow="Normal"),
            style("Phase", "Phase", f"{keep}{_band(look)}", based="Heading2", follow="Purpose"),
            style("FrontHeading", "Front Heading", front, size(look.h2), based="Heading1", follow="Normal"),
        )
    )


def _band(look: Look) -> str:
    """A phase's band: filled across the text, with an edge where lines begin and its dates at their end."""
    edge = f'<w:{look.start} w:val="single" w:sz="24" w:space="5" w:color="{look.accent}"/>'
    line = '<w:{} w:val="single" w:sz="4" w:space="3" w:color="{}"/>'
    above, below = (line.format(side, look.band) for side in ("top", "bottom"))
    borders = f"{above}{below}{edge}" if look.rtl else f"{above}{edge}{below}"
    return (
        f'<w:pBdr>{borders}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{look.band}"/>'
        f'<w:tabs><w:tab w:val="right" w:pos="{look.text_width - 60}"/></w:tabs>'
        f'{_gap(look, 280, 100)}<w:ind w:left="160"/>'
    )


def muted(look: Look) -> str:
    """The colour of what is said in passing."""
    return f'<w:color w:val="{look.muted}"/>'


def _texts(look: Look) -> str:
    centre = '<w:jc w:val="center"/>' if look.centred else ""
    small = size(look.small)
    side = f'<w:pBdr><w:{look.start} w:val="single" w:sz="18" w:space="8" w:color="{look.accent}"/></w:pBdr>'
    line = f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="{look.rule}"/></w:pBdr>'
    list_ = '<w:numPr><w:numId w:val="{}"/></w:numPr>{}<w:contextualSpacing/>'
    return (
        style(
            "Masthead",
            "Masthead",
            f'<w:tabs><w:tab w:val="right" w:pos="{look.text_width}"/></w:tabs>' + spacing(0, 200, 240),
        )
        + style("Draft", "Draft Mark", f"{spacing(0, 140)}{centre}", f"{muted(look)}{small}")
        + style(
            "Objective",
            "Objective",
            f'{side}{spacing(140, 120)}<w:ind w:left="200"/>',
            f"{fonts(look, look.heading)}{size(look.size + 4)}",
        )
        + style("Purpose", "Purpose", f"<w:keepNext/>{_gap(look, 0, 60)}")
        + style("ExitCriteria", "Exit Criteria", f"<w:keepNext/>{spacing(0, 40)}", f"{muted(look)}{small}")
        + style("Note", "Note", spacing(0, 80), f"{muted(look)}{small}")
        + style("Muted", "Muted", "", muted(look))
        + style(
            "Callout",
            "Callout",
            f'<w:keepNext/>{side}<w:shd w:val="clear" w:color="auto" w:fill="{look.band}"/>{spacing(120, 160)}'
            '<w:ind w:left="200"/>',
        )
        + style("Caption", "caption", f"{spacing(40, 140)}", f"{muted(look)}{small}")
        + style("Picture", "Picture", f"<w:keepNext/>{spacing(60, 40, 240)}")
        + style(
            "Quote", "Quote", f'{spacing(60, 120)}<w:ind w:left="340" w:right="340"/>', f"<w:i/><w:iCs/>{muted(look)}"
        )
        + style("Rule", "Rule", f"{line}{spacing(60, 120, 240)}", size(4))
        + style("ListBullet", "List Bullet", list_.format(BULLETS, spacing(0, 60)))
        + style("ListNumber", "List Number", f"{spacing(0, 60)}<w:contextualSpacing/>")
        + style("ExitList", "Exit List", list_.format(BULLETS, spacing(0, 20)), f"{muted(look)}{small}")
        + style("ListContinue", "List Continue", f'{spacing(0, 60)}<w:ind w:left="340"/>')
        + style("Milestones", "Milestones", list_.format(BULLETS, spacing(0, 40)))
    )


def _cells(look: Look) -> str:
    small = size(look.small)
    head = "FFFFFF" if look.banded else look.accent
    caps = "<w:caps/>" if look.caps else ""
    text = spacing(0, 0, look.lead - 9)
    return (
        style("TableText", "Table Text", text, small)
        + style(
            "TableHeading",
            "Table Heading",
            f"<w:keepNext/>{text}",
            f'<w:b/><w:bCs/>{caps}<w:color w:val="{head}"/>',
            based="TableText",
        )
        + style("TableHeadingNumber", "Table Heading Number", '<w:jc w:val="right"/>', based="TableHeading")
        + style("TableKey", "Table Key", "", muted(look), based="TableText")
        + style("TableNumber", "Table Number", '<w:jc w:val="right"/>', based="TableText")
        + style("TableAction", "Table Action", '<w:ind w:left="170"/>', based="TableText")
        + style("TableCancelled", "Table Cancelled", "", f"<w:strike/>{muted(look)}", based="TableText")
        + style("TableNote", "Table Note", spacing(20, 0, look.lead - 9), muted(look), based="TableText")
        + style(
            "TableBullet", "Table Bullet", f'<w:numPr><w:numId w:val="{CELL_BULLETS}"/></w:numPr>', based="TableText"
        )
        + style("TableNumbered", "Table Numbered", "", based="TableText")
        + style(
            "TableGap", "Table Gap", '<w:spacing w:before="0" w:after="0" w:line="160" w:lineRule="exact"/>', size(4)
        )
        + style("CellEnd", "Cell End", '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>', size(2))
    )


def _furniture(look: Look) -> str:
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{look.text_width}"/></w:tabs>'
    small = f"{muted(look)}{size(look.small - 1)}"
    above = f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="6" w:color="{look.rule}"/></w:pBdr>'
    below = f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="{look.rule}"/></w:pBdr>'
    return (
        style("Header", "header", f"{below}{tabs}{spacing(0, 0, 240)}", small)
        + style("FrontHeader", "Front Header", spacing(0, 0, 240), size(4))
        + style("Footer", "footer", f"{above}{tabs}{spacing(0, 0, 240)}", small)
        + character("EditionMark", "Edition Mark", f'<w:b/><w:bCs/><w:color w:val="{look.attention}"/>')
    )


def character(identity: str, name: str, face: str) -> str:
    """A character style."""
    return (
        f'<w:style w:type="character"{_made(identity)} w:styleId="{identity}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/><w:rPr>{face}</w:rPr></w:style>'
    )


def _characters(look: Look) -> str:
    def colour(value: str) -> str:
        return f'<w:color w:val="{value}"/>'

    shape = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>'
    statuses = {
        "NotStarted": look.muted,
        "InProgress": look.accent,
        "AtRisk": look.attention,
        "Blocked": look.attention,
        "Done": look.done,
        "Cancelled": look.muted,
        "NeedsNewDate": look.attention,
    }
    return (
        character("Hyperlink", "Hyperlink", f'{colour(look.accent)}<w:u w:val="single"/>')
        + character("PlaceholderText", "Placeholder Text", colour(look.muted))
        + character("Key", "Key", f"{colour(look.muted)}")
        + character("MutedText", "Muted Text", colour(look.muted))
        + character("OldDate", "Old Date", f"<w:strike/>{colour(look.muted)}")
        + character("TitleText", "Title Text", "<w:b/><w:bCs/>")
        + character("When", "When", f'<w:b w:val="0"/><w:bCs w:val="0"/>{colour(look.muted)}{size(look.small)}')
        + character("Tag", "Tag", f"<w:i/><w:iCs/>{colour(look.muted)}")
        + character("TagAttention", "Tag Attention", f"<w:i/><w:iCs/>{colour(look.attention)}")
        + character("BuyerText", "Buyer Text", colour(look.buyer))
        + character("SellerText", "Seller Text", colour(look.seller))
        + character("CodeText", "Code Text", '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/>')
        + character("Added", "Added", f'{colour(look.done)}<w:u w:val="single"/>')
        + character("Removed", "Removed", f"<w:strike/>{colour(look.muted)}")
        + character("Marked", "Marked", f'<w:shd w:val="clear" w:color="auto" w:fill="{look.band}"/>')
        + "".join(character(f"Status{name}", f"Status {name}", shape + colour(c)) for name, c in statuses.items())
    )
