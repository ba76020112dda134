"use strict";
(() => {
  const paper = () => document.getElementById("paper");
  const told = document.getElementById("told");
  const suggest = document.getElementById("suggest");
  const ask = document.getElementById("ask");
  let active = null; // the paragraph that is edited, or was last
  let saving = Promise.resolve();

  const say = (text, wrong) => {
    told.textContent = text;
    told.className = wrong ? "wrong" : "";
  };

  // A paragraph's text in the document's units: a chip is as many private characters as it has units.
  const textOf = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType !== Node.ELEMENT_NODE) return "";
    if (node.dataset.units !== undefined) return "\ue907".repeat(Number(node.dataset.units));
    if (node.tagName === "BR") return "\n";
    return [...node.childNodes].map(textOf).join("");
  };
  const unitsBefore = (block, node, offset) => {
    const range = document.createRange();
    range.setStart(block, 0);
    range.setEnd(node, offset);
    const holder = document.createElement("div");
    holder.append(range.cloneContents());
    return textOf(holder).length;
  };

  const place = (block) => {
    const cell = block.closest("td[data-table]");
    return {
      as: document.getElementById("who").value,
      tab: paper().dataset.tab,
      segment: block.dataset.segment,
      start: Number(block.dataset.start),
      before: block.before ?? textOf(block),
      suggest: suggest ? suggest.checked : false,
      ...(cell ? { table: Number(cell.dataset.table), row: Number(cell.dataset.row), column: Number(cell.dataset.column) } : {}),
    };
  };

  const send = async (said) => {
    const answer = await fetch(location.pathname, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(said),
    });
    if (!answer.ok) throw new Error(await answer.text());
  };

  const refresh = async () => {
    const answer = await fetch(location.href);
    if (!answer.ok) return say("The document is gone.", true);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const id of ["paper", "margin"]) document.getElementById(id).replaceWith(page.getElementById(id));
    document.querySelector(".bar h1").textContent = page.querySelector(".bar h1").textContent;
    active = null;
    enable();
  };

  const work = (said, words) => {
    saving = saving.then(async () => {
      say("Saving…");
      try {
        await send(said);
        await refresh();
        say(words);
      } catch (error) {
        say(error.message, true);
        if (said.after !== undefined) say(`${error.message} You had written: ${said.after}`, true);
        await refresh();
      }
    });
    return saving;
  };

  const enable = () => {
    for (const button of document.querySelectorAll("[data-act]")) {
      const inTable = ["row", "unrow", "column"].includes(button.dataset.act);
      button.disabled = !active || (inTable && !active.closest("td[data-table]"));
    }
    for (const near of document.querySelectorAll("td.near")) near.classList.remove("near");
    active?.closest("td")?.classList.add("near");
  };

  const open = (block) => {
    if (active === block && block.isContentEditable) return;
    active = block;
    enable();
    if (!suggest) return; // may only read
    block.before = textOf(block);
    block.setAttribute("contenteditable", "plaintext-only");
    if (!block.isContentEditable) block.setAttribute("contenteditable", "true");
    block.focus();
  };

  const close = (block, keep) => {
    if (block.before === undefined) return;
    const after = textOf(block);
    const before = block.before;
    block.before = undefined; // what follows takes the focus away, which would close it again
    block.removeAttribute("contenteditable");
    if (!keep || after === before) {
      if (!keep && after !== before) refresh();
      return;
    }
    work({ ...place(block), action: "text", before, after }, suggest.checked ? "Suggested." : "Saved.");
  };

  document.addEventListener("click", (event) => {
    const block = event.target.closest(".paper .para");
    if (block && !event.target.closest("a")) {
      const fresh = !block.isContentEditable;
      open(block);
      if (fresh) caretAt(event.clientX, event.clientY, block);
      const number = event.target.closest("mark")?.dataset.comment;
      for (const card of document.querySelectorAll("[data-card]")) card.classList.toggle("near", card.dataset.card === number);
      return;
    }
    const cell = event.target.closest(".paper td");
    if (cell) open(cell.querySelector(".para"));
  });
  const caretAt = (x, y, block) => {
    const spot = document.caretRangeFromPoint?.(x, y);
    if (spot && block.contains(spot.startContainer)) getSelection().setBaseAndExtent(spot.startContainer, spot.startOffset, spot.startContainer, spot.startOffset);
  };
  document.addEventListener("focusout", (event) => {
    if (event.target.classList?.contains("para")) close(event.target, true);
  });
  document.addEventListener("keydown", (event) => {
    const block = event.target.closest?.(".para");
    if (!block) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      block.blur();
    } else if (event.key === "Escape") {
      event.preventDefault();
      close(block, false);
      block.blur();
    }
  });

  // A tool keeps the focus where it is, so that nothing is saved twice.
  document.querySelector(".bar").addEventListener("mousedown", (event) => {
    if (event.target.closest("[data-act]")) event.preventDefault();
  });
  document.addEventListener("click", async (event) => {
    const act = event.target.closest("[data-act]")?.dataset.act;
    if (!act || !active) return;
    const block = active;
    const typed = block.before !== undefined && textOf(block) !== block.before;
    if (typed) return say("Press Enter to save what you wrote first.", true);
    const where = place(block);
    if (act !== "comment") {
      block.before = undefined;
      return work({ ...where, action: act }, suggest.checked ? "Suggested." : "Saved.");
    }
    const chosen = getSelection();
    let [first, end] = [0, 0];
    if (chosen.rangeCount && !chosen.isCollapsed && block.contains(chosen.anchorNode) && block.contains(chosen.focusNode)) {
      const range = chosen.getRangeAt(0);
      first = unitsBefore(block, range.startContainer, range.startOffset);
      end = unitsBefore(block, range.endContainer, range.endOffset);
    }
    const text = textOf(block);
    document.getElementById("quote").textContent = end > first ? text.slice(first, end) : text;
    document.getElementById("said").value = "";
    ask.returnValue = "";
    ask.onclose = () => {
      const content = document.getElementById("said").value.trim();
      if (ask.returnValue === "ok" && content) work({ ...where, action: "comment", first, end, content }, "Commented.");
    };
    ask.showModal();
  });

  // The margin's forms work without this; with it, the page stays where it is.
  document.addEventListener("submit", (event) => {
    if (!event.target.closest("#margin")) return;
    event.preventDefault();
    work(Object.fromEntries(new FormData(event.target, event.submitter)), "Done.");
  });

  document.getElementById("who").addEventListener("change", (event) => {
    const query = new URLSearchParams({ as: event.target.value, tab: paper().dataset.tab });
    location.search = query.toString();
  });

  // What others do is shown as soon as nobody is typing here.
  setInterval(async () => {
    if (document.hidden || ask.open || document.activeElement?.closest?.(".para, #margin")) return;
    try {
      const answer = await fetch(`${location.pathname}/version`);
      if (answer.ok && (await answer.text()) !== paper().dataset.version) {
        await refresh();
        say("Somebody changed the document.");
      }
    } catch {
      say("The sandbox does not answer.", true);
    }
  }, 2000);
})();
