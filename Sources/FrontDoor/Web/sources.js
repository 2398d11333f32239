// Sources of an answer, and the panel that shows the passage behind one.

import { el, icon } from "./dom.js";
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
      el("span", { class: "source-title" }, source.title ?? fileName(source)),
      el("span", { class: "source-place" }, where(source))))));
}

function openPassage(source) {
  const name = fileName(source);
  panel.open("passage", `Source ${source.number ?? ""}`.trim(), async (body) => {
    const text = el("div", { class: "passage-text" }, el("p", { class: "passage" }, source.text ?? ""));
    body.append(
      el("div", { class: "passage-head" }, kindIcon(name),
        el("div", {}, el("h3", {}, source.title ?? name),
          el("p", {}, [name, place(source)].filter(Boolean).join(", ")))),
      text);
    if (!source.id || !source.source) return;
    text.setAttribute("aria-busy", "true");
    const path = `/documents/${encodeURIComponent(source.source)}/passages/${encodeURIComponent(source.id)}`;
    try {
      const passage = await get(path);
      const around = (label, part) => part && el("p", { class: "around", "aria-label": label }, part);
      text.replaceChildren(...[
        around("The passage before", passage.before), el("p", { class: "passage" }, el("mark", {}, passage.text)),
        around("The passage after", passage.after),
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
