"""A stand-in for `kass up`: the page from Sources/FrontDoor/Web and an API of canned answers, for work on the page.

    python3 Tests/Browser/stub.py [port]

What a question contains decides how it is answered: "fail" ends in an error event, "busy" is refused with 429, "cut" ends
too early, "slow" writes slowly, "wide" answers with a wide table, "عربي" in Arabic; anything else is answered with
sources. As Lambda does, it writes an answer to its end when the reader has gone. A document whose name contains "broken"
fails, an upload with one that contains "dropped" breaks off, and `PUT /refusals` has requests fail: see `refusals`.
"""

import email.parser
import email.policy
import http.server
import itertools
import json
import pathlib
import re
import sys
import threading
import time
import urllib.parse

WEB = pathlib.Path(__file__).resolve().parents[2] / "Sources/FrontDoor/Web"
TYPES = {".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

ANSWER = """Travel vouchers are reviewed in **3 to 5 business days** once your supervisor has approved them [1]. \
If something is missing, the voucher comes back to you with a note, and the time begins anew [1, 2].

Before you submit, have these at hand:

- the receipt for every expense above $75 [2]
- the approved authorization, with its number
- for a rental car, the *zero balance* invoice [3]

| Expense | Receipt needed |
|---|---|
| Lodging | always |
| Meals | never |
| Taxi | above $75 |"""

WIDE = """Here they are [1]:

| Article | Description | Discount from ten pieces | Recommended price (EUR) | Available from | Delivery |
|---|---|---:|---:|:-:|---|
| FC-1001 | Luggage carrier, aluminium | 12.5 % | 1,079.90 | 2026-09-15 | Kaufhaus-Lieferung |
| FC-2040 | Weatherproof rain cover for the cargo box | 3 % | 189.00 | 2026-11-01 | Spedition |"""

ARABIC = """يتم مراجعة قسائم السفر خلال 3 إلى 5 أيام عمل [1].

- إيصال لكل مصروف يزيد عن 75 دولارًا.
- رقم التفويض."""

SOURCES = [
    {
        "number": 1, "id": "3f2a9c-00012", "doc_id": "3f2a9c", "title": "Travel guide: Reimbursement",
        "source": "documents/pdf/travel-guide.pdf", "page": 4, "score": 0.83,
        "text": "Vouchers are reviewed in 3-5 business days after approval by the supervisor.",
    },
    {
        "number": 2, "id": "8b11d0-00003", "doc_id": "8b11d0", "title": "Expense rules 2026",
        "source": "documents/excel/expense-rules-2026.xlsx", "sheet": "Receipts", "row": 12, "score": 0.74,
        "text": "Receipts\n\nExpense | Receipt needed\nTaxi | above 75 USD\nLodging | always\nMeals | never",
    },
    {
        "number": 3, "id": "c0ffee-00001", "doc_id": "c0ffee", "title": "rental-cars.md",
        "source": "documents/raw/rental-cars.md", "score": 0.61,
        "text": "Ask the rental company for a zero balance invoice when you return the car.",
    },
]

CALLS = [
    ("lambda", "InvokeWithResponseStream", "arn:aws:lambda:us-east-1:000000000000:function:kass-chatbot-dev-orchestrator", 2, 153, 26_700),
    ("dynamodb", "Query", "arn:aws:dynamodb:us-east-1:000000000000:table/kass-chatbot-dev-conversations", 6, 410, 125),
    ("dynamodb", "GetItem", "arn:aws:dynamodb:us-east-1:000000000000:table/kass-chatbot-dev-cache", 9, 190, 125),
    ("bedrock", "InvokeModel", "arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-embed-text-v2:0", 14, 38_200, 280),
    ("aoss", "Search", "kass-chatbot-dev-kb/knowledge_base", 55, 3_870, 0),
    ("bedrock", "ApplyGuardrail", "arn:aws:bedrock:us-east-1:000000000000:guardrail/kass", 61, 2_210, 150_000),
    ("bedrock", "ConverseStream", "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-5-sonnet-20240620-v1:0", 66, 1_310_000, 9_213_000),
    ("dynamodb", "TransactWriteItems", "arn:aws:dynamodb:us-east-1:000000000000:table/kass-chatbot-dev-messages", 1381, 1_950, 7_500),
]

lock = threading.RLock()
ids = itertools.count(1)
conversations = {}
turns = {}
documents = {}
# What is refused, such as {"GET /documents": [502, {"message": "Internal Server Error"}]}.
refusals = {}


def stamp(seconds=None):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds or time.time()))


def add_document(key, size, age=99.0):
    documents[key] = {"bytes": size, "at": time.time() - age}


add_document("documents/pdf/travel-guide.pdf", 1_284_301, 7200)
add_document("documents/excel/expense-rules-2026.xlsx", 48_211, 5000)
add_document("documents/raw/rental-cars.md", 6_120, 90000)
add_document("documents/pdf/scan-broken.pdf", 903_114, 400)


def describe(key, document):
    age = time.time() - document["at"]
    entry = {"name": key.split("/")[-1], "source": key, "bytes": document["bytes"], "updated_at": stamp(document["at"])}
    if document.get("deleted"):
        return entry | {"state": "deleting"}
    if age < 0.7:
        return entry | {"state": "received"}
    if age < 2.2:
        return entry | {"state": "processing"}
    if "broken" in key:
        return entry | {"state": "failed", "reason": "The pages are pictures without text. Add a version with text, such as one from OCR."}
    return entry | {"state": "indexed", "chunks": max(1, document["bytes"] // 9000)}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def refuse(self):
        path = self.path.split("?")[0]
        status, body = refusals.get(f"{self.command} {path}", (None, None))
        if status:
            self.json(body, status)
        return status

    def head(self, status, kind, length=None, **more):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-store")
        for name, value in more.items():
            self.send_header(name.replace("_", "-"), value)
        if length is None:
            self.send_header("Connection", "close")
            self.close_connection = True
        else:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def json(self, value, status=200):
        body = json.dumps(value).encode()
        self.head(status, "application/json", len(body))
        self.wfile.write(body)

    def missing(self):
        self.json({"error": "NotFound", "message": "There is nothing at this path."}, 404)

    @property
    def parts(self):
        path = self.path.split("?")[0]
        return [urllib.parse.unquote(part) for part in path.split("/") if part]

    @property
    def query(self):
        return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.path).query))

    def do_PUT(self):
        refusals.clear()
        refusals.update(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.json({})

    def do_GET(self):
        parts = self.parts
        if self.refuse():
            return
        match parts:
            case []:
                self.asset("index.html")
            case ["assets", name]:
                self.asset(name)
            case ["settings"]:
                self.json({
                    "example_questions": [
                        {"text": "How long does the travel team take to review my voucher?", "document": "travel-guide.pdf"},
                        {"text": "Above which amount do I need a receipt?", "document": "expense-rules-2026.xlsx"},
                        {"text": "What do I ask the rental company for?", "document": "rental-cars.md"},
                        {"text": "Which pages are pictures?", "document": "scan-broken.pdf"},
                    ],
                    "limits": {"message_characters": 8000, "document_bytes": 50 * 1024 * 1024, "files_per_upload": 50},
                })
            case ["conversations", _]:
                with lock:
                    found = sorted(conversations.values(), key=lambda item: item["updated_at"], reverse=True)
                start = int(self.query.get("next_token", "0"))
                page = found[start:start + 50]
                body = {"conversations": [{k: v for k, v in item.items() if k != "messages"} for item in page]}
                self.json(body | ({"next_token": str(start + 50)} if len(found) > start + 50 else {}))
            case ["conversation", name] if name in conversations:
                self.json(conversations[name])
            case ["documents"]:
                with lock:
                    gone = [key for key, item in documents.items() if time.time() - item.get("deleted", 1e12) > 1.5]
                    for key in gone:
                        del documents[key]
                    self.json({"documents": [describe(key, item) for key, item in sorted(documents.items())]})
            case ["documents", name, "passages", chunk]:
                source = next((item for item in SOURCES if item["id"] == chunk), None)
                if source is None:
                    return self.missing()
                self.json({
                    "id": chunk, "name": name, "source": source["source"], "text": source["text"] + "\n\n"
                    "Vouchers with receipts missing are returned with a note and wait for their turn again.",
                    "before": "4.2 Submitting a voucher. Submit within five business days after your return. Your supervisor approves it first.",
                    "after": "4.4 Payment. Money arrives by direct deposit within 30 days after the review; a delay beyond that earns interest.",
                })
            case ["activity"]:
                self.json(self.activity())
            case _:
                self.missing()

    def asset(self, name):
        file = WEB / name
        if not file.is_file() or file.parent != WEB:
            return self.missing()
        body = file.read_bytes()
        self.head(200, TYPES[file.suffix], len(body))
        self.wfile.write(body)

    def activity(self):
        turn = turns.get(self.query.get("turn"))
        if not turn:
            return {"last": 0, "omitted": 0, "calls": [], "turns": []}
        start = turn["started_at_ms"]
        since = time.time() * 1000 - start
        scale = turn.get("duration_us", 1_402_000) / 1_402_000
        calls = [
            {
                "sequence": index, "started_at_ms": start + at * scale, "duration_us": int(took * scale), "service": service,
                "operation": operation, "resource": resource, "price_nanodollars": price, "turn": turn["turn"],
            }
            for index, (service, operation, resource, at, took, price) in enumerate(CALLS, 1)
            if "duration_us" in turn or at + took / 1000 < since
        ]
        return {"last": len(calls), "omitted": 0, "calls": calls, "turns": [turn]}

    def do_DELETE(self):
        if self.refuse():
            return
        match self.parts:
            case ["conversation", name] if name in conversations:
                del conversations[name]
                self.json({"conversation_id": name, "deleted": True})
            case ["documents", name]:
                for key, item in documents.items():
                    if key.split("/")[-1] == name:
                        item["deleted"] = time.time()
                        return self.json({"name": name, "source": key, "state": "deleting"}, 202)
                self.missing()
            case _:
                self.missing()

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.refuse():
            return
        match self.parts:
            case ["chat"]:
                self.chat(json.loads(body))
            case ["documents"]:
                self.upload(body)
            case _:
                self.missing()

    def upload(self, body):
        head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
        if b"dropped" in body[:1000]:
            self.close_connection = True
            return self.connection.close()
        form = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + body)
        outcomes = []
        for part in form.iter_parts():
            name = part.get_filename()
            folder = {"xlsx": "excel", "pdf": "pdf"}.get(name.split(".")[-1], "raw")
            size = len(part.get_payload(decode=True))
            add_document(f"documents/{folder}/{name}", size, 0)
            outcomes.append({"name": name, "state": "received", "source": f"documents/{folder}/{name}", "bytes": size})
        self.json({"documents": outcomes}, 202)

    def event(self, name, data):
        if "duration_us" in self.turn:
            return
        try:
            self.wfile.write(f"event: {name}\ndata: {json.dumps(data)}\n\n".encode())
            self.wfile.flush()
        except OSError:
            self.end_turn()

    def end_turn(self):
        self.turn.setdefault("duration_us", int((time.time() * 1000 - self.turn["started_at_ms"]) * 1000))

    def chat(self, request):
        message = request["message"]
        if "busy" in message:
            return self.json({"message": "Too Many Requests"}, 429)
        self.turn = {"turn": f"turn-{next(ids)}", "started_at_ms": time.time() * 1000}
        turns[self.turn["turn"]] = self.turn
        self.head(200, "text/event-stream")
        self.tell(request, message)
        self.end_turn()

    def tell(self, request, message):
        name = request.get("conversation_id") or f"conversation-{next(ids)}"
        text = WIDE if "wide" in message else ARABIC if "عربي" in message else ANSWER
        self.event("turn", {"turn": self.turn["turn"]})
        self.event("start", {"conversation_id": name})
        pause = 0 if message == "Hello" else 0.12 if "slow" in message else 0.012
        time.sleep(0.35 if pause else 0)
        sent = set()
        pieces = re.findall(r"\S+\s*", text)
        for index, piece in enumerate(pieces):
            self.event("delta", {"text": piece})
            for number in map(int, re.findall(r"\d+", "".join(re.findall(r"\[([\d, ]+)\]?", piece)))):
                if number <= 3 and number not in sent:
                    sent.add(number)
                    self.event("source", SOURCES[number - 1])
            if index == 12 and "fail" in message:
                return self.event("error", {"error": "ModelError", "message": "The model did not answer."})
            if index == 12 and "cut" in message:
                return
            time.sleep(pause)
        answer = {"conversation_id": name, "answer": text, "sources": SOURCES, "processing_time": 1.4, "cached": False}
        with lock:
            item = conversations.setdefault(name, {
                "conversation_id": name, "title": message[:80], "created_at": stamp(), "messages": [],
            })
            item["updated_at"] = stamp()
            item["messages"] += [
                {"role": "user", "content": message},
                {"role": "assistant", "content": text, "sources": SOURCES},
            ]
        self.event("done", answer)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request, client_address):
        """A reader that has gone is no error."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


if __name__ == "__main__":
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 8080
    print(f"http://127.0.0.1:{port}", flush=True)
    Server(("127.0.0.1", port), Handler).serve_forever()
