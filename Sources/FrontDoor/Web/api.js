// The API behind the page: requests, streamed answers, uploads, and whether the server is there at all.

/** Something that went wrong, in words for a person. */
export class Failure extends Error {
  /** `missing`: what was waited for has not come. */
  constructor(message, { status = 0, lost = false, missing = false } = {}) {
    super(message);
    this.status = status;
    this.lost = lost;
    this.missing = missing;
  }
}

/** For answers that say nothing themselves, as API Gateway's. */
const WORDS = {
  413: "That is more than KASS takes.",
  429: "Too many requests at this moment. Please try again shortly.",
  502: "KASS could not do that: a part of it failed. Please try again.",
  503: "A service that is needed does not answer. Please try again shortly.",
  504: "That took too long. Please try again.",
};
const CHAT_WORDS = {
  429: "Too many questions at this moment. Please try again shortly.",
  502: "The assistant failed to answer. Please try again.",
};

const lost = () => new Failure("The connection to KASS was lost.", { lost: true });

/** @param body an error's: where it names the error, its message is for people. */
function failure(status, body, words = WORDS) {
  const said = body?.error ? body.message : undefined;
  return new Failure(said ?? words[status] ?? WORDS[status] ?? `The request failed (status ${status}).`, { status });
}

/** Tells `listen` when the server goes away and when it is back. */
export const connection = {
  isLost: false,
  listeners: [],
  listen(listener) { this.listeners.push(listener); },
  tell(isLost) {
    if (isLost === this.isLost) return;
    this.isLost = isLost;
    for (const listener of this.listeners) listener(isLost);
    if (isLost) this.retry(1000);
  },
  retry(wait) {
    setTimeout(async () => {
      if (!await this.probe()) this.retry(Math.min(wait * 1.5, 10_000));
    }, wait);
  },
  /** Whether the server answers anything at all. */
  async probe() {
    try {
      await fetch("/settings", { cache: "no-store" });
      this.tell(false);
    } catch {
      this.tell(true);
    }
    return !this.isLost;
  },
};

async function send(path, options = {}, words = undefined) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    connection.tell(true);
    throw lost();
  }
  connection.tell(false);
  if (!response.ok) throw failure(response.status, await response.json().catch(() => null), words);
  return response;
}

export const get = async (path) => (await send(path)).json();
export const remove = async (path) => (await send(path, { method: "DELETE" })).json();

/** Asks, and calls `on[event](data)` for each server-sent event until the answer is done. */
export async function chat(body, on, signal) {
  const response = await send("/chat", {
    method: "POST", signal, body: JSON.stringify(body),
    headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
  }, CHAT_WORDS);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  let isOver = false;
  const deliver = (block) => {
    const { name, data } = parseEvent(block);
    if (data === undefined || isOver) return;
    if (name === "error") {
      isOver = true;
      throw new Failure(data.message ?? "The answer failed.");
    }
    on[name]?.(data);
    isOver = name === "done";
  };
  while (!isOver) {
    let piece;
    try {
      piece = await reader.read();
    } catch (error) {
      if (error.name === "AbortError") throw error;
      connection.tell(true);
      throw lost();
    }
    if (piece.done) break;
    text += piece.value;
    const blocks = text.split("\n\n");
    text = blocks.pop();
    blocks.forEach(deliver);
  }
  if (!isOver) throw new Failure("The answer ended before it was complete.");
}

function parseEvent(block) {
  let name = "message";
  const data = [];
  for (const line of block.split("\n")) {
    if (line.startsWith("event:")) name = line.slice(6).trim();
    if (line.startsWith("data:")) data.push(line.slice(5).replace(/^ /, ""));
  }
  if (!data.length) return { name };
  return { name, data: JSON.parse(data.join("\n")) };
}

/** Sends files; `progress` is told the share that has left, 0 to 1. */
export function upload(files, progress) {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    for (const file of files) form.append("files", file, file.name);
    const request = new XMLHttpRequest();
    request.open("POST", "/documents");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) progress(event.loaded / event.total);
    });
    request.addEventListener("load", () => {
      const body = request.response;
      if (body?.documents) resolve(body.documents);
      else reject(failure(request.status, body));
    });
    // A file that cannot be read ends an upload, too, and so does a server that takes no more of it.
    request.addEventListener("error", async () => {
      reject(await connection.probe() ? new Failure("It could not be sent. Please try again.") : lost());
    });
    request.send(form);
  });
}

/** Who is asking: an id that this browser keeps. */
export function userID() {
  try {
    let id = localStorage.getItem("kass.user");
    if (!id) {
      id = `web-${crypto.randomUUID?.() ?? String(Date.now())}`;
      localStorage.setItem("kass.user", id);
    }
    return id;
  } catch {
    return "web";
  }
}
