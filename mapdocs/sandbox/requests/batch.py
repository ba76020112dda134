"""A batchUpdate's requests, one after the other on a draft."""

from __future__ import annotations

from collections.abc import Sequence

from mapdocs.sandbox.errors import ApiError, bad
from mapdocs.sandbox.model.tree import Json
from mapdocs.sandbox.requests import (
    cells,
    commenting,
    footnotes,
    lists,
    ranges,
    segments,
    styles,
    suggested,
    tables,
    text,
)
from mapdocs.sandbox.requests.draft import Draft, Handler, Reply

HANDLERS: dict[str, Handler] = {
    "acceptSuggestion": suggested.accept,
    "addCommentReply": commenting.add_reply,
    "addDocumentTab": segments.add_tab,
    "createFooter": segments.create_footer,
    "createFootnote": footnotes.create,
    "createHeader": segments.create_header,
    "createNamedRange": ranges.create,
    "createParagraphBullets": lists.create_bullets,
    "deleteComment": commenting.delete_comment,
    "deleteContentRange": text.delete_content,
    "deleteFooter": segments.delete_footer,
    "deleteHeader": segments.delete_header,
    "deleteNamedRange": ranges.delete,
    "deleteParagraphBullets": lists.delete_bullets,
    "deleteSuggestion": suggested.reject,
    "deleteTab": segments.delete_tab,
    "deleteTableColumn": tables.delete_column,
    "deleteTableRow": tables.delete_row,
    "insertComment": commenting.insert_comment,
    "insertDate": text.insert_date,
    "insertPageBreak": text.insert_page_break,
    "insertPerson": text.insert_person,
    "insertRichLink": text.insert_rich_link,
    "insertSectionBreak": text.insert_section_break,
    "insertTable": tables.insert_table,
    "insertTableColumn": tables.insert_column,
    "insertTableRow": tables.insert_row,
    "insertText": text.insert_text,
    "mergeTableCells": cells.merge,
    "pinTableHeaderRows": cells.pin_rows,
    "rejectSuggestion": suggested.reject,
    "replaceAllText": text.replace_all,
    "replaceNamedRangeContent": ranges.replace_content,
    "unmergeTableCells": cells.unmerge,
    "updateDocumentStyle": styles.update_document,
    "updateDocumentTabProperties": segments.update_tab,
    "updateNamedStyle": styles.update_named,
    "updateParagraphStyle": styles.update_paragraph,
    "updateSectionStyle": styles.update_section,
    "updateTableCellStyle": cells.update_cells,
    "updateTableColumnProperties": cells.update_columns,
    "updateTableRowStyle": cells.update_rows,
    "updateTextStyle": styles.update_text,
}
"""Name of a request -> what does it."""
_SUGGESTED = frozenset(
    {
        "insertText",
        "deleteContentRange",
        "replaceAllText",
        "replaceNamedRangeContent",
        "updateTextStyle",
        "insertTableRow",
        "deleteTableRow",
        "insertPerson",
        "insertDate",
        "insertRichLink",
        "insertComment",
        "addCommentReply",
        "acceptSuggestion",
        "rejectSuggestion",
    }
)


def apply(draft: Draft, requests: Sequence[Json]) -> list[Reply]:
    """Every request done, in order; ApiError 400 names the first that can't be, and the draft is of no use then."""
    replies = [_done(draft, number, request) for number, request in enumerate(requests)]
    footnotes.count(draft)
    commenting.drop_orphans(draft)
    return replies


def _done(draft: Draft, number: int, request: Json) -> Reply:
    if len(request) != 1:
        raise bad(f"Invalid requests[{number}]: {'No request set' if not request else 'More than one request set'}.")
    ((kind, told),) = request.items()
    handler = HANDLERS.get(kind)
    if handler is None:
        raise ApiError(501, f"Invalid requests[{number}].{kind}: the local server does not do this.", "UNIMPLEMENTED")
    if draft.suggestion and kind not in _SUGGESTED:
        raise bad(f"Invalid requests[{number}].{kind}: this can't be suggested.")
    try:
        return handler(draft, told)
    except ApiError as error:
        raise ApiError(error.code, f"Invalid requests[{number}].{kind}: {error.message}", error.status) from None
