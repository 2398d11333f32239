// An answer's light markup as elements: paragraphs, headings, lists, tables, code, emphasis and citations.
// Model text is never read as HTML, and links are shown as text: what an answer says must not lead anywhere.

import { el, table } from "./dom.js";

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
  /** The last number of the list before, which another list may go on from. */
  let counted = 0;
  const take = (isPart) => {
    const start = at;
    do at += 1; while (at < lines.length && isPart(lines[at], at));
    return lines.slice(start, at);
  };
  while (at < lines.length) {
    const line = lines[at];
    const fence = line.match(/^\s*(`{3,}|~{3,})/);
    const heading = line.match(/^(#{1,6})\s+(.*)$/);
    if (!line.trim()) {
      at += 1;
    } else if (fence) {
      const code = take((other) => !other.trim().startsWith(fence[1])).slice(1);
      at += 1;
      blocks.push(el("pre", { tabindex: 0, dir: "auto" }, el("code", {}, code.join("\n"))));
    } else if (heading) {
      at += 1;
      blocks.push(el(heading[1].length < 3 ? "h3" : "h4", { dir: "auto" }, inline(heading[2], cite)));
    } else if (RULE.test(line)) {
      at += 1;
      blocks.push(el("hr"));
    } else if (BULLET.test(line) || isCounted(lines, at, counted)) {
      const items = take((other, index) => belongs(lines, index, line));
      if (NUMBER.test(line)) counted = Math.max(...items.filter(isBeside(line)).map(numberOf));
      blocks.push(list(items, cite));
    } else if (isRow(line) && isRuler(lines[at + 1])) {
      blocks.push(markdownTable(take(isRow), cite));
    } else if (line.startsWith(">")) {
      const quote = take((other) => other.startsWith(">")).map((other) => other.replace(/^>\s?/, ""));
      blocks.push(el("blockquote", { dir: "auto" }, inline(quote.join("\n"), cite)));
    } else {
      blocks.push(el("p", { dir: "auto" }, inline(take(isPlain).join("\n"), cite)));
    }
  }
  return blocks;
}

const BULLET = /^\s*[-*•]\s+/;
const NUMBER = /^\s*(\d{1,3})[.)]\s+/;
const RULE = /^\s*([-*_])(\s*\1){2,}\s*$/;
const isRow = (line) => /^\s*\|.*\|\s*$/.test(line ?? "");
const isRuler = (line) => /^\s*\|[\s:|-]+\|\s*$/.test(line ?? "");
const isPlain = (line) => line.trim() && !BULLET.test(line) && !/^\s*1[.)]\s/.test(line) && !RULE.test(line)
  && !isRow(line) && !/^(#{1,6}\s|\s*(```|~~~)|>)/.test(line);

const indent = (line) => line.match(/^\s*/)[0].length;
const numberOf = (line) => Number(line.match(NUMBER)[1]);
const markOf = (line) => [BULLET, NUMBER].find((mark) => mark.test(line));
const isBeside = (first) => (line) => markOf(line) === markOf(first) && indent(line) <= indent(first) + 1;

/** Whether a number counts something: "28. January" begins no list unless 27 or 29 is beside it. */
function isCounted(lines, at, counted) {
  if (!NUMBER.test(lines[at])) return false;
  const number = numberOf(lines[at]);
  const next = lines.slice(at + 1).find((line) => NUMBER.test(line) && indent(line) <= indent(lines[at]));
  return number <= 1 || number === counted + 1 || (next !== undefined && numberOf(next) === number + 1);
}

/** Whether a line goes on with the list that `first` begins; an empty one does if what follows does. */
function belongs(lines, index, first) {
  const next = lines.slice(index).find((line) => line.trim());
  if (next === undefined || RULE.test(next)) return false;
  return isBeside(first)(next) || indent(next) >= indent(first) + 2;
}

/** Lines that are further in belong to the item above them, and may be a list of their own. */
function list(lines, cite) {
  const [first] = lines;
  const items = [];
  for (const line of lines.filter((other) => other.trim())) {
    if (isBeside(first)(line)) items.push([line.replace(markOf(line), "")]);
    else items[items.length - 1].push(line);
  }
  const start = markOf(first) === NUMBER ? numberOf(first) : 1;
  return el(markOf(first) === NUMBER ? "ol" : "ul", { start: start === 1 ? undefined : start, dir: "auto" },
    items.map((item) => {
      const inner = item.findIndex((line, index) => index > 0 && markOf(line));
      const own = inner < 0 ? item : item.slice(0, inner);
      return el("li", {}, inline(own.map((line) => line.trim()).join("\n"), cite), inner > 0 && list(item.slice(inner), cite));
    }));
}

function markdownTable(lines, cite) {
  const cells = (line) => line.trim().slice(1, -1).split("|").map((cell) => cell.trim());
  const [head, ruler, ...rows] = lines.map(cells);
  const sides = ruler.map((cell) => (cell.endsWith(":") ? (cell.startsWith(":") ? "centre" : "end") : undefined));
  const filled = (row) => row.map((cell) => inline(cell, cite));
  return table(filled(head), rows.map(filled), sides);
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
