// Sources of an answer, and the panel that shows the passage behind one.

import { el, icon, table } from "./dom.js";
import { get } from "./api.js";
import { panel } from "./panels.js";

export const fileName = (source) => (source.source ?? "").split("/").pop() || source.title || "Document";

/** `page 3`, `sheet Costs, row 12` */
export function place(source) {
  if (source.page) return `page ${source.page}`;
  if (!source.sheet) return "";
  return source.row ? `sheet ${source.sheet}, row ${source.row}` : `sheet ${source.sheet}`;
}

export function kindIcon(name) {
  if (/\.(xlsx|xlsm|xls|csv)$/i.test(name)) return icon("sheet");
  return icon(/\.pdf$/i.test(name) ? "pdf" : "document");
}

const described = (source) => [source.title ?? fileName(source), place(source)].filter(Boolean).join(", ");

/** The mark in the text. */
export function citation(number, source) {
  return el("button", {
    type: "button", class: "citation", title: described(source),
    "aria-label": `Source ${number}: ${described(source)}`, onclick: () => openPassage(source),
  }, String(number));
}

const where = (source) => place(source) || (fileName(source) === source.title ? "" : fileName(source));

/** The list under an answer. */
export function sourceList(sources) {
  return el("ol", { class: "sources", "aria-label": "Sources" }, sources.map((source) => el("li", {},
    el("button", { type: "button", class: "source", onclick: () => openPassage(source) },
      el("span", { class: "number" }, String(source.number)),
      el("span", { class: "source-title", dir: "auto" }, source.title ?? fileName(source)),
      el("span", { class: "source-place", dir: "auto" }, where(source))))));
}

/** The text of a passage; rows of a table, `a | b | c`, as a table again. */
function passage(text, isMarked) {
  const blocks = [];
  const cells = (line) => line.split(" | ");
  for (const line of text.split("\n")) {
    const [last] = blocks.slice(-1);
    const width = cells(line).length;
    if (last && last.width === width) last.lines.push(line);
    else blocks.push({ width, lines: [line] });
  }
  return blocks.map(({ width, lines }) => {
    if (width > 1 && lines.length > 1) {
      const [head, ...rows] = lines.map(cells);
      return table(head, rows);
    }
    const words = lines.join("\n").trim();
    return words && el("p", { dir: "auto" }, isMarked ? el("mark", {}, words) : words);
  });
}

function openPassage(source) {
  const name = fileName(source);
  panel.open("passage", `Source ${source.number ?? ""}`.trim(), async (body) => {
    const part = (kind, label, words) => words &&
      el("div", { class: kind, role: "group", "aria-label": label }, passage(words, kind === "passage"));
    const text = el("div", { class: "passage-text" }, el("p", { dir: "auto" }, source.text ?? ""));
    body.append(
      el("div", { class: "passage-head" }, kindIcon(name),
        el("div", {}, el("h3", { dir: "auto" }, source.title ?? name),
          el("p", {}, el("bdi", {}, name), place(source) && `, ${place(source)}`))),
      text);
    if (!source.id || !source.source) return;
    text.setAttribute("aria-busy", "true");
    const path = `/documents/${encodeURIComponent(source.source)}/passages/${encodeURIComponent(source.id)}`;
    try {
      const found = await get(path);
      text.replaceChildren(...[
        part("around", "The passage before", found.before), part("passage", "The passage that is cited", found.text),
        part("around", "The passage after", found.after),
      ].filter(Boolean));
      text.querySelector(".passage").scrollIntoView({ block: "center" });
    } catch (error) {
      const words = error.status === 404 ? "The document has changed since; this is what was cited." : error.message;
      text.prepend(el("p", { class: "note" }, words));
    } finally {
      text.removeAttribute("aria-busy");
    }
  });
}
