// The documents of the knowledge base: adding, watching and deleting them.

import { agoText, announce, byId, bytesText, confirmButton, countText, el, icon } from "./dom.js";
import { Failure, get, remove, upload } from "./api.js";
import { panel } from "./panels.js";
import { kindIcon } from "./sources.js";

let documents = null;
let limits = { document_bytes: 50 * 1024 * 1024, files_per_upload: 50 };
/** Uploads under way and files that were refused: `{name, share?, reason?}`. */
let uploads = [];
let problem = null;
let timer;
let changed = () => {};

const PENDING = ["received", "processing", "deleting"];

/** @param onchange is told how many documents are ready and how many there are. */
export function startDocuments(settings, onchange) {
  limits = { ...limits, ...settings };
  changed = onchange;
  const open = byId("open-documents");
  open.append(icon("document"), el("span", {}, "Documents"), el("span", { class: "badge", id: "documents-count" }));
  open.addEventListener("click", () => { if (panel.shows === "documents") panel.close(); else openDocuments(); });
  byId("topbar-documents").append(icon("document"));
  byId("topbar-documents").addEventListener("click", () => openDocuments());
  byId("files").addEventListener("change", (event) => {
    add([...event.target.files]);
    event.target.value = "";
  });
  startDropping();
  refresh();
}

export function openDocuments({ focus = true } = {}) {
  panel.open("documents", "Documents", (body) => {
    body.append(
      el("button", { type: "button", class: "wide add", onclick: () => byId("files").click() },
        icon("upload"), "Add documents"),
      el("p", { class: "note" }, `Excel workbooks, PDFs and text, up to ${bytesText(limits.document_bytes)} each. Or drop them anywhere on this page.`),
      el("div", { id: "documents-problem", role: "alert" }),
      el("ul", { id: "uploads", "aria-label": "Uploads", "aria-live": "polite" }),
      el("ul", { id: "documents", "aria-label": "Documents" }));
    draw();
    refresh();
  }, { focus });
}

function startDropping() {
  let depth = 0;
  const drop = byId("drop");
  const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  const show = (isShown) => { drop.hidden = !isShown; };
  addEventListener("dragenter", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth += 1;
    show(true);
  });
  addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
  });
  addEventListener("dragleave", (event) => {
    if (!hasFiles(event)) return;
    depth -= 1;
    if (depth <= 0) show(false);
  });
  addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth = 0;
    show(false);
    add([...event.dataTransfer.files]);
  });
}

async function add(files) {
  if (!files.length) return;
  if (panel.shows !== "documents") openDocuments();
  const isFit = (file) => file.size > 0 && file.size <= limits.document_bytes;
  uploads = uploads.filter((item) => !item.reason);
  for (const file of files.filter((other) => !isFit(other))) {
    const reason = file.size ? `It is larger than ${bytesText(limits.document_bytes)}.` : "It is empty.";
    uploads.push({ name: file.name, reason });
  }
  const fit = files.filter(isFit);
  for (let start = 0; start < fit.length; start += limits.files_per_upload) {
    await send(fit.slice(start, start + limits.files_per_upload));
  }
  draw();
}

async function send(files) {
  const items = files.map((file) => ({ name: file.name, share: 0 }));
  uploads.push(...items);
  draw();
  try {
    const outcomes = await upload(files, (share) => {
      for (const item of items) item.share = share;
      draw();
    });
    const refused = outcomes.filter((outcome) => outcome.state === "rejected");
    uploads = uploads.filter((item) => !items.includes(item)).concat(refused);
    announce(`${countText(outcomes.length - refused.length, "document")} received.`);
  } catch (error) {
    for (const item of items) Object.assign(item, { share: undefined, reason: error.message });
  }
  draw();
  refresh();
}

async function refresh() {
  clearTimeout(timer);
  try {
    documents = (await get("/documents")).documents;
    problem = null;
  } catch (error) {
    problem = error instanceof Failure ? error.message : "The documents could not be listed.";
  }
  draw();
  const isWaiting = (documents ?? []).some((document) => PENDING.includes(document.state));
  if (isWaiting) timer = setTimeout(refresh, panel.shows === "documents" ? 1200 : 4000);
  else if (problem && panel.shows === "documents") timer = setTimeout(refresh, 5000);
}

function draw() {
  const all = documents ?? [];
  const ready = all.filter((document) => document.state === "indexed").length;
  byId("documents-count").textContent = all.length ? String(all.length) : "";
  changed({ ready, all: documents?.length });
  if (panel.shows !== "documents") return;
  byId("documents-problem").replaceChildren(...(problem ? [el("p", { class: "error" }, icon("warning"), problem)] : []));
  byId("uploads").replaceChildren(...uploads.map(uploadRow));
  keepFocus(byId("documents"), () => {
    const rows = all.map(documentRow);
    if (documents && !all.length && !uploads.length) rows.push(el("li", { class: "note" }, "There are none yet."));
    return rows;
  });
}

/** Draws a list again only where it differs, so that a pressed button and the focus stay. */
function keepFocus(list, rows) {
  const next = rows();
  const old = new Map([...list.children].map((row) => [row.dataset.key, row]));
  list.replaceChildren(...next.map((row) => {
    const before = old.get(row.dataset.key);
    return before && before.dataset.state === row.dataset.state ? before : row;
  }));
}

function uploadRow(item) {
  const bar = el("progress", { max: 1, value: item.share ?? 0, "aria-label": `Sending ${item.name}` });
  return el("li", { class: item.reason ? "document failed" : "document" }, kindIcon(item.name),
    el("div", {}, el("span", { class: "name" }, item.name),
      item.reason ? el("span", { class: "state bad" }, `Not added. ${item.reason}`) : bar),
    item.reason && el("button", {
      type: "button", class: "quiet icon", "aria-label": `Dismiss ${item.name}`,
      onclick: () => { uploads = uploads.filter((other) => other !== item); draw(); },
    }, icon("close")));
}

const STATES = {
  received: () => ["Waiting to be read", "wait"],
  processing: () => ["Being read", "wait"],
  indexed: (document) => [`Ready, ${countText(document.chunks ?? 0, "passage")}`, "good"],
  failed: (document) => [document.reason ?? "It could not be read.", "bad"],
  deleting: () => ["Being deleted", "wait"],
};

function documentRow(document) {
  const [words, tone] = (STATES[document.state] ?? (() => [document.state, "wait"]))(document);
  const about = [
    document.bytes ? bytesText(document.bytes) : "", document.updated_at ? agoText(document.updated_at) : "",
  ].filter(Boolean).join(", ");
  const row = el("li", { class: `document ${document.state}`, "data-key": document.source, "data-state": `${words}|${about}` },
    kindIcon(document.name),
    el("div", {}, el("span", { class: "name", title: document.source }, document.name),
      el("span", { class: `state ${tone}` }, words), about && el("span", { class: "about" }, about)),
    document.state !== "deleting" && confirmButton(
      `Delete ${document.name}`, `Press again to delete ${document.name}`, () => destroy(document)));
  return row;
}

async function destroy(document) {
  try {
    await remove(`/documents/${encodeURIComponent(document.name)}`);
    document.state = "deleting";
    announce(`${document.name} is being deleted.`);
  } catch (error) {
    problem = error.message;
  }
  draw();
  refresh();
}
