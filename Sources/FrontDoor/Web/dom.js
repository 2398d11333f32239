// Elements, icons and figures. Text becomes text nodes: nothing here reads HTML.

/** Makes an element. `attributes` may hold `class`, `on…` listeners, booleans and plain attributes. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}

/** A table that scrolls sideways where it is wider than the page. `sides` says how columns are aligned. */
export function table(head, rows, sides = []) {
  const row = (tag, cells, more) => el("tr", {}, cells.map((cell, index) => {
    const made = el(tag, { class: sides[index], dir: "auto", ...more }, cell);
    // Dates and numbers of articles do not break at their hyphens.
    if (/^\S{1,20}$/.test(made.textContent)) made.classList.add("whole");
    return made;
  }));
  return el("div", { class: "table", tabindex: 0, role: "region", "aria-label": "Table" }, el("table", {},
    el("thead", {}, row("th", head, { scope: "col" })), el("tbody", {}, rows.map((cells) => row("td", cells)))));
}

/**
 * Draws a list again only where it differs, so that a pressed button stays pressed. The focus stays in its row; where
 * that is gone, or has nothing left to press, it goes to the row beside it, or else to `otherwise`.
 *
 * Rows are told apart by `data-key`, and are drawn again when their `data-state` is another.
 */
export function redraw(list, rows, otherwise) {
  const focused = [...list.children].findIndex((row) => row.contains(document.activeElement));
  const old = new Map([...list.children].map((row) => [row.dataset.key, row]));
  const next = rows.map((row) => {
    const before = old.get(row.dataset.key);
    return before && (before.dataset.state === row.dataset.state || before.querySelector(".asking")) ? before : row;
  });
  for (const row of [...list.children]) if (!next.includes(row)) row.remove();
  next.forEach((row, index) => {
    if (list.children[index] !== row) list.insertBefore(row, list.children[index] ?? null);
  });
  if (focused < 0 || list.contains(document.activeElement)) return;
  const buttons = next.map((row) => row.querySelector("button"));
  const place = Math.min(focused, buttons.length);
  (buttons.slice(place).find(Boolean) ?? buttons.slice(0, place).findLast(Boolean) ?? otherwise)?.focus();
}

export const byId = (id) => document.getElementById(id);

const PATHS = {
  plus: "M12 5v14M5 12h14",
  send: "M12 19V5M6 11l6-6 6 6",
  stop: "M7.5 7.5h9v9h-9z",
  close: "M6 6l12 12M18 6 6 18",
  menu: "M4 7h16M4 12h16M4 17h10",
  trash: "M5 7h14M10 7V5h4v2M7 7l1 12h8l1-12M10.5 11v5M13.5 11v5",
  document: "M7 3.5h7l4 4V20.5H7zM14 3.5v4h4M10 12h5M10 15.5h5",
  sheet: "M5 4.5h14v15H5zM5 9.5h14M5 14.5h14M11 9.5v10",
  pdf: "M7 3.5h7l4 4V20.5H7zM14 3.5v4h4M9.5 16.5c3-1 4.5-5 3-6.5s-2 3.5 3 6",
  activity: "M3.5 12h4l2.5-7 4 14 2.5-7h4",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4",
  moon: "M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z",
  system: "M4 5h16v11H4zM9 20h6M12 16v4",
  upload: "M12 16V5M7 10l5-5 5 5M5 19h14",
  again: "M19 12a7 7 0 1 1-2.2-5.1M19 4v4h-4",
  warning: "M12 4.5 21 19.5H3zM12 10.5v4M12 17v.01",
  check: "M5 12.5l4.5 4.5L19 7.5",
};

const SVG = "http://www.w3.org/2000/svg";

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** Says something to screen readers alone. */
export function announce(text) {
  byId("status").textContent = text;
}

export function bytesText(count) {
  if (count < 1024) return `${count} bytes`;
  if (count < 1024 * 1024) return `${Math.round(count / 1024)} KB`;
  return `${(count / 1024 / 1024).toFixed(1).replace(/\.0$/, "")} MB`;
}

export function durationText(microseconds) {
  if (microseconds < 1000) return `${microseconds} µs`;
  if (microseconds < 1_000_000) return `${(microseconds / 1000).toFixed(microseconds < 10_000 ? 1 : 0)} ms`;
  return `${(microseconds / 1_000_000).toFixed(2)} s`;
}

/** Billionths of a dollar with two digits that say something: $1.25, $0.0021, < $0.000001. */
export function priceText(nanodollars) {
  if (!nanodollars) return "$0";
  if (nanodollars < 1000) return "< $0.000001";
  const dollars = nanodollars / 1e9;
  if (dollars >= 1) return `$${dollars.toFixed(2)}`;
  const digits = Math.min(6, Math.max(2, 1 - Math.floor(Math.log10(dollars))));
  return `$${dollars.toFixed(digits)}`;
}

export function countText(count, one, many = `${one}s`) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/** "just now", "5 min ago", "14:05", "Tue", "3 Mar" */
export function agoText(time) {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return "";
  const minutes = (Date.now() - date.getTime()) / 60_000;
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${Math.floor(minutes)} min ago`;
  if (date.toDateString() === new Date().toDateString()) {
    return date.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  }
  if (minutes < 6 * 24 * 60) return date.toLocaleDateString([], { weekday: "short" });
  return date.toLocaleDateString([], { day: "numeric", month: "short" });
}

/** A button that asks once more before it acts: the second press counts. */
export function confirmButton(label, question, act) {
  let timer;
  const button = el("button", { type: "button", class: "quiet icon", "aria-label": label, title: label }, icon("trash"));
  const reset = () => {
    clearTimeout(timer);
    button.classList.remove("asking");
    button.setAttribute("aria-label", label);
    button.replaceChildren(icon("trash"));
  };
  button.addEventListener("click", (event) => {
    event.stopPropagation();
    if (button.classList.contains("asking")) {
      reset();
      act();
      return;
    }
    button.classList.add("asking");
    button.setAttribute("aria-label", question);
    button.replaceChildren(document.createTextNode("Delete?"));
    announce(question);
    timer = setTimeout(reset, 4000);
  });
  button.addEventListener("blur", reset);
  button.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !button.classList.contains("asking")) return;
    event.stopPropagation();
    reset();
  });
  return button;
}
