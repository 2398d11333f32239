"""What all checks of the page share."""

import json

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

    async def say(self, text):
        await self.page.run("document.getElementById('message').focus()")
        await self.page.type(text)
        await self.page.press("Enter")

    async def ask(self, text):
        await self.say(text)
        await self.page.until(ANSWERED, 60)

    async def refuse(self, answers):
        """What the stub refuses from now on: `{"GET /documents": [502, {...}]}`."""
        await self.page.run(f"fetch('/refusals', {{ method: 'PUT', body: {json.dumps(json.dumps(answers))} }})")

    async def sound(self, name):
        """What must hold of every state of the page."""
        assert await self.page.run(FITS), f"{name}: the page scrolls sideways"
        contrast = await self.page.run(CONTRAST)
        assert not contrast, f"{name}: contrast {contrast}"
        nameless = await self.page.run(NAMELESS)
        assert not nameless, f"{name}: controls without a name {nameless}"
        await self.shot(name)
