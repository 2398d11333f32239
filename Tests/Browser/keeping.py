"""Checks of what is kept: conversations and documents, and what becomes of them when something goes wrong."""

import asyncio
import json
import pathlib
import tempfile

from common import ANSWERED, DESKTOP, Checks


class Keeping(Checks):
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
        await page.until("document.querySelectorAll('.question').length === 1 && document.querySelector('.citation')"
                         " && document.querySelector('#conversations .current')")
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
        row = "[...document.querySelectorAll('#documents .document')].find((row) => row.textContent.includes('{}'))"
        with tempfile.TemporaryDirectory() as folder:
            good = pathlib.Path(folder, "browser-check.txt")
            good.write_text("The browser check writes one sentence, which becomes one passage. " * 40)
            bad = pathlib.Path(folder, "browser-check-broken.pdf")
            bad.write_bytes(b"%PDF-1.4 this is none")
            empty = pathlib.Path(folder, "browser-check-empty.txt")
            empty.touch()
            await page.drop([good, bad, empty])
            # The browser reads a dropped file when it sends it.
            await page.until("document.getElementById('uploads').textContent.includes('It is empty.')")
            await page.until(row.format("browser-check.txt"))
        position = await page.run(f"[...document.querySelectorAll('#documents .document')].indexOf({row.format('browser-check.txt')})")
        assert position < 2, f"what was just added is number {position + 1} of the list"
        await page.until(row.format("browser-check.txt") + "?.querySelector('.state.good')", 60)
        await page.until(row.format("browser-check-broken.pdf") + "?.querySelector('.state.bad')", 60)
        await self.sound("documents-after-drop")
        for name in ("browser-check.txt", "browser-check-broken.pdf"):
            for _ in range(2):
                await page.run(row.format(name) + ".querySelector('button').click()")
            await page.until("!" + row.format(name), 60)

    async def focus(self):
        """What is deleted leaves the focus beside it, and lists that are drawn again leave a pressed button pressed."""
        page = self.page
        await page.open(self.url + "/?focus", **DESKTOP)
        for _ in range(3):
            await self.ask("Hello")
            await page.run("document.getElementById('new-conversation').click()")
        await page.until("document.querySelectorAll('#conversations .conversation').length >= 3")
        await page.run("document.querySelectorAll('#conversations .icon')[1].focus()")
        await page.press("Enter")
        await page.run("import('/assets/conversations.js').then((module) => module.refreshConversations())")
        assert await page.run("document.activeElement.textContent") == "Delete?", "a refresh undoes the first press"
        before = await page.run("document.querySelectorAll('#conversations .conversation').length")
        await page.press("Enter")
        await page.until(f"document.querySelectorAll('#conversations .conversation').length === {before - 1}")
        assert await page.run("document.activeElement === document.querySelectorAll('#conversations .conversation')[1]")
        await page.run("document.getElementById('open-documents').click()")
        await page.until("document.querySelectorAll('#documents button').length > 2")
        await page.run("document.querySelectorAll('#documents button')[0].focus()")
        name = await page.run("document.querySelector('#documents .name').textContent")
        for _ in range(2):
            await page.press("Enter")
        await page.until(f"![...document.querySelectorAll('#documents .name')].some((other) => other.textContent === '{name}')")
        assert await page.run("document.activeElement.closest('#documents') !== null"), "the focus is lost"

    async def examples(self):
        """Questions are offered as long as their documents are there."""
        page = self.page
        await page.open(self.url + "/?examples", **DESKTOP)
        await page.until("document.querySelectorAll('.example').length > 0")
        texts = await page.run("[...document.querySelectorAll('.example')].map((button) => button.textContent)")
        assert "Which pages are pictures?" not in texts, "a document that could not be read is asked about"
        last = "What do I ask the rental company for?"
        assert last in texts
        await page.run("fetch('/documents/rental-cars.md', { method: 'DELETE' })")
        await page.open(self.url + "/?examples2", **DESKTOP)
        await page.until("document.getElementById('documents-count').textContent")
        assert last not in await page.run("document.getElementById('examples').textContent")

    async def uploads(self):
        """What cannot be sent says why, and is not taken for a lost connection."""
        page = self.page
        await page.open(self.url + "/?uploads", **DESKTOP)
        with tempfile.TemporaryDirectory() as folder:
            inner = pathlib.Path(folder, "a-folder")
            inner.mkdir()
            file = pathlib.Path(folder, "dropped.txt")
            file.write_text("This upload breaks off.")
            await page.drop([inner, file])
            await page.until("document.getElementById('uploads').textContent.includes('It is a folder')")
            await page.until("document.getElementById('uploads').textContent.includes('could not be sent')")
        assert await page.run("document.getElementById('connection').hidden"), "the connection is called lost"
        await self.sound("uploads")
        for _ in range(2):
            await page.run("document.querySelector('#uploads button').focus()")
            await page.press("Enter")
        assert await page.run("document.getElementById('uploads').children.length === 0 && document.activeElement.matches('.add')")
        page.errors.clear()

    async def words(self):
        """What the server says of a failure is what is read; where it says nothing, the words fit what was asked."""
        page = self.page
        busy = "Other uploads are under way; please try again shortly."
        await page.open(self.url + "/?words", **DESKTOP)
        await self.refuse({
            "GET /documents": [502, {"message": "Internal Server Error"}],
            "POST /documents": [503, {"error": "ServiceUnavailable", "message": busy}],
        })
        try:
            with tempfile.TemporaryDirectory() as folder:
                file = pathlib.Path(folder, "words.txt")
                file.write_text("Words.")
                await page.drop([file])
                await page.until(f"document.getElementById('uploads').textContent.includes('{busy}')")
            await page.until("document.getElementById('documents-problem').textContent")
            said = await page.run("document.getElementById('documents-problem').textContent")
            assert "answer" not in said and "failed" in said, said
            away = "The document store does not answer; please try again shortly."
            await self.refuse({"DELETE /documents/travel-guide.pdf": [503, {"error": "ServiceUnavailable", "message": away}]})
            row = "[...document.querySelectorAll('#documents .document')].find((row) => row.textContent.includes('travel-guide'))"
            await page.until(row)
            for _ in range(2):
                await page.run(row + ".querySelector('button').click()")
            await page.until(f"document.getElementById('documents-problem').textContent.includes('was not deleted. {away}')")
            await asyncio.sleep(0.5)
            assert await page.run("document.getElementById('documents-problem').textContent"), "it was said for a moment only"
        finally:
            await self.refuse({})
        page.errors.clear()

    async def reload(self):
        """An answer that is left while it is written is there when one comes back."""
        page = self.page
        whole = "document.querySelectorAll('.question').length === 1 && document.querySelector('.prose').textContent.includes('Taxi')"
        await page.open(self.url + "/?reload", **DESKTOP)
        await self.say("A slow answer")
        await page.until("document.querySelector('.answer:last-child .prose')?.textContent.length > 30")
        before = await page.run("location.hash")
        await page.send("Page.reload")
        await page.until("document.querySelector('.waiting:not([hidden])')?.textContent.includes('being written')")
        assert await page.run("location.hash") == before, "the address has forgotten the conversation"
        await self.shot("reload-waiting")
        await page.until(whole, 30)
        await page.until("document.querySelector('#conversations .current .name')?.textContent === 'A slow answer'")
        await page.until("document.querySelector('.sources')")
        page.errors.clear()

    async def stop(self):
        """A stopped answer says what it took, and can be had whole without being asked for again."""
        page = self.page
        await page.open(self.url + "/?stop", **DESKTOP)
        await self.say("A slow answer")
        await page.until("document.querySelector('.answer:last-child .prose')?.textContent.length > 30")
        await self.shot("stop-streaming")
        await page.run("document.getElementById('stop').click()")
        await page.until("document.querySelector('.stopped')")
        await page.until("document.querySelector('.meta.link')")
        assert "under way" not in await page.run("document.querySelector('.meta.link').textContent")
        await self.sound("stop-stopped")
        await page.run("document.querySelector('.stopped button').click()")
        await page.until("document.querySelector('.sources') && document.querySelector('.prose').textContent.includes('Taxi')", 30)
        await page.send("Page.reload")
        await asyncio.sleep(0.3)
        await page.until("document.querySelector('.sources')")
        assert await page.run("document.querySelectorAll('.question').length") == 1, "it was asked twice"
        page.errors.clear()

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
