"""Uses the page as people do, in a real browser: by keyboard alone, on a desktop and a phone, in light and dark.

    pip install websockets
    python3 Tests/Browser/check.py                                # against the stub beside this file
    python3 Tests/Browser/check.py --url http://127.0.0.1:8080    # against `kass up` with documents in it
    python3 Tests/Browser/check.py --shots DIR                    # keeps screenshots of all that is checked
    python3 Tests/Browser/check.py --url ... --readme docs/chat.png --question "How ...?"

Exits with 1 when something does not hold.
"""

import argparse
import asyncio
import pathlib
import subprocess
import sys
import tempfile

from devtools import browser

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844, "phone": True}
ANSWERED = "!document.querySelector('.answer[aria-busy]') && document.querySelector('.answer .prose')?.textContent.length > 20"
FITS = "document.documentElement.scrollWidth <= innerWidth"

# WCAG 2.2, 1.4.3: 4.5 to 1 between text and what is behind it.
CONTRAST = """(() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = (color) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data]; };
  const light = ([r, g, b]) => { const f = (v) => { v /= 255; return v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; };
    return .2126 * f(r) + .7152 * f(g) + .0722 * f(b); };
  const behind = (element) => { for (let at = element; at; at = at.parentElement) {
    const color = rgba(getComputedStyle(at).backgroundColor); if (color[3] > 250) return color; } return [255, 255, 255]; };
  const bad = [];
  for (const element of document.querySelectorAll('body *')) {
    const text = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!text || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || element.disabled) continue;
    if (element.closest('.hidden, .skip, .citation.pending, #drop, option')) continue;
    const [a, b] = [light(rgba(getComputedStyle(element).color)), light(behind(element))];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) bad.push(`${element.className || element.tagName} ${ratio.toFixed(2)}: ${element.textContent.trim().slice(0, 30)}`);
  }
  return bad;
})()"""

NAMELESS = """[...document.querySelectorAll('button, input, textarea, a')].filter((element) => element.checkVisibility()
  && !(element.getAttribute('aria-label') || element.labels?.length || element.textContent.trim())).map((element) => element.outerHTML)"""


class Checks:
    def __init__(self, page, arguments):
        self.page = page
        self.url = arguments.url
        self.question = arguments.question
        self.shots = arguments.shots
        self.is_stub = arguments.is_stub

    async def shot(self, name):
        if self.shots:
            await self.page.shot(self.shots / f"{name}.png")

    async def ask(self, text):
        await self.page.run("document.getElementById('message').focus()")
        await self.page.type(text)
        await self.page.press("Enter")
        await self.page.until(ANSWERED, 60)

    async def sound(self, name):
        """What must hold of every state of the page."""
        assert await self.page.run(FITS), f"{name}: the page scrolls sideways"
        contrast = await self.page.run(CONTRAST)
        assert not contrast, f"{name}: contrast {contrast}"
        nameless = await self.page.run(NAMELESS)
        assert not nameless, f"{name}: controls without a name {nameless}"
        await self.shot(name)

    async def looks(self):
        """Each state, on each screen, in each theme."""
        for theme in ("light", "dark"):
            for screen, size in (("desktop", DESKTOP), ("phone", PHONE)):
                await self.page.open(self.url + "/?" + theme + screen, theme=theme, **size)
                await self.page.until("document.querySelectorAll('.example').length === 3")
                await asyncio.sleep(0.3)
                await self.sound(f"{screen}-{theme}-1-empty")
                await self.ask(self.question)
                await self.page.until("document.querySelector('.meta.link')")
                await self.sound(f"{screen}-{theme}-2-answer")
                await self.page.run("document.querySelector('button.citation').click()")
                await self.page.until("document.querySelector('.passage mark')")
                await self.sound(f"{screen}-{theme}-3-passage")
                await self.page.run("document.querySelector('.meta.link').click()")
                await self.page.until("document.querySelectorAll('.calls li').length > 3")
                await self.sound(f"{screen}-{theme}-4-activity")
                await self.page.run("document.getElementById('open-documents').click()")
                await self.page.until("document.querySelectorAll('#documents .document').length > 1")
                await self.sound(f"{screen}-{theme}-5-documents")
                if screen == "phone":
                    await self.page.press("Escape")
                    await self.page.run("document.getElementById('open-sidebar').click()")
                    await self.page.until("document.getElementById('sidebar').getBoundingClientRect().left === 0")
                    await self.sound(f"{screen}-{theme}-6-conversations")

    async def keyboard(self):
        """A question, its source, the panel closed again, a new conversation: without a mouse."""
        page = self.page
        await page.open(self.url + "/?keyboard", **DESKTOP)
        await page.until("document.activeElement.id === 'message'")
        await page.type("First line")
        await page.press("Enter", shift=True)
        assert await page.run("document.getElementById('message').value") == "First line\n"
        await page.run("document.getElementById('message').value = ''")
        await page.type(self.question)
        await page.press("Enter")
        await page.until("document.querySelector('#stop:not([hidden])')")
        await page.until(ANSWERED, 60)
        await page.until("document.activeElement.id === 'message'")
        await page.run("document.activeElement.blur()")
        await page.tab_to("it.classList.contains('citation')")
        outline = await page.run("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", "the focus cannot be seen"
        await page.press("Enter")
        await page.until("!document.getElementById('panel').hidden && document.activeElement.id === 'panel-title'")
        await page.press("Escape")
        await page.until("document.getElementById('panel').hidden && document.activeElement.classList.contains('citation')")
        await page.press("/")
        await page.until("document.activeElement.id === 'message'")
        assert await page.run("document.getElementById('message').value") == ""
        await page.run("document.activeElement.blur()")
        await page.tab_to("it.id === 'new-conversation'", 120)
        await page.press("Enter")
        await page.until("!document.getElementById('empty').hidden && !document.querySelector('.answer')")
        await page.tab_to("it.classList.contains('example')", 120)
        await page.press("Enter")
        await page.until(ANSWERED, 60)

    async def conversations(self):
        """A conversation is found again after a reload and can be deleted."""
        page = self.page
        await page.open(self.url + "/?conversations", **DESKTOP)
        await self.ask(self.question)
        await page.until("document.querySelector('#conversations .current')")
        before = await page.run("location.hash")
        assert before, "the address does not name the conversation"
        await page.send("Page.reload")
        await asyncio.sleep(0.3)
        await page.until("document.querySelectorAll('.question').length === 1 && document.querySelector('.citation')")
        count = await page.run("document.querySelectorAll('#conversations li').length")
        await page.run("document.querySelector('#conversations .current > .icon').click()")
        await page.run("document.querySelector('#conversations .current > .icon').click()")
        await page.until(f"!document.getElementById('empty').hidden && document.querySelectorAll('#conversations .conversation').length === {count - 1}")

    async def older(self):
        """Conversations beyond the first page come when asked for, and the focus goes to the first of them."""
        page = self.page
        await page.open(self.url + "/?older", **DESKTOP)
        await page.run("""import('/assets/api.js').then(async (api) => {
          const body = JSON.stringify({ message: 'Hello', user_id: api.userID() });
          await Promise.all(Array.from({ length: 55 }, async () => {
            const answer = await fetch('/chat', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
            if (!answer.ok) throw new Error(await answer.text());
            await answer.text();
          }));
        })""")
        await page.send("Page.reload")
        await page.until("document.querySelector('#conversations .older')")
        await page.run("document.querySelector('#conversations .older').click()")
        await page.until("document.querySelectorAll('#conversations .conversation').length >= 55")
        await page.until("document.activeElement === document.querySelectorAll('#conversations li button')[50]"
                         " || document.activeElement === document.querySelectorAll('#conversations .conversation')[50]")

    async def documents(self):
        """Files dropped on the page are read and can be deleted; one that cannot be read says why."""
        page = self.page
        await page.open(self.url + "/?documents", **DESKTOP)
        with tempfile.TemporaryDirectory() as folder:
            good = pathlib.Path(folder, "browser-check.txt")
            good.write_text("The browser check writes one sentence, which becomes one passage. " * 40)
            bad = pathlib.Path(folder, "browser-check-broken.pdf")
            bad.write_bytes(b"%PDF-1.4 this is none")
            empty = pathlib.Path(folder, "browser-check-empty.txt")
            empty.touch()
            await page.drop([good, bad, empty])
        row = "[...document.querySelectorAll('#documents .document')].find((row) => row.textContent.includes('{}'))"
        await page.until("document.getElementById('uploads').textContent.includes('It is empty.')")
        await page.until(row.format("browser-check.txt") + "?.querySelector('.state.good')", 60)
        await page.until(row.format("browser-check-broken.pdf") + "?.querySelector('.state.bad')", 60)
        await self.sound("documents-after-drop")
        for name in ("browser-check.txt", "browser-check-broken.pdf"):
            for _ in range(2):
                await page.run(row.format(name) + ".querySelector('button').click()")
            await page.until("!" + row.format(name), 60)

    async def troubles(self):
        """What goes wrong is said kindly, and can be tried again. The stub alone goes wrong when asked to."""
        page = self.page
        await page.open(self.url + "/?troubles", **DESKTOP)
        for word, said in (("fail", "The model did not answer."), ("busy", "Too many questions"), ("cut", "ended before")):
            await page.run("document.getElementById('message').focus()")
            await page.type(f"Please {word}")
            await page.press("Enter")
            await page.until(f"[...document.querySelectorAll('.error')].some((error) => error.textContent.includes('{said}'))")
            assert await page.run("document.querySelector('.answer:last-child .error button')?.textContent") == "Try again"
        await self.sound("troubles-errors")
        await page.type("A slow answer")
        await page.press("Enter")
        await page.until("document.querySelector('.answer:last-child .prose')?.textContent.length > 30")
        await self.shot("troubles-streaming")
        await page.run("document.getElementById('stop').click()")
        await page.until("document.querySelector('.stopped')")
        await page.run("document.querySelector('.stopped button').click()")
        await page.until("document.querySelector('.answer:last-child .prose')?.textContent.length > 30")
        await page.run("document.getElementById('stop').click()")
        page.errors.clear()
        await page.send("Network.emulateNetworkConditions", offline=True, latency=0, downloadThroughput=-1, uploadThroughput=-1)
        await page.type("Is anyone there?")
        await page.press("Enter")
        await page.until("!document.getElementById('connection').hidden")
        await self.sound("troubles-connection")
        await page.send("Network.emulateNetworkConditions", offline=False, latency=0, downloadThroughput=-1, uploadThroughput=-1)
        await page.until("document.getElementById('connection').hidden")
        await page.run("document.querySelector('.answer:last-child .error button').click()")
        await page.until(ANSWERED)
        page.errors.clear()

    async def unharmed(self):
        """Text of an answer stays text."""
        hostile = "<img src=x onerror=alert(1)> **<b>x</b>** [a](javascript:alert(1)) `<i>` | <script>1</script>"
        script = "import('/assets/prose.js').then((m) => {{ const d = document.createElement('div'); d.append(...m.prose({}, () => null)); return d.querySelectorAll('img, b, a, i, script').length; }})"
        await self.page.open(self.url + "/?unharmed", **DESKTOP)
        assert await self.page.run(script.format(repr(hostile))) == 0


async def run(arguments):
    names = ["unharmed", "keyboard", "conversations", "older", "documents", "looks"] + (["troubles"] if arguments.is_stub else [])
    failed = 0
    async with browser() as page:
        if arguments.readme:
            checks = Checks(page, arguments)
            await page.open(arguments.url, **DESKTOP)
            await checks.ask(arguments.question)
            await page.until("document.querySelector('.meta.link')")
            await page.run("document.querySelector('.meta.link').click()")
            await page.until("document.querySelectorAll('.calls li').length > 3")
            await page.run("document.getElementById('scroll').scrollTop = 0")
            await page.shot(arguments.readme)
            return 0
        for name in arguments.only or names:
            page.errors.clear()
            try:
                await getattr(Checks(page, arguments), name)()
                # A refused request is logged by the browser itself; here it was asked for.
                assert not page.errors, page.errors
                print(f"ok      {name}", flush=True)
            except AssertionError as error:
                failed += 1
                print(f"FAILED  {name}: {error}", flush=True)
                if arguments.shots:
                    await page.shot(arguments.shots / f"failed-{name}.png")
    return 1 if failed else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url")
    parser.add_argument("--question", help="one that the documents answer; without it, one for the stub or for the demo documents")
    parser.add_argument("--shots", type=pathlib.Path)
    parser.add_argument("--readme", type=pathlib.Path, help="make the screenshot of the README and nothing else")
    parser.add_argument("only", nargs="*", help="checks to run instead of all")
    arguments = parser.parse_args()
    arguments.is_stub = arguments.url is None
    arguments.question = arguments.question or (
        "How long does the travel team take to review my voucher?" if arguments.is_stub else "How long are frames guaranteed?")
    if arguments.shots:
        arguments.shots.mkdir(parents=True, exist_ok=True)
    stub = None
    if arguments.is_stub:
        arguments.url = "http://127.0.0.1:8099"
        stub = subprocess.Popen(
            [sys.executable, pathlib.Path(__file__).with_name("stub.py"), "8099"], stdout=subprocess.PIPE)
        stub.stdout.readline()
    try:
        return asyncio.run(run(arguments))
    finally:
        if stub:
            stub.terminate()


if __name__ == "__main__":
    sys.exit(main())
