"""A browser, driven over the DevTools protocol. Needs `websockets` and a Chromium."""

import asyncio
import base64
import contextlib
import itertools
import json
import os
import pathlib
import shutil
import tempfile
import urllib.request

import websockets

KEYS = {
    "Enter": ("Enter", 13, "\r"), "Escape": ("Escape", 27, None), "Tab": ("Tab", 9, None), "/": ("Slash", 191, "/"),
    " ": ("Space", 32, " "),
}


@contextlib.asynccontextmanager
async def browser():
    """A page in a fresh headless browser; whatever the page logs as an error is in `page.errors`."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not program:
        raise SystemExit("No Chromium is installed: apt-get install chromium, or set CHROMIUM.")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = await asyncio.create_subprocess_exec(
            program, "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0", "--hide-scrollbars",
            f"--user-data-dir={profile}", "--no-first-run", "about:blank",
            stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL)
        try:
            port = await debugging_port(pathlib.Path(profile) / "DevToolsActivePort")
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list") as answer:
                target = next(item for item in json.load(answer) if item["type"] == "page")
            async with websockets.connect(target["webSocketDebuggerUrl"], max_size=None) as socket:
                page = Page(socket)
                await page.begin()
                yield page
        finally:
            process.terminate()
            await process.wait()


async def debugging_port(file):
    for _ in range(300):
        if file.exists() and "\n" in file.read_text():
            return int(file.read_text().split("\n")[0])
        await asyncio.sleep(0.1)
    raise SystemExit("The browser did not start.")


class Page:
    def __init__(self, socket):
        self.socket = socket
        self.ids = itertools.count(1)
        self.answers = {}
        self.errors = []

    async def begin(self):
        self.reader = asyncio.create_task(self.read())
        for domain in ("Page", "Runtime", "Log", "Network"):
            await self.send(f"{domain}.enable")

    async def read(self):
        async for text in self.socket:
            message = json.loads(text)
            if "id" in message:
                self.answers.pop(message["id"]).set_result(message)
            elif message["method"] == "Runtime.exceptionThrown":
                details = message["params"]["exceptionDetails"]
                self.errors.append(details.get("exception", {}).get("description") or details["text"])
            elif message["method"] == "Log.entryAdded" and message["params"]["entry"]["level"] == "error":
                entry = message["params"]["entry"]
                self.errors.append(f"{entry['text']} {entry.get('url', '')}")

    async def send(self, method, **parameters):
        number = next(self.ids)
        self.answers[number] = asyncio.get_running_loop().create_future()
        await self.socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        answer = await asyncio.wait_for(self.answers[number], 30)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        return answer["result"]

    async def run(self, script):
        """The value of a JavaScript expression; promises are awaited."""
        answer = await self.send("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise AssertionError(answer["exceptionDetails"]["exception"].get("description", script))
        return answer["result"].get("value")

    async def until(self, script, seconds=15):
        """Waits until an expression is true."""
        for _ in range(int(seconds * 20)):
            if await self.run(f"Boolean({script})"):
                return
            await asyncio.sleep(0.05)
        raise AssertionError(f"never true: {script}")

    async def open(self, url, width, height, theme="light", phone=False):
        await self.send(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=phone)
        await self.send("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": theme}])
        await self.send("Page.navigate", url=url)
        await self.until("document.documentElement?.dataset.ready === 'true'")

    async def press(self, key, shift=False):
        code, number, text = KEYS[key]
        common = {"key": key, "code": code, "windowsVirtualKeyCode": number, "modifiers": 8 if shift else 0}
        typed = {"text": text} if text else {}
        await self.send("Input.dispatchKeyEvent", type="keyDown", **common, **typed)
        await self.send("Input.dispatchKeyEvent", type="keyUp", **common)

    async def type(self, text):
        await self.send("Input.insertText", text=text)

    async def tab_to(self, script, most=60):
        """Presses Tab until an expression over `document.activeElement` (as `it`) is true."""
        for _ in range(most):
            if await self.run(f"(it => Boolean({script}))(document.activeElement)"):
                return
            await self.press("Tab")
        raise AssertionError(f"Tab never reaches: {script}")

    async def drop(self, files):
        """Drags files over the page and lets go of them."""
        data = {"items": [], "files": [str(file) for file in files], "dragOperationsMask": 1}
        for kind in ("dragEnter", "dragOver", "drop"):
            await self.send("Input.dispatchDragEvent", type=kind, x=300, y=300, data=data)

    async def shot(self, file):
        await asyncio.sleep(0.3)
        answer = await self.send("Page.captureScreenshot", format="png")
        pathlib.Path(file).write_bytes(base64.b64decode(answer["data"]))
