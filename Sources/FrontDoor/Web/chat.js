// The conversation in the middle: questions, answers as they are written, and what to do when one fails.

import { announce, byId, el, icon } from "./dom.js";
import { chat, userID } from "./api.js";
import { Answer, notice, question, toEnd } from "./answer.js";
import * as pending from "./pending.js";

let conversation = null;
/** Messages that the conversation is known to have. */
let count = 0;
/** The turn under way: its AbortController. */
let running = null;
let on = {};
let charactersMax = 8000;

/** @param actions `{changed(id), grown()}`: the conversation is another one; it has one more answer. */
export function startChat(limits, actions) {
  charactersMax = limits.message_characters ?? charactersMax;
  on = actions;
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

/** Characters that the question has too many. */
const excess = () => [...byId("message").value.trim()].length - charactersMax;

function fit() {
  const field = byId("message");
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, 200)}px`;
  const figure = (value) => value.toLocaleString("en");
  const isNear = excess() > -charactersMax * 0.1;
  byId("count").textContent = excess() > 0 ? `Too long by ${figure(excess())}: ${figure(charactersMax)} characters at most`
    : isNear ? `${figure(excess() + charactersMax)} of ${figure(charactersMax)} characters` : "";
  byId("hint").classList.toggle("bad", excess() > 0);
  field.toggleAttribute("aria-invalid", excess() > 0);
  byId("send").disabled = !field.value.trim() || excess() > 0;
}

function submit() {
  const field = byId("message");
  const text = field.value.trim();
  if (!text || running) return;
  if (excess() > 0) {
    announce(`The question was not sent. ${byId("count").textContent}.`);
    return;
  }
  field.value = "";
  fit();
  ask(text);
}

function show(id, messages) {
  running?.abort();
  conversation = id;
  count = messages;
  on.changed(id);
}

/** An empty conversation. */
export function fresh() {
  show(null, 0);
  byId("messages").replaceChildren();
  byId("empty").hidden = false;
  byId("message").focus();
}

export async function open(id) {
  show(id, 0);
  byId("empty").hidden = true;
  const list = byId("messages");
  list.replaceChildren(el("p", { class: "note" }, "Loading…"));
  try {
    const stored = await pending.messages(id);
    if (conversation !== id) return;
    const turn = pending.pending(id);
    if (!stored && !turn) {
      fresh();
      return;
    }
    count = stored?.length ?? 0;
    list.replaceChildren(...(stored ?? []).map(told));
    if (turn && !pending.answerTo(turn, stored)) wait(turn);
    else pending.end(id);
    toEnd(true);
    byId("message").focus();
  } catch (error) {
    if (conversation === id) list.replaceChildren(notice(error.message, () => open(id)));
  }
}

function told(message) {
  if (message.role === "user") return question(message.content);
  const answer = new Answer();
  answer.finish(message.content, message.sources ?? []);
  return answer.element;
}

/** Shows a turn that was left while its answer was being written. */
function wait(turn) {
  const answer = new Answer();
  answer.turn = turn.id;
  byId("messages").append(question(turn.text), answer.element);
  resume(turn, answer);
}

/** Puts the answer of a turn where it belongs, once the server has written it. */
async function resume(turn, answer) {
  const id = conversation;
  answer.waitFor("The answer is being written");
  try {
    const found = await pending.arrival(id, turn, () => conversation === id && answer.element.isConnected);
    if (!found) return;
    pending.end(id);
    count = Math.max(count, found.count);
    answer.finish(found.answer.content, found.answer.sources ?? []);
    answer.announce();
    on.grown();
  } catch (error) {
    answer.fail(error.message, () => (error.missing ? ask(turn.text, answer.element) : resume(turn, answer)));
  }
  answer.account();
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
  const turn = { text, before: count };
  let id = null;
  const events = {
    turn: (data) => answer.begin(turn.id = data.turn),
    start: (data) => {
      id = data.conversation_id;
      pending.begin(id, turn);
      if (control.signal.aborted) return;
      conversation = id;
      on.changed(id);
    },
    tool: (data) => answer.searching(data.input?.query),
    delta: (data) => answer.add(data.text ?? ""),
    source: (data) => answer.source(data),
    done: (data) => {
      pending.end(data.conversation_id);
      count = turn.before + 2;
      answer.finish(data.answer, data.sources ?? [], { cached: data.cached });
      answer.announce();
      on.grown();
    },
  };
  try {
    const body = { message: text, user_id: userID() };
    if (conversation) body.conversation_id = conversation;
    await chat(body, events, control.signal);
  } catch (error) {
    // Whoever has gone to another conversation finds the answer on coming back.
    if (error.name === "AbortError" && !answer.element.isConnected) return;
    const again = () => ask(text, answer.element);
    if (error.name !== "AbortError") {
      // What broke off may still be written to its end; what the server itself calls failed is not.
      if (!error.lost) pending.end(id);
      answer.fail(error.message, again);
    } else if (id) {
      answer.stopped("Stopped here. The conversation keeps the whole answer.", "Show it", () => resume(turn, answer));
    } else {
      answer.stopped("Stopped.", "Ask again", again);
    }
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
