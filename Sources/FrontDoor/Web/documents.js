// The documents of the knowledge base: adding, watching and deleting them.

import { agoText, announce, byId, bytesText, confirmButton, countText, el, icon, redraw } from "./dom.js";
import { Failure, get, remove, upload } from "./api.js";
import { panel } from "./panels.js";
import { kindIcon } from "./sources.js";

let documents = null;
let limits = { document_bytes: 50 * 1024 * 1024, files_per_upload: 50 };
/** Uploads under way and files that were refused: `{name, row?, reason?}`. */
let uploads = [];
let uploadsSeen = 0;
let problem = null;
let timer;
let changed = () => {};

const PENDING = ["received", "processing", "deleting"];

/** @param onchange is told the documents; undefined as long as they are not known. */
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
      el("ul", { id: "uploads", "aria-label": "Uploads" }),
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
    add([...event.dataTransfer.items].filter((item) => item.kind === "file").map((item) => {
      const entry = item.webkitGetAsEntry();
      return entry?.isDirectory ? { name: entry.name, isFolder: true } : item.getAsFile();
    }));
  });
}

async function add(files) {
  if (!files.length) return;
  if (panel.shows !== "documents") openDocuments();
  const reason = (file) => {
    if (file.isFolder) return "It is a folder: add the files that are in it.";
    if (file.size > limits.document_bytes) return `It is larger than ${bytesText(limits.document_bytes)}.`;
    return file.size ? undefined : "It is empty.";
  };
  uploads = uploads.filter((item) => !item.reason);
  refuse(files.map((file) => ({ name: file.name, reason: reason(file) })).filter((item) => item.reason));
  const fit = files.filter((file) => !reason(file));
  for (let start = 0; start < fit.length; start += limits.files_per_upload) {
    await send(fit.slice(start, start + limits.files_per_upload));
  }
}

function refuse(items) {
  if (!items.length) return;
  uploads.push(...items.map(({ name, reason }) => ({ name, reason })));
  announce(items.map((item) => `${item.name} was not added. ${item.reason}`).join(" "));
  draw();
}

async function send(files) {
  const items = files.map((file) => ({ name: file.name }));
  uploads.push(...items);
  draw();
  const leave = () => { uploads = uploads.filter((item) => !items.includes(item)); };
  try {
    const outcomes = await upload(files, (share) => {
      for (const item of items) item.row?.querySelector("progress")?.setAttribute("value", share);
    });
    const refused = outcomes.filter((outcome) => outcome.state === "rejected");
    if (refused.length < outcomes.length) announce(`${countText(outcomes.length - refused.length, "document")} received.`);
    // Each goes on in the list of documents, and is never in neither.
    await refresh();
    leave();
    refuse(refused);
  } catch (error) {
    leave();
    refuse(items.map((item) => ({ name: item.name, reason: error.message })));
  }
  draw();
}

/** All of them: the server lists a thousand at a time. */
async function list() {
  const found = [];
  let page = {};
  do {
    page = await get(page.next ? `/documents?after=${encodeURIComponent(page.next)}` : "/documents");
    found.push(...page.documents);
  } while (page.next);
  return found;
}

async function refresh() {
  clearTimeout(timer);
  try {
    documents = await list();
    problem = null;
  } catch (error) {
    problem = error instanceof Failure ? error.message : "The documents could not be listed.";
  }
  draw();
  const isWaiting = (documents ?? []).some((document) => PENDING.includes(document.state));
  const isSoon = panel.shows === "documents" || !documents?.some((document) => document.state === "indexed");
  clearTimeout(timer);
  if (isWaiting) timer = setTimeout(refresh, isSoon ? 1200 : 4000);
  else if (problem && panel.shows === "documents") timer = setTimeout(refresh, 5000);
}

function draw() {
  const all = (documents ?? []).toSorted(byInterest);
  byId("documents-count").textContent = all.length ? String(all.length) : "";
  changed(documents ?? undefined);
  if (panel.shows !== "documents") return;
  byId("documents-problem").replaceChildren(...(problem ? [el("p", { class: "error" }, icon("warning"), problem)] : []));
  const add = document.querySelector(".add");
  for (const item of uploads) item.row ??= uploadRow(item);
  redraw(byId("uploads"), uploads.map((item) => item.row), add);
  const rows = all.map(documentRow);
  if (documents && !all.length && !uploads.length) {
    rows.push(el("li", { class: "note", "data-key": "none" }, "There are none yet."));
  }
  redraw(byId("documents"), rows, add);
}

/** What is on its way first, then what came last: whoever has added something sees it. */
function byInterest(a, b) {
  const isOnItsWay = (document) => Number(["received", "processing"].includes(document.state));
  return isOnItsWay(b) - isOnItsWay(a) || (b.updated_at ?? "").localeCompare(a.updated_at ?? "");
}

function uploadRow(item) {
  const bar = el("progress", { max: 1, value: 0, "aria-label": `Sending ${item.name}` });
  uploadsSeen += 1;
  return el("li", { class: item.reason ? "document failed" : "document", "data-key": uploadsSeen }, kindIcon(item.name),
    el("div", {}, el("span", { class: "name", dir: "auto" }, item.name),
      item.reason ? el("span", { class: "state bad" }, `Not added. ${item.reason}`) : bar),
    item.reason && el("button", {
      type: "button", class: "quiet icon", "aria-label": `Dismiss ${item.name}`,
      onclick: () => {
        uploads = uploads.filter((other) => other !== item);
        draw();
      },
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
    el("div", {}, el("span", { class: "name", dir: "auto", title: document.source }, document.name),
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
    problem = `${document.name} was not deleted. ${error.message}`;
    draw();
    return;
  }
  draw();
  refresh();
}
