// What AWS did for a turn: each call with its time and its price, and the sum.

import { el, byId, countText, durationText, icon, priceText } from "./dom.js";
import { get } from "./api.js";
import { panel } from "./panels.js";

const SERVICES = {
  aoss: "OpenSearch", "bedrock": "Bedrock", dynamodb: "DynamoDB", es: "OpenSearch", events: "EventBridge",
  execute_api: "API Gateway", lambda: "Lambda", logs: "CloudWatch Logs", opensearch: "OpenSearch", s3: "S3",
  secretsmanager: "Secrets Manager", sqs: "SQS", states: "Step Functions", sts: "STS", xray: "X-Ray",
};

const serviceName = (prefix) => SERVICES[prefix] ?? prefix;

/** The name alone: of `arn:…:function:kass-chatbot-dev-orchestrator`, of `table/kass-chatbot-local-cache`. */
const resourceName = (resource) =>
  resource.replace(/^arn:([^:]*:){4}/, "").replace(/^(table|function|foundation-model|log-group)[:/]/, "");

async function turnActivity(turn) {
  const answer = await get(`/activity?turn=${encodeURIComponent(turn)}`);
  const price = answer.calls.reduce((sum, call) => sum + call.price_nanodollars, 0);
  return { calls: answer.calls, price, span: answer.turns.find((other) => other.turn === turn) };
}

export function summaryText({ calls, price, span }) {
  const time = span?.duration_us === undefined ? "under way" : durationText(span.duration_us);
  return `${countText(calls.length, "AWS call")}, ${time}, ${priceText(price)}`;
}

let latestTurn = null;

/** The turn that the panel shows when it is opened without naming one. */
export function noteTurn(turn) {
  latestTurn = turn;
  if (panel.shows === "activity") openActivity(turn, { focus: false });
}

export function openActivity(turn = latestTurn, { focus = true } = {}) {
  let isOpen = true;
  panel.open("activity", "AWS activity", (body) => {
    if (!turn) {
      body.append(el("p", { class: "note" }, "Ask something, and every AWS call behind the answer is listed here with its time and price."));
      return;
    }
    const list = el("ol", { class: "calls" });
    const total = el("div", { class: "total" });
    body.append(total, list);
    follow(turn, list, total, () => isOpen);
  }, { focus, onclose: () => { isOpen = false; } });
}

/** The activity of a turn that has ended, told to `see` while it has not; undefined once nobody wants it. */
export async function untilEnded(turn, isWanted, see = () => {}) {
  while (isWanted()) {
    const activity = await turnActivity(turn);
    if (!isWanted()) return undefined;
    see(activity);
    if (!activity.span || activity.span.duration_us !== undefined) return activity;
    await new Promise((resolve) => { setTimeout(resolve, 500); });
  }
  return undefined;
}

async function follow(turn, list, total, isWanted) {
  try {
    await untilEnded(turn, isWanted, (activity) => show(activity, list, total));
  } catch (error) {
    if (isWanted()) total.replaceChildren(el("p", { class: "note" }, error.message));
  }
}

function show(activity, list, total) {
  const { calls, price, span } = activity;
  if (!calls.length) {
    list.replaceChildren();
    total.replaceChildren(el("p", { class: "note" }, span ? "No call has been recorded for this answer." : "The calls of this answer are no longer kept."));
    return;
  }
  const start = span?.started_at_ms ?? calls[0].started_at_ms;
  const ends = calls.map((call) => call.started_at_ms + call.duration_us / 1000);
  const end = Math.max(...ends, span?.duration_us === undefined ? 0 : start + span.duration_us / 1000);
  const figure = (value, label) => el("div", {}, el("strong", {}, value), el("span", {}, label));
  total.replaceChildren(
    figure(String(calls.length), calls.length === 1 ? "call" : "calls"),
    figure(span?.duration_us === undefined ? "…" : durationText(span.duration_us), "in all"),
    figure(priceText(price), "at AWS prices"));
  list.replaceChildren(...calls.map((call) => row(enclosing(call, end), start, Math.max(end - start, 1))));
}

/** A function that streams has been called when its answer begins, and runs until it ends. */
function enclosing(call, end) {
  if (call.error || !/WithResponseStream$/.test(call.operation)) return call;
  return { ...call, duration_us: Math.round((end - call.started_at_ms) * 1000) };
}

/** Long names of operations break between their words. */
const words = (name) => name.split(/(?=[A-Z][a-z])/).flatMap((word, index) => (index ? [el("wbr"), word] : [word]));

function row(call, start, length) {
  const bar = el("span", { class: "bar" });
  const share = (value) => `${Math.min(100, Math.max(0, value * 100)).toFixed(2)}%`;
  bar.style.setProperty("--from", share((call.started_at_ms - start) / length));
  bar.style.setProperty("--share", share(call.duration_us / 1000 / length));
  return el("li", { class: call.error ? "failed" : undefined },
    el("div", { class: "call" },
      el("span", { class: "operation" }, el("b", {}, serviceName(call.service)), " ", words(call.operation)),
      el("span", { class: "figure" }, durationText(call.duration_us)),
      el("span", { class: "figure price", title: `${call.price_nanodollars / 1e9} US dollars` }, call.price_nanodollars ? priceText(call.price_nanodollars) : "–")),
    el("span", { class: "timeline", "aria-hidden": "true" }, bar),
    call.resource && el("div", { class: "resource", title: call.resource }, resourceName(call.resource)),
    call.error && el("div", { class: "call-error" }, icon("warning"), call.error));
}

export function startActivity() {
  byId("open-activity").append(icon("activity"), el("span", {}, "AWS activity"));
  byId("open-activity").addEventListener("click", () => {
    if (panel.shows === "activity") panel.close(); else openActivity();
  });
}
