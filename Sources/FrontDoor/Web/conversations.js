// The list of conversations.

import { agoText, announce, byId, confirmButton, el, icon, redraw } from "./dom.js";
import { get, remove, userID } from "./api.js";
import { sidebar } from "./panels.js";

let conversations = [];
let nextToken = null;
let current = null;
let actions = {};

/** @param on `{open(id), fresh()}`: what choosing a conversation, or a new one, does. */
export function startConversations(on) {
  actions = on;
  const fresh = () => {
    sidebar.toggle(false);
    actions.fresh();
  };
  byId("new-conversation").append(icon("plus"), "New conversation");
  byId("new-conversation").addEventListener("click", fresh);
  byId("topbar-new").append(icon("plus"));
  byId("topbar-new").addEventListener("click", fresh);
  refreshConversations();
}

export function showCurrent(id) {
  current = id;
  draw();
  const title = conversations.find((other) => other.conversation_id === id)?.title;
  byId("topbar-title").textContent = title || "KASS";
  document.title = title ? `${title} · KASS` : "KASS";
}

export async function refreshConversations() {
  try {
    const page = await get(`/conversations/${encodeURIComponent(userID())}`);
    conversations = page.conversations ?? [];
    nextToken = page.next_token ?? null;
  } catch {
    // The list is a convenience: what went wrong is told where it matters.
  }
  showCurrent(current);
}

async function showOlder() {
  try {
    const user = encodeURIComponent(userID());
    const page = await get(`/conversations/${user}?next_token=${encodeURIComponent(nextToken)}`);
    const known = new Set(conversations.map((conversation) => conversation.conversation_id));
    const older = (page.conversations ?? []).filter((other) => !known.has(other.conversation_id));
    conversations = conversations.concat(older);
    nextToken = page.next_token ?? null;
    draw();
    if (older.length) byId("conversations").children[known.size]?.querySelector("button")?.focus();
  } catch (error) {
    announce(`Older conversations did not come. ${error.message}`);
  }
}

function draw() {
  const rows = conversations.map((conversation) => {
    const id = conversation.conversation_id;
    const state = [id === current, conversation.title, agoText(conversation.updated_at)].join("|");
    return el("li", { class: id === current ? "current" : undefined, "data-key": id, "data-state": state },
      el("button", {
        type: "button", class: "conversation", "aria-current": id === current ? "page" : undefined,
        onclick: () => {
          sidebar.toggle(false);
          actions.open(id);
        },
      }, el("span", { class: "name", dir: "auto" }, conversation.title || "Conversation"),
      el("span", { class: "about" }, agoText(conversation.updated_at))),
      confirmButton(`Delete “${conversation.title}”`, "Press again to delete this conversation", () => destroy(id)));
  });
  if (nextToken) {
    rows.push(el("li", { "data-key": "older" },
      el("button", { type: "button", class: "older", onclick: showOlder }, "Show older")));
  }
  if (!rows.length) rows.push(el("li", { class: "note", "data-key": "none" }, "None yet."));
  redraw(byId("conversations"), rows, byId("new-conversation"));
}

async function destroy(id) {
  try {
    await remove(`/conversation/${encodeURIComponent(id)}?user_id=${encodeURIComponent(userID())}`);
    conversations = conversations.filter((other) => other.conversation_id !== id);
    announce("The conversation is deleted.");
    if (id === current) actions.fresh();
  } catch (error) {
    announce(`The conversation was not deleted. ${error.message}`);
  }
  draw();
  refreshConversations();
}
