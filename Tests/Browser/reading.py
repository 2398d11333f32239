"""Checks of what is read: each state of the page, answers and their sources, and how they are reached by keyboard."""

import asyncio
import json

from common import ANSWERED, DESKTOP, FITS, PHONE, Checks


class Reading(Checks):
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
        # An answer is read aloud once, and not at each word that is written.
        await page.until("document.getElementById('status').textContent.startsWith('The answer: ')")
        assert not await page.run("document.querySelector('#messages').closest('[aria-live], [role=log]')")
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

    async def unharmed(self):
        """Text of an answer stays text."""
        hostile = "<img src=x onerror=alert(1)> **<b>x</b>** [a](javascript:alert(1)) `<i>` | <script>1</script>"
        script = "import('/assets/prose.js').then((m) => {{ const d = document.createElement('div'); d.append(...m.prose({}, () => null)); return d.querySelectorAll('img, b, a, i, script').length; }})"
        await self.page.open(self.url + "/?unharmed", **DESKTOP)
        assert await self.page.run(script.format(repr(hostile))) == 0

    async def prose(self):
        """Markup of an answer that models write and that is easily got wrong."""
        await self.page.open(self.url + "/?prose", **DESKTOP)
        cases = {
            "- a\n  - b\n    - c\n  - d\n- e": "ul(li(a ul(li(b ul(li(c))) li(d))) li(e))",
            "1. a\n\n   - b\n\n2. c": "ol(li(a ul(li(b))) li(c))",
            "1. a\n- b\n2. c": "ol(li(a)) ul(li(b)) ol(li(c))",
            "28. January 2027 is a Thursday.": "p(28. January 2027 is a Thursday.)",
            "Since\n28. January it is so.": "p(Since br() 28. January it is so.)",
            "7. a\n8. b": "ol(li(a) li(b))",
            "a\n\n---\n\nb": "p(a) hr() p(b)",
            "- a\n\nb": "ul(li(a)) p(b)",
        }
        for text, expected in cases.items():
            shape = await self.page.run("""import('/assets/prose.js').then(({ prose }) => {
              const shape = (node) => node.nodeType === 3 ? node.textContent.trim()
                : `${node.localName}(${[...node.childNodes].map(shape).filter(Boolean).join(' ')})`;
              return prose(%s, () => null).map(shape).join(' ');
            })""" % json.dumps(text))
            assert shape == expected, f"{text!r} becomes {shape}"

    async def activity(self):
        """An answer is shown with the calls that were made for it, and with no others."""
        page = self.page
        await page.open(self.url + "/?activity", **DESKTOP)
        await page.run("document.getElementById('open-activity').click()")
        await self.ask(self.question)
        await page.until("document.querySelector('.meta.link')")
        await asyncio.sleep(0.6)
        calls = await page.run("[...document.querySelectorAll('.calls li')].map((row) => row.innerText)")
        told = await page.run("parseInt(document.querySelector('.meta.link').innerText)")
        assert told == len(calls), f"{told} calls are told of, and {len(calls)} are listed"
        strangers = [call for call in calls if "user_id-index" in call or "PutLogEvents" in call.replace("\n", "")]
        assert not strangers, f"calls of others: {strangers}"
        assert calls[0].startswith("Lambda"), f"the first is {calls[0]}"
        share = await page.run("(([bar]) => bar.offsetWidth / bar.parentElement.offsetWidth)(document.querySelectorAll('.bar'))")
        assert share > 0.9, f"the function that answers takes {share:.0%} of its answer's time"

    async def tables(self):
        """Words of a table stay whole, also on a phone: the table scrolls, and the page does not."""
        page = self.page
        broken = """[...document.querySelectorAll('.table :is(th, td)')].flatMap((cell) => {
          const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
          const words = [];
          while (walker.nextNode()) for (const match of walker.currentNode.data.matchAll(/\\S+/g)) {
            const range = document.createRange();
            range.setStart(walker.currentNode, match.index);
            range.setEnd(walker.currentNode, match.index + match[0].length);
            if (range.getClientRects().length > 1) words.push(match[0]);
          }
          return words;
        })"""
        for screen, size in (("desktop", DESKTOP), ("phone", PHONE)):
            await page.open(self.url + "/?tables" + screen, **size)
            await self.ask("A wide table, please")
            words = await page.run(broken)
            assert not words, f"broken on a {screen}: {words}"
            assert await page.run("getComputedStyle(document.querySelectorAll('.table td')[3]).textAlign") == "end"
            await self.sound(f"{screen}-tables")
        assert await page.run("(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 50)(document.querySelector('.table'))")
        await page.run("document.querySelectorAll('.source')[1].click()")
        await page.until("document.querySelector('.passage mark')")
        rows = await page.run("[...document.querySelectorAll('.passage tr')].map((row) => row.innerText)")
        assert rows == ["Expense\tReceipt needed", "Taxi\tabove 75 USD", "Lodging\talways", "Meals\tnever"], rows
        await self.sound("phone-passage-table")

    async def directions(self):
        """Text that is written from the right is set so, and the page around it is not."""
        page = self.page
        await page.open(self.url + "/?directions", **DESKTOP)
        await page.run("document.getElementById('message').focus()")
        await page.type("سؤال عربي عن القسائم؟")
        direction = "getComputedStyle(document.querySelector('{}')).direction"
        assert await page.run(direction.format("#message")) == "rtl"
        await page.press("Enter")
        await page.until(ANSWERED)
        await page.until("document.querySelector('#conversations .current')")
        for place in (".question p", ".prose p", ".prose ul", "#conversations .current .name"):
            assert await page.run(direction.format(place)) == "rtl", f"{place} is set from the left"
        for place in (".answer", ".source-title", "#conversations"):
            assert await page.run(direction.format(place)) == "ltr", f"{place} is set from the right"
        await self.sound("directions")

    async def length(self):
        """A question that is too long says so, and stays."""
        page = self.page
        await page.open(self.url + "/?length", **DESKTOP)
        await page.type("a" * 8500)
        await page.press("Enter")
        await page.until("document.getElementById('count').textContent.includes('Too long by 500')")
        assert await page.run("document.getElementById('message').value.length") == 8500
        assert await page.run("document.getElementById('status').textContent.startsWith('The question was not sent')")
        await self.sound("length")
