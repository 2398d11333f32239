// Answers that were left while they were being written. The server writes them to their end, and here they are found.

import { Failure, get, userID } from "./api.js";

const KEY = "kass.pending";
/** How long after its question an answer is waited for, in milliseconds. */
const PATIENCE = 120_000;
const PAUSE = 700;

let turns = {};
try { turns = JSON.parse(sessionStorage.getItem(KEY)) ?? {}; } catch { /* known for this visit alone */ }

function keep() {
  try { sessionStorage.setItem(KEY, JSON.stringify(turns)); } catch { /* as above */ }
}

/** @param turn `{text, before, id}`: the question, how many messages came before it, and the turn's id. */
export function begin(conversation, turn) {
  turn.until = Date.now() + PATIENCE;
  turns[conversation] = turn;
  keep();
}

export function end(conversation) {
  delete turns[conversation];
  keep();
}

/** The turn of a conversation that may still be under way. */
export function pending(conversation) {
  if (turns[conversation]?.until < Date.now()) end(conversation);
  return turns[conversation];
}

/** The messages of a conversation; null when there is none. */
export async function messages(conversation) {
  try {
    const path = `/conversation/${encodeURIComponent(conversation)}?user_id=${encodeURIComponent(userID())}`;
    return (await get(path)).messages ?? [];
  } catch (error) {
    if (error.status === 404) return null;
    throw error;
  }
}

/** The message that answers a turn. */
export function answerTo(turn, stored) {
  const asked = (stored ?? []).findIndex((message, index) =>
    index >= turn.before && message.role === "user" && message.content === turn.text);
  return asked < 0 ? undefined : stored[asked + 1];
}

/**
 * Waits for the answer of a turn; undefined once nobody wants it.
 * @returns `{answer, count}`: the message, and how many the conversation now has.
 */
export async function arrival(conversation, turn, isWanted) {
  const until = Math.max(turn.until, Date.now() + 2 * PAUSE);
  while (isWanted()) {
    const stored = await messages(conversation);
    const answer = answerTo(turn, stored);
    if (answer) return { answer, count: stored.length };
    if (Date.now() > until) throw new Failure("The answer has not arrived.", { missing: true });
    await new Promise((resolve) => { setTimeout(resolve, PAUSE); });
  }
  return undefined;
}
