#!/usr/bin/env python3
"""Scores ingestion and answers on a corpus of real documents.

usage: Tests/Corpus/score.py CORPUS [--kass .build/release/kass] [--data DIR]

CORPUS holds kb/, xlsx/, pdf/, expectations.jsonl, qa-dev.jsonl and qa-dev-unanswerable.jsonl. Ingests the documents into
a new directory, compares each file's fate with what is expected, asks every question, and prints a line for each that
went wrong and the scores. An answer is right if it contains what it must and cites a page that says so; a question
without an answer is right if nothing is cited.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

KINDS = {
    "malformed": {"DocumentCorrupt"},
    "encrypted": {"DocumentEncrypted"},
    "no_text": {"DocumentWithoutText"},
    "bomb": {"DocumentTooLarge"},
}


def lines(path):
    return [json.loads(line) for line in path.read_text().splitlines() if line.strip()]


def kass(arguments, *words):
    run = subprocess.run([arguments.kass, *words, "--data", arguments.data], capture_output=True, text=True)
    return [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")], run.stderr


def fate(want, got):
    """Why the fate of a file is not the expected one; None if it is."""
    if got is None:
        return "no verdict"
    refusal = want.get("error") or want.get("error_without_password")
    if refusal is None:
        return None if got["state"] == "indexed" else f"failed: {got.get('reason')}"
    if got["state"] != "failed":
        return None if want.get("or_empty") and not got.get("chunks") else f"indexed, not refused as {refusal}"
    kind = got.get("kind")
    return None if kind is None or kind in KINDS[refusal] else f"refused as {kind}, not {refusal}: {got.get('reason')}"


def ingestion(arguments, corpus):
    verdicts, errors = kass(arguments, "ingest", "--json", "--empty", *(str(corpus / part) for part in ("kb", "xlsx", "pdf")))
    sys.stderr.write(errors)
    found = {verdict["name"]: verdict for verdict in verdicts}
    wanted = lines(corpus / "expectations.jsonl")
    wrong = [(want["file"], why) for want in wanted if (why := fate(want, found.get(want["file"])))]
    for file, why in wrong:
        print(f"  {file}: {why}")
    pages = [verdict for name, verdict in found.items() if name.endswith(".md")]
    indexed = sum(page["state"] == "indexed" for page in pages)
    print(f"ingestion: {len(wanted) - len(wrong)} of {len(wanted)} files as expected; {indexed} of {len(pages)} pages indexed")


def is_right(want, answer):
    text = answer.get("answer", "").lower()
    cited = {source["source"].removeprefix("documents/kb/").removesuffix(".md") for source in answer.get("sources", [])}
    return all(part.lower() in text for part in want["answer_must_contain"]) and bool(
        cited & {want["source"], *want.get("also", [])})


def answers(arguments, corpus):
    questions = lines(corpus / "qa-dev.jsonl")
    right = 0
    for want in questions:
        found, errors = kass(arguments, "ask", "--json", want["question"])
        answer = found[0] if found else {"answer": errors}
        if is_right(want, answer):
            right += 1
        else:
            sources = [source["source"] for source in answer.get("sources", [])]
            print(f"  {want['id']} {want['question']}\n    wants {want['answer_must_contain']} from {want['source']}")
            print(f"    got {answer.get('answer', '')[:300]!r} from {sources}")
    print(f"answers: {right} of {len(questions)} right")
    unanswerable = lines(corpus / "qa-dev-unanswerable.jsonl")
    silent = 0
    for want in unanswerable:
        found, _ = kass(arguments, "ask", "--json", want["question"])
        if found and not found[0].get("sources"):
            silent += 1
        elif found:
            print(f"  {want['id']} {want['question']}\n    got {found[0].get('answer', '')[:300]!r}")
    print(f"unanswerable: {silent} of {len(unanswerable)} cite nothing")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=pathlib.Path)
    parser.add_argument("--kass", default=".build/release/kass")
    parser.add_argument("--data", help="a directory to keep; a temporary one without it")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        arguments.data = arguments.data or f"{temporary}/data"
        ingestion(arguments, arguments.corpus)
        answers(arguments, arguments.corpus)


if __name__ == "__main__":
    main()
