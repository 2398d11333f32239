"""A `kass up` on ports that are free, as a program starts one: it reads the ready line, and ends it with SIGTERM."""

import contextlib
import dataclasses
import os
import pathlib
import re
import signal
import subprocess


@dataclasses.dataclass(frozen=True)
class Addresses:
    """Where a kass listens."""

    aws: str
    opensearch: str


@contextlib.contextmanager
def running(program, errors):
    """Serves until the block ends; what it complains about goes to the file `errors`, and nothing may.

    It runs where `errors` is, so that it finds no configuration of anybody's.
    """
    folder = errors.parent
    ports = ["--port", "0", "--aws-port", "0", "--opensearch-port", "0"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KASS_")}
    with errors.open("w") as stderr:
        process = subprocess.Popen(
            [pathlib.Path(program).resolve(), "up", "--empty", *ports], stdout=subprocess.PIPE, stderr=stderr,
            text=True, cwd=folder, env=environment | {"HOME": str(folder)})
    try:
        yield ready(process, errors)
        process.send_signal(signal.SIGTERM)
        output, _ = process.communicate(timeout=30)
        assert process.returncode == 0, f"kass up ended with {process.returncode}: {output}{errors.read_text()}"
        assert errors.read_text() == ""
    finally:
        process.kill()
        process.wait()


def ready(process, errors):
    """The addresses that it prints once it listens."""
    found = {}
    for line in process.stdout:
        if address := re.match(r"(AWS|OpenSearch) is at (http://\S+)", line):
            found[address[1].lower()] = address[2]
        if line.startswith("Data is kept"):
            return Addresses(**found)
    raise AssertionError(f"kass up ended before it was ready: {errors.read_text()}")
