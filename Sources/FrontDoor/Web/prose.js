// An answer's light markup as elements: paragraphs, headings, lists, tables, code, emphasis and citations.
// Model text is never read as HTML, and links are shown as text: what an answer says must not lead anywhere.

import { el } from "./dom.js";

/** An answer under way without the marks that are only half written. */
export function soFar(text) {
  const whole = text.replace(/\[[\d,\s]*$/, "").replace(/(\*+|`+)$/, "");
  const block = whole.slice(whole.lastIndexOf("\n\n") + 1);
  return (block.split("**").length - 1) % 2 ? `${whole.trimEnd()}**` : whole;
}

/** @param cite makes the element for the citation of a number; null where there is no such source. */
export function prose(text, cite) {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  const blocks = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at];
    const take = (isPart) => {
      const start = at;
      while (at < lines.length && isPart(lines[at])) at += 1;
      return lines.slice(start, at);
    };
    const fence = line.match(/^\s*(`{3,}|~{3,})/);
    const heading = line.match(/^(#{1,6})\s+(.*)$/);
    if (!line.trim()) {
      at += 1;
    } else if (fence) {
      at += 1;
      const code = take((other) => !other.trim().startsWith(fence[1]));
      at += 1;
      blocks.push(el("pre", { tabindex: 0 }, el("code", {}, code.join("\n"))));
    } else if (heading) {
      at += 1;
      blocks.push(el(heading[1].length < 3 ? "h3" : "h4", {}, inline(heading[2], cite)));
    } else if (BULLET.test(line)) {
      blocks.push(list("ul", take(isItem(BULLET)), BULLET, cite));
    } else if (NUMBER.test(line)) {
      blocks.push(list("ol", take(isItem(NUMBER)), NUMBER, cite));
    } else if (isRow(line) && isRule(lines[at + 1])) {
      blocks.push(table(take(isRow), cite));
    } else if (line.startsWith(">")) {
      const quote = take((other) => other.startsWith(">")).map((other) => other.replace(/^>\s?/, ""));
      blocks.push(el("blockquote", {}, inline(quote.join("\n"), cite)));
    } else {
      blocks.push(el("p", {}, inline(take(isPlain).join("\n"), cite)));
    }
  }
  return blocks;
}

const BULLET = /^\s*[-*•]\s+/;
const NUMBER = /^\s*\d{1,3}[.)]\s+/;
const isItem = (mark) => (line) => mark.test(line) || /^\s{2,}\S/.test(line);
const isRow = (line) => /^\s*\|.*\|\s*$/.test(line ?? "");
const isRule = (line) => /^\s*\|[\s:|-]+\|\s*$/.test(line ?? "");
const isPlain = (line) =>
  line.trim() && !BULLET.test(line) && !NUMBER.test(line) && !/^(#{1,6}\s|\s*(```|~~~)|>)/.test(line);

function list(tag, lines, mark, cite) {
  const items = [];
  for (const line of lines) {
    if (mark.test(line)) items.push(line.replace(mark, ""));
    else items[items.length - 1] += `\n${line.trim()}`;
  }
  const start = tag === "ol" ? Number(lines[0].match(/\d+/)[0]) : undefined;
  return el(tag, { start: start > 1 ? start : undefined }, items.map((item) => el("li", {}, inline(item, cite))));
}

function table(lines, cite) {
  const cells = (line) => line.trim().slice(1, -1).split("|").map((cell) => cell.trim());
  const [head, , ...rows] = lines;
  return el("div", { class: "table", tabindex: 0 }, el("table", {},
    el("thead", {}, el("tr", {}, cells(head).map((cell) => el("th", { scope: "col" }, inline(cell, cite))))),
    el("tbody", {}, rows.map((row) => el("tr", {}, cells(row).map((cell) => el("td", {}, inline(cell, cite))))))));
}

const MARKS = /(`+)([^`]+?)\1|\*\*(?=\S)([^*]+?)\*\*|\*(?=\S)([^*\n]+?)\*|\[(\d{1,3}(?:\s*,\s*\d{1,3})*)\]|\n/g;

function inline(text, cite) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(MARKS)) {
    const [all, , code, strong, emphasis, numbers] = match;
    const before = text.slice(end, match.index);
    end = match.index + all.length;
    if (numbers) {
      const cited = numbers.split(",").map((number) => cite(Number(number)));
      if (cited.some((element) => !element)) {
        nodes.push(before, all);
      } else {
        // The mark stays on the line of the word it belongs to.
        const [, text, word] = before.trimEnd().match(/^([^]*?)(\S{0,24})$/);
        nodes.push(text, el("span", { class: "citations" }, word, cited));
      }
      continue;
    }
    nodes.push(before);
    if (code) nodes.push(el("code", {}, code));
    else if (strong) nodes.push(el("strong", {}, inline(strong, cite)));
    else if (emphasis) nodes.push(el("em", {}, inline(emphasis, cite)));
    else nodes.push(el("br"));
  }
  nodes.push(text.slice(end));
  return nodes.filter((node) => node !== "");
}
