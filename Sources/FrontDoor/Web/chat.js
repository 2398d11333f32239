// The conversation in the middle: questions, answers as they are written, and what to do when one fails.

import { announce, byId, el, icon } from "./dom.js";
import { chat, get, userID } from "./api.js";
import { noteTurn, openActivity, summaryText, turnActivity } from "./activity.js";
import { prose, soFar } from "./prose.js";
import { citation, sourceList } from "./sources.js";

let conversation = null;
/** The turn under way: its AbortController. */
let running = null;
let changed = () => {};
let charactersMax = 8000;

/** @param onchange is told the conversation's id when it begins, changes or has grown. */
export function startChat(settings, onchange) {
  charactersMax = settings.message_characters ?? charactersMax;
  changed = onchange;
  const field = byId("message");
  byId("send").append(icon("send"));
  byId("stop").append(icon("stop"));
  byId("stop").addEventListener("click", () => running?.abort());
  byId("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  field.addEventListener("input", fit);
  field.addEventListener("keydown", (event) => {
    // While a character is being composed, Enter ends the composition.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  fit();
}

function fit() {
  const field = byId("message");
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, 200)}px`;
  const length = [...field.value].length;
  byId("count").textContent = length > charactersMax * 0.9
    ? `${length.toLocaleString("en")} of ${charactersMax.toLocaleString("en")} characters` : "";
  byId("send").disabled = !field.value.trim() || length > charactersMax;
}

function submit() {
  const field = byId("message");
  const text = field.value.trim();
  if (!text || running || [...text].length > charactersMax) return;
  field.value = "";
  fit();
  ask(text);
}

export function isAnswering() { return running !== null; }

/** An empty conversation. */
export function fresh() {
  running?.abort();
  conversation = null;
  byId("messages").replaceChildren();
  byId("empty").hidden = false;
  changed(null);
  byId("message").focus();
}

export async function open(id) {
  running?.abort();
  conversation = id;
  changed(id);
  byId("empty").hidden = true;
  const list = byId("messages");
  list.replaceChildren(el("p", { class: "note" }, "Loading…"));
  try {
    const stored = await get(`/conversation/${encodeURIComponent(id)}?user_id=${encodeURIComponent(userID())}`);
    if (conversation !== id) return;
    list.replaceChildren(...(stored.messages ?? []).map((message) => {
      if (message.role === "user") return question(message.content);
      const answer = new Answer();
      answer.finish(message.content, message.sources ?? []);
      return answer.element;
    }));
    toEnd(true);
    byId("message").focus();
  } catch (error) {
    if (conversation !== id) return;
    if (error.status === 404) {
      fresh();
      return;
    }
    list.replaceChildren(notice(error.message, () => open(id)));
  }
}

/** Asks, shows the answer as it is written. */
export async function ask(text, replaced) {
  if (running) return;
  const control = new AbortController();
  running = control;
  working(true);
  byId("empty").hidden = true;
  const answer = new Answer();
  if (replaced) replaced.replaceWith(answer.element);
  else byId("messages").append(question(text), answer.element);
  toEnd(true);
  const again = () => ask(text, answer.element);
  const on = {
    turn: (data) => answer.begin(data.turn),
    start: (data) => {
      if (control.signal.aborted) return;
      conversation = data.conversation_id;
      changed(conversation);
    },
    tool: (data) => answer.searching(data.input?.query),
    delta: (data) => answer.add(data.text ?? ""),
    source: (data) => answer.source(data),
    done: (data) => {
      answer.finish(data.answer, data.sources ?? [], { cached: data.cached });
      changed(data.conversation_id);
    },
  };
  try {
    const body = { message: text, user_id: userID() };
    if (conversation) body.conversation_id = conversation;
    await chat(body, on, control.signal);
    announce("The answer is complete.");
  } catch (error) {
    if (error.name === "AbortError") answer.stopped(again);
    else answer.fail(error.message, again);
  } finally {
    if (running === control) {
      running = null;
      working(false);
    }
  }
  answer.account();
}

function working(isWorking) {
  const hadFocus = [byId("stop"), byId("send")].includes(document.activeElement);
  byId("send").hidden = isWorking;
  byId("stop").hidden = !isWorking;
  if (hadFocus && isWorking) byId("stop").focus();
  else if (hadFocus) byId("message").focus();
}

const question = (text) => el("article", { class: "question", "aria-label": "You asked" }, el("p", {}, text));

function notice(words, again) {
  return el("div", { class: "error", role: "alert" }, icon("warning"), el("p", {}, words),
    again && el("button", { type: "button", onclick: again }, icon("again"), "Try again"));
}

/** Follows the text while the reader is at its end, and leaves who has scrolled up where they are. */
function toEnd(always = false) {
  const scroll = byId("scroll");
  const isNear = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 120;
  if (always || isNear) scroll.scrollTop = scroll.scrollHeight;
}

class Answer {
  text = "";
  sources = new Map();
  turn = null;
  frame = 0;

  constructor() {
    this.body = el("div", { class: "prose" });
    this.wait = el("p", { class: "waiting" }, el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i")),
      el("span", {}, "Reading the documents"));
    this.foot = el("div", { class: "foot" });
    this.element = el("article", { class: "answer", "aria-label": "Answer", "aria-busy": "true" },
      this.wait, this.body, this.foot);
  }

  begin(turn) {
    this.turn = turn;
    noteTurn(turn);
  }

  searching(query) {
    this.text = "";
    this.wait.lastChild.textContent = query ? `Searching for “${query}”` : "Searching again";
    this.draw();
  }

  add(text) {
    this.text += text;
    this.draw();
  }

  source(source) {
    this.sources.set(source.number, source);
    this.draw();
  }

  /** At most once a frame, however fast the text comes. */
  draw() {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.render();
      toEnd();
    });
  }

  render() {
    const isWaiting = this.element.getAttribute("aria-busy") === "true";
    this.wait.hidden = !isWaiting || this.text !== "";
    this.body.replaceChildren(...prose(isWaiting ? soFar(this.text) : this.text, (number) => {
      const source = this.sources.get(number);
      if (source) return citation(number, source);
      return isWaiting ? el("span", { class: "citation pending" }, String(number)) : null;
    }));
  }

  end() {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.element.removeAttribute("aria-busy");
    this.render();
  }

  finish(text, sources, { cached = false } = {}) {
    this.text = text ?? this.text;
    for (const source of sources) this.sources.set(source.number, source);
    this.end();
    const listed = [...this.sources.values()].sort((a, b) => a.number - b.number);
    this.foot.replaceChildren(...(listed.length ? [sourceList(listed)] : []));
    if (cached) this.foot.append(el("span", { class: "meta" }, "Answered before; nothing has changed since."));
    toEnd();
  }

  stopped(again) {
    this.end();
    this.foot.replaceChildren(el("div", { class: "stopped" }, el("span", {}, "Stopped."),
      el("button", { type: "button", class: "quiet", onclick: again }, icon("again"), "Ask again")));
    announce("Stopped.");
  }

  fail(words, again) {
    this.end();
    this.foot.replaceChildren(notice(words, again));
    toEnd();
  }

  /** What the turn took and cost. */
  async account() {
    if (!this.turn) return;
    try {
      const activity = await turnActivity(this.turn);
      if (!activity.calls.length) return;
      this.foot.append(el("button", {
        type: "button", class: "meta link", onclick: () => openActivity(this.turn),
        "aria-label": `Show the AWS activity of this answer: ${summaryText(activity)}`,
      }, icon("activity"), summaryText(activity)));
      toEnd();
    } catch {
      // The answer stands without its account.
    }
  }
}
