// Puts the parts of the page together.

import { announce, byId, el, icon, redraw } from "./dom.js";
import { connection, get } from "./api.js";
import { startActivity } from "./activity.js";
import { ask, fresh, open, startChat } from "./chat.js";
import { refreshConversations, showCurrent, startConversations } from "./conversations.js";
import { openDocuments, startDocuments } from "./documents.js";
import { panel, sidebar, startPanels, startTheme } from "./panels.js";

startTheme();
startPanels();
startActivity();

connection.listen((isLost) => {
  const bar = byId("connection");
  bar.hidden = !isLost;
  bar.replaceChildren(...(isLost ? [icon("warning"), el("span", {}, "KASS cannot be reached. Trying again…")] : []));
  if (isLost) return;
  announce("Connected again.");
  refreshConversations();
});

let settings = { example_questions: [], limits: {} };
try { settings = await get("/settings"); } catch { /* told by the bar; the page's own limits hold */ }

/** Reloading comes back to the same conversation. */
const address = () => decodeURIComponent(location.hash.replace(/^#\/?/, ""));
let shown = null;

startChat(settings.limits, {
  changed(id) {
    if (id !== shown) history.replaceState(null, "", id ? `#/${encodeURIComponent(id)}` : location.pathname);
    shown = id;
    showCurrent(id);
  },
  grown: refreshConversations,
});

startConversations({ open, fresh });

startDocuments(settings.limits, (documents) => {
  byId("empty-text").replaceChildren(...(documents?.length === 0
    ? ["There are no documents yet. ", el("button", { type: "button", class: "link", onclick: () => openDocuments() }, "Add some"), " or drop them anywhere on this page."]
    : ["Answers come from your documents, each with the passage that says so."]));
  // A question whose document is gone would be answered with "I don't know".
  const ready = new Set((documents ?? []).filter(({ state }) => state === "indexed").map(({ name }) => name));
  const questions = settings.example_questions.filter((example) => ready.has(example.document)).slice(0, 3);
  redraw(byId("examples"), questions.map(({ text }) => el("li", { "data-key": text },
    el("button", { type: "button", class: "example", onclick: () => ask(text) }, text))), byId("message"));
});

if (address()) open(address());
addEventListener("hashchange", () => {
  if (address() && address() !== shown) open(address());
});

addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.isComposing) {
    if (panel.close() || sidebar.close()) event.preventDefault();
  }
  const isTyping = event.target.closest?.("input, textarea, select");
  if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey && !byId("main").inert) {
    event.preventDefault();
    byId("message").focus();
  }
});

if (!matchMedia("(max-width: 860px)").matches) byId("message").focus();
document.documentElement.dataset.ready = "true";
