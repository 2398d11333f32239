// Puts the parts of the page together.

import { byId, el, announce, icon } from "./dom.js";
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

byId("examples").replaceChildren(...settings.example_questions.slice(0, 3).map((text) =>
  el("li", {}, el("button", { type: "button", class: "example", onclick: () => ask(text) }, text))));

/** Reloading comes back to the same conversation. */
const address = () => decodeURIComponent(location.hash.replace(/^#\/?/, ""));
let shown = null;

startChat(settings.limits, (id) => {
  const isNew = id !== shown;
  shown = id;
  if (isNew) history.replaceState(null, "", id ? `#/${encodeURIComponent(id)}` : location.pathname);
  showCurrent(id);
  if (id) refreshConversations();
});

startConversations({ open, fresh });

startDocuments(settings.limits, ({ all }) => {
  byId("empty-text").replaceChildren(...(all === 0
    ? ["There are no documents yet. ", el("button", { type: "button", class: "link", onclick: () => openDocuments() }, "Add some"), " or drop them anywhere on this page."]
    : ["Answers come from your documents, each with the passage that says so."]));
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
