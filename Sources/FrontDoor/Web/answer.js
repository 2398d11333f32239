// One answer: as it is awaited, written, finished, stopped or failed, with its sources and what it took.

import { announce, byId, el, icon } from "./dom.js";
import { noteTurn, openActivity, summaryText, untilEnded } from "./activity.js";
import { prose, soFar } from "./prose.js";
import { citation, sourceList } from "./sources.js";

export const question = (text) =>
  el("article", { class: "question", "aria-label": "You asked" }, el("p", { dir: "auto" }, text));

export function notice(words, again) {
  return el("div", { class: "error", role: "alert" }, icon("warning"), el("p", {}, words),
    again && el("button", { type: "button", onclick: again }, icon("again"), "Try again"));
}

/** Follows the text while the reader is at its end, and leaves who has scrolled up where they are. */
export function toEnd(always = false) {
  const scroll = byId("scroll");
  const isNear = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 120;
  if (always || isNear) scroll.scrollTop = scroll.scrollHeight;
}

export class Answer {
  text = "";
  sources = new Map();
  turn = null;
  frame = 0;
  isWhole = false;

  constructor() {
    this.body = el("div", { class: "prose" });
    this.wait = el("p", { class: "waiting" }, el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i")),
      el("span", {}, "Reading the documents"));
    this.foot = el("div", { class: "foot" });
    this.element = el("article", { class: "answer", "aria-label": "Answer", "aria-busy": "true" },
      this.body, this.wait, this.foot);
  }

  begin(turn) {
    this.turn = turn;
    noteTurn(turn);
  }

  /** Shows that the answer is on its way, below what there is of it. */
  waitFor(words) {
    this.element.setAttribute("aria-busy", "true");
    this.wait.lastChild.textContent = words;
    this.wait.hidden = false;
    this.foot.replaceChildren();
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
    this.body.replaceChildren(...prose(this.isWhole ? this.text : soFar(this.text), (number) => {
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
    this.isWhole = true;
    for (const source of sources) this.sources.set(source.number, source);
    this.end();
    const listed = [...this.sources.values()].sort((a, b) => a.number - b.number);
    this.foot.replaceChildren(...(listed.length ? [sourceList(listed)] : []));
    if (cached) this.foot.append(el("span", { class: "meta" }, "Answered before; nothing has changed since."));
    toEnd();
  }

  /** Reads a finished answer to those who cannot see it: once, and not at each word that is written. */
  announce() {
    announce(`The answer: ${this.text.replace(/\s*\[[\d,\s]+\]|[*`#|]/g, "")}`);
  }

  stopped(words, label, act) {
    this.end();
    this.foot.replaceChildren(el("div", { class: "stopped" }, el("span", {}, words),
      el("button", { type: "button", class: "link", onclick: act }, label)));
    announce(words);
    toEnd();
  }

  fail(words, again) {
    this.end();
    this.foot.replaceChildren(notice(words, again));
    toEnd();
  }

  /** What the turn took and cost, once it has ended. */
  async account() {
    if (!this.turn) return;
    try {
      const activity = await untilEnded(this.turn, () => this.element.isConnected);
      if (!activity?.calls.length) return;
      this.foot.querySelector(".meta.link")?.remove();
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
