"""The pages: what they show of a document, and what people do on them."""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlencode

import pytest
from markupsafe import Markup

from mapdocs.sandbox.comments import Person
from mapdocs.sandbox.entry import Entry, Permission, new_entry
from mapdocs.sandbox.errors import ApiError
from mapdocs.sandbox.page.actions import act, acting_as, people_of, replaced
from mapdocs.sandbox.page.glyphs import Counter, numeral
from mapdocs.sandbox.page.looks import cell_css, colour, named_css, page_css, paragraph_css, text_css
from mapdocs.sandbox.page.margin import numbered, show_margin
from mapdocs.sandbox.page.paper import show_paper
from mapdocs.sandbox.requests.batch import apply
from mapdocs.sandbox.requests.draft import Draft
from mapdocs.sandbox.requests.lists import list_properties
from mapdocs.sandbox.server import Server
from mapdocs.sandbox.state import State
from mapdocs.sandbox.store import Store, Ticking
from tests.clients import Clients
from tests.drafts import at_cell, delete, draft, insert, lines, look, says, table

ANA = Person("ana@seller.example", "Ana")
EVIL = "<script>alert(1)</script>\" onclick='x' &amp;"


def entry_of(made: Draft) -> Entry:
    return replace(new_entry(made.document, ANA, "2026-11-23T09:00:00.000Z", {}, {}), comments=made.comments)


def paper(made: Draft) -> str:
    return str(show_paper(made.document.tabs[0], numbered(entry_of(made), made.document.tabs[0])))


# ---------------------------------------------------------------- looks and glyphs


def test_looks_are_css() -> None:
    """Colours, sizes, lines, fonts; what a font's name can't hold is left out."""
    red = {"color": {"rgbColor": {"red": 1.0, "green": 0.5}}}
    assert "#ff8000" == colour(red)
    assert ("", "#000000") == (colour({}), colour({"color": {"rgbColor": {}}}))
    style = {"bold": True, "underline": True, "strikethrough": True, "foregroundColor": red}
    assert "font-weight:700;text-decoration:underline line-through;color:#ff8000" == text_css(style)
    family = {"weightedFontFamily": {"fontFamily": "Arial';} body{x", "weight": 400}}
    assert "font-family:'Arial bodyx',Arial,sans-serif" == text_css(family)
    assert "margin-inline-start:36pt;text-indent:-18pt" in paragraph_css(
        {"indentStart": {"magnitude": 36}, "indentFirstLine": {"magnitude": 18}}
    )
    line = {"width": {"magnitude": 1}, "dashStyle": "DASH", "color": red}
    assert "border-top:1pt dashed #ff8000" in cell_css({"borderTop": line, "borderLeft": {"width": {}}})
    assert "border-left:0 none" in cell_css({"borderTop": line, "borderLeft": {"width": {}}})


def test_named_styles_and_pages_are_css() -> None:
    """Each named style is a rule; the paper has its size."""
    tab = draft().document.tabs[0]
    assert ".paper .s-HEADING_1{" in named_css(tab)
    assert "--wide:612pt;--high:792pt;--margins:72pt 72pt 72pt 72pt" == page_css(tab)


def test_lists_are_counted() -> None:
    """By level, as their kind has it."""
    lists = {"a": {"listProperties": list_properties("NUMBERED_DECIMAL_NESTED")}}
    counter = Counter(lists)
    found = [counter.glyph({"listId": "a", "nestingLevel": depth}) for depth in (0, 1, 1, 0, 1)]
    assert ["1.", "1.1.", "1.2.", "2.", "2.1."] == found
    assert "•" == counter.glyph({"listId": "none"})
    kinds = ("DECIMAL", "ZERO_DECIMAL", "ALPHA", "UPPER_ALPHA", "ROMAN", "UPPER_ROMAN", "NONE")
    assert ["28", "28", "bb", "BB", "xxviii", "XXVIII", ""] == [numeral(kind, 28) for kind in kinds]


# ---------------------------------------------------------------- paper


def test_everything_is_escaped() -> None:
    """Text, titles, names of people, addresses of links, comments, fonts."""
    made = draft(text=EVIL)
    comment = {"insertComment": {"range": {"startIndex": 1, "endIndex": 5}, "content": EVIL}}
    chip = {"insertPerson": {"location": {"index": 1}, "personProperties": {"email": "a@b.example", "name": EVIL}}}
    apply(made, [comment, chip, look(2, 8, link={"url": f"https://x.example/{EVIL}"})])
    entry = entry_of(made)
    margin = show_margin(entry, made.document.tabs[0], acting_as(entry, ""), Markup())
    for shown in (paper(made), str(margin)):
        assert "<script" not in shown
        assert "&lt;script&gt;" in shown
        assert "onclick='x'" not in shown


@pytest.mark.parametrize("url", ["javascript:alert(1)", " javascript:x", "data:text/html,x", "file:///etc", "//[x"])
def test_links_lead_only_to_safe_places(url: str) -> None:
    """Others are shown as text."""
    assert "href" not in paper(draft(look(1, 3, link={"url": url}), text="ab"))


def test_every_paragraph_says_where_it_begins() -> None:
    """In the body, in cells, in headers; headings are headings."""
    made = draft(table(3, 1, 2), {"createHeader": {"type": "DEFAULT"}}, text="ab")
    header = made.document.tabs[0].style["defaultHeaderId"]
    apply(made, [insert(0, "top", segmentId=header), insert(7, "cell")])
    shown = paper(made)
    found = re.findall(r'<p class="para [^>]*data-start="(\d+)" data-segment="([^"]*)"', shown)
    assert [("0", header), ("1", ""), ("7", ""), ("13", ""), ("15", "")] == found
    assert 'data-table="4" data-row="0" data-column="1"' in shown
    style = {"namedStyleType": "HEADING_2"}
    span = {"startIndex": 1, "endIndex": 2}
    apply(made, [{"updateParagraphStyle": {"range": span, "paragraphStyle": style, "fields": "namedStyleType"}}])
    assert '<h3 class="para s-HEADING_2"' in paper(made)


def test_suggestions_and_comments_are_marked() -> None:
    """What is to come, what is to go, what is talked about."""
    made = draft(text="due 11 Dec")
    apply(made, [{"insertComment": {"range": {"startIndex": 8, "endIndex": 11}, "content": "?"}}])
    made.suggestion = "s.1"
    apply(made, [delete(5, 7), insert(7, "18")])
    assert 'due <del>11</del><ins>18</ins> <mark data-comment="1">Dec</mark>' in paper(made)


def test_merged_cells_and_chips() -> None:
    """A cell that another covers is not shown; a chip counts as its units."""
    merge = {"mergeTableCells": {"tableRange": {"tableCellLocation": at_cell(2, 0, 0), "rowSpan": 1, "columnSpan": 2}}}
    person = {"insertPerson": {"location": {"index": 1}, "personProperties": {"email": "a@b.example"}}}
    shown = paper(draft(table(1, 1, 2), merge, person))
    assert 1 == shown.count("<td")
    assert 'rowspan="1" colspan="2"' in shown
    assert 'contenteditable="false" data-units="1" title="person">a@b.example</span>' in shown


# ---------------------------------------------------------------- actions


def state_with(made: Draft, *permissions: Permission) -> tuple[State, Entry]:
    state = State(Store(None), Ticking())
    entry = entry_of(made)
    return state, state.store.put(replace(entry, permissions=(*entry.permissions, *permissions)))


def texts(state: State) -> list[object]:
    entry = state.store.entries["doc"]
    return says(Draft(entry.document, ANA, ""))


def test_text_is_changed_by_the_smallest_edit() -> None:
    """So that what hangs on the rest of it stays; a comment on all of it lives."""
    made = draft(text="due 11 Dec 😀")
    apply(made, [{"insertComment": {"range": {"startIndex": 5, "endIndex": 7}, "content": "?"}}])
    state, entry = state_with(made)
    act(state, entry, {"action": "text", "start": 1, "before": "due 11 Dec 😀", "after": "due 18 Dec 😁\nx"})
    assert ["due 18 Dec 😁\x0bx"] == texts(state)
    assert not state.store.entries["doc"].comments[0].deleted


@pytest.mark.parametrize(
    ("gone", "new", "expected"),
    [
        ("", "x", [("+", 5, "x")]),
        ("ab", "", [("-", 5, 7)]),
        ("ab", "xy", [("+", 6, "xy"), ("-", 8, 9), ("-", 5, 6)]),
        ("\ud83d\ude00", "x", [("+", 7, "x"), ("-", 5, 7)]),
        ("a", "x", [("+", 6, "x"), ("-", 5, 6)]),
    ],
)
def test_new_text_is_put_inside_the_old_before_that_goes(gone: str, new: str, expected: list[object]) -> None:
    """Unless it is suggested: then it stands behind."""
    found: list[object] = []
    for request in replaced({}, 5, gone, new, suggest=False):
        if "insertText" in request:
            found.append(("+", request["insertText"]["location"]["index"], request["insertText"]["text"]))
        else:
            span = request["deleteContentRange"]["range"]
            found.append(("-", span["startIndex"], span["endIndex"]))
    assert expected == found
    (put, *_) = replaced({}, 5, "ab", "x", suggest=True)
    assert 7 == put["insertText"]["location"]["index"]


def test_rows_lines_and_columns_come_and_go() -> None:
    """At the cell or line that was clicked."""
    state, entry = state_with(draft(table(1, 2, 1), insert(8, "b"), insert(5, "a")))
    spot = {"start": 5, "before": "a", "table": 2, "row": 0, "column": 0}
    for action in ("row", "column"):
        act(state, entry, {"action": action, **spot})
        entry = state.store.entries["doc"]
    assert ["", [["a", ""], ["", ""], ["b", ""]], ""] == texts(state)
    act(state, entry, {"action": "unrow", **spot})
    entry = state.store.entries["doc"]
    act(state, entry, {"action": "line", "start": 1, "before": ""})
    assert ["", "", [["", ""], ["b", ""]], ""] == texts(state)
    act(state, state.store.entries["doc"], {"action": "unline", "start": 1, "before": ""})
    assert ["", [["", ""], ["b", ""]], ""] == texts(state)


def test_what_changed_meanwhile_is_not_written_over() -> None:
    """The page is told to look again."""
    state, entry = state_with(draft(text="ab"))
    for start, before in ((1, "abc"), (2, "ab"), (9, "")):
        with pytest.raises(ApiError) as error:
            act(state, entry, {"action": "text", "start": start, "before": before, "after": "x"})
        assert 409 == error.value.code
    for wrong in ({"action": "text", "start": "one"}, {"action": "dance"}, {}):
        with pytest.raises(ApiError):
            act(state, entry, {"start": 1, "before": "ab", **wrong})


def test_suggestions_and_comments_are_answered() -> None:
    """Made under a name, accepted, rejected, replied to, resolved."""
    state, entry = state_with(draft(text="due 11 Dec"))
    typed = {"action": "text", "start": 1, "before": "due 11 Dec", "after": "due 18 Dec", "suggest": True}
    act(state, entry, {**typed, "as": "buyer@buyer.example"})
    entry = state.store.entries["doc"]
    ((ident, who),) = entry.suggesters.items()
    assert "buyer@buyer.example" == who
    margin = str(show_margin(entry, entry.document.tabs[0], acting_as(entry, ""), Markup()))
    assert "Replace “1” with “8”" in margin
    act(state, entry, {"action": "accept", "suggestion": ident})
    assert ["due 18 Dec"] == texts(state)
    spot = {"start": 1, "before": "due 18 Dec", "first": 4, "end": 6}
    act(state, state.store.entries["doc"], {"action": "comment", **spot, "content": "Why?"})
    (comment,) = state.store.entries["doc"].comments
    assert ("18", "Why?", "Buyer") == (comment.quote, comment.content, comment.author.name)
    act(state, state.store.entries["doc"], {"action": "reply", "comment": comment.id, "content": "So."})
    act(state, state.store.entries["doc"], {"action": "resolve", "comment": comment.id})
    (comment,) = state.store.entries["doc"].comments
    assert (True, ["So.", ""]) == (comment.resolved, [reply.content for reply in comment.replies])


def test_roles_hold_on_the_page_as_well() -> None:
    """A reader does nothing, a commenter only suggests and comments; without sharing there is a buyer."""
    reader = Permission("1", "reader", "user", "r@x.example")
    commenter = Permission("2", "commenter", "user", "c@x.example")
    state, entry = state_with(draft(text="ab"), reader, commenter)
    assert ["r@x.example", "c@x.example", ANA.email] == [one.email for one in people_of(entry)]
    assert ["buyer@buyer.example", ANA.email] == [one.email for one in people_of(entry_of(draft()))]
    typed = {"action": "text", "start": 1, "before": "ab", "after": "abc"}
    with pytest.raises(ApiError, match="may not"):
        act(state, entry, {**typed, "as": "r@x.example"})
    act(state, entry, {**typed, "as": "c@x.example"})
    entry = state.store.entries["doc"]
    (ident,) = entry.suggesters
    with pytest.raises(ApiError, match="may not"):
        act(state, entry, {"action": "accept", "suggestion": ident, "as": "r@x.example"})
    act(state, entry, {"action": "reject", "suggestion": ident, "as": "c@x.example"})
    assert ["ab"] == texts(state)


# ---------------------------------------------------------------- over HTTP


def ask(
    server: Server, method: str, path: str, body: str = "", **headers: str
) -> tuple[int, str, http.client.HTTPMessage]:
    connection = http.client.HTTPConnection(server.base_url.removeprefix("http://"), timeout=10)
    connection.request(method, path, body.encode(), {name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    told = answer.read().decode()
    connection.close()
    return answer.status, told, answer.headers


def test_pages_carry_all_that_they_need(server: Server, google: Clients) -> None:
    """The list and a document: no other address in them, and a policy that lets none in."""
    ident = google.create("Plan <b>")
    google.update(ident, insert(1, "Hello"))
    for path in ("/", f"/d/{ident}"):
        status, text, headers = ask(server, "GET", path)
        assert 200 == status
        assert "Plan &lt;b&gt;" in text
        assert [] == re.findall(r'(?:src|href|action)="(?!/|#|\?|data:,)[^"]*"', text)
        assert "default-src 'none'" in (headers["Content-Security-Policy"] or "")
    assert 404 == ask(server, "GET", "/d/none")[0]


def test_forms_work_without_script(server: Server, google: Clients) -> None:
    """A document is made, a comment resolved; the browser is sent back to the page."""
    status, _, headers = ask(server, "POST", "/new", urlencode({"name": "Mine"}))
    path = headers["Location"] or ""
    ident = path.removeprefix("/d/")
    assert (303, "Mine") == (status, google.get(ident)["title"])
    google.drive.comments().create(fileId=ident, body={"content": "Why?"}, fields="id").execute()
    (comment,) = re.findall(r'name="comment" value="([^"]+)"', ask(server, "GET", path)[1])[:1]
    form = urlencode({"action": "resolve", "comment": comment, "as": "you@sandbox.example"})
    status, _, headers = ask(server, "POST", path, form, content_type="application/x-www-form-urlencoded")
    assert (303, f"{path}?as=you%40sandbox.example&tab=") == (status, headers["Location"])
    assert "1 resolved" in ask(server, "GET", path)[1]


def test_the_script_is_answered_in_words(server: Server, google: Clients) -> None:
    """204 where it is done, else what was wrong."""
    path = f"/d/{google.create()}"
    typed = {"action": "text", "start": 1, "before": "", "after": "Hello"}
    json_type = {"content_type": "application/json"}
    before = ask(server, "GET", f"{path}/version")[1]
    assert 204 == ask(server, "POST", path, json.dumps(typed), **json_type)[0]
    assert before != ask(server, "GET", f"{path}/version")[1]
    status, text, _ = ask(server, "POST", path, json.dumps(typed), **json_type)
    assert (409, "The document changed meanwhile. Look at it again.") == (status, text)
    assert 400 == ask(server, "POST", path, "{", **json_type)[0]
    assert 404 == ask(server, "POST", "/d/none", json.dumps(typed), **json_type)[0]
    assert "gone" == ask(server, "GET", "/d/none/version")[1]
    assert 403 == ask(server, "POST", path, json.dumps(typed), origin="https://evil.example", **json_type)[0]


def test_a_documents_tabs_are_shown(server: Server, google: Clients, as_user: Callable[[str], Clients]) -> None:
    """One at a time."""
    ident = google.create()
    server.edit(ident, {"addDocumentTab": {"tabProperties": {"title": "Notes"}}})
    tab = google.get(ident)["tabs"][1]["tabProperties"]["tabId"]
    google.update(ident, insert(1, "On the second", tabId=tab))
    assert "On the second" not in ask(server, "GET", f"/d/{ident}")[1]
    assert "On the second" in ask(server, "GET", f"/d/{ident}?tab={tab}")[1]
    typed = {"action": "text", "start": 1, "before": "On the second", "after": "On the first", "tab": tab}
    ask(server, "POST", f"/d/{ident}", json.dumps(typed), content_type="application/json")
    assert ["On the first"] == lines(google.get(ident)["tabs"][1]["documentTab"]["body"]["content"])
