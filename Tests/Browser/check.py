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

from common import DESKTOP
from devtools import browser
from keeping import Keeping
from reading import Reading


class AllChecks(Reading, Keeping):
    """Each method that is named here is a check."""

    EVERYWHERE = ["unharmed", "prose", "keyboard", "activity", "conversations", "older", "documents", "looks"]
    # The stub alone writes slowly, in Arabic, and fails when it is asked to.
    STUB_ALONE = ["tables", "directions", "length", "focus", "examples", "uploads", "words", "reload", "stop", "troubles"]


async def run(arguments):
    names = AllChecks.EVERYWHERE + (AllChecks.STUB_ALONE if arguments.is_stub else [])
    failed = 0
    async with browser() as page:
        if arguments.readme:
            checks = AllChecks(page, arguments)
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
                await getattr(AllChecks(page, arguments), name)()
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
