// The API behind the page: requests, streamed answers, uploads, and whether the server is there at all.

/** Something that went wrong, in words for a person. */
export class Failure extends Error {
  constructor(message, { status = 0, lost = false } = {}) {
    super(message);
    this.status = status;
    this.lost = lost;
  }
}

const WORDS = {
  429: "Too many questions at this moment. Please try again shortly.",
  502: "The assistant failed to answer. Please try again.",
  503: "A service that is needed does not answer. Please try again shortly.",
  504: "That took too long. Please try again.",
};

const lost = () => new Failure("The connection to KASS was lost.", { lost: true });

async function failure(response) {
  let body = {};
  try { body = await response.json(); } catch { /* no JSON: the status says enough */ }
  const said = body.error ? body.message : undefined;
  return new Failure(WORDS[response.status] ?? said ?? `The request failed (status ${response.status}).`, {
    status: response.status,
  });
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
      try {
        await fetch("/settings", { cache: "no-store" });
        this.tell(false);
      } catch {
        this.retry(Math.min(wait * 1.5, 10_000));
      }
    }, wait);
  },
};

async function send(path, options = {}) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    connection.tell(true);
    throw lost();
  }
  connection.tell(false);
  if (!response.ok) throw await failure(response);
  return response;
}

export const get = async (path) => (await send(path)).json();
export const remove = async (path) => (await send(path, { method: "DELETE" })).json();

/** Asks, and calls `on[event](data)` for each server-sent event until the answer is done. */
export async function chat(body, on, signal) {
  const response = await send("/chat", {
    method: "POST", signal, body: JSON.stringify(body),
    headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
  });
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
      const body = request.response ?? {};
      if (body.documents) resolve(body.documents);
      else {
        reject(new Failure(WORDS[request.status] ?? body.message ?? "The files were not taken.", {
          status: request.status,
        }));
      }
    });
    request.addEventListener("error", () => {
      connection.tell(true);
      reject(lost());
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
