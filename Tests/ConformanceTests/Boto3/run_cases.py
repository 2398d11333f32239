"""Runs the conformance cases of one service through boto3 against an endpoint.

usage: run_cases.py --endpoint URL --cases DIR --service NAME [--layer client|resource] [--account ID]
                    [--now SECONDS] [--only TEXT]

NAME is boto3's name of the service. Prints one JSON line a case: {"case": ..., "layer": ..., "passed": true} or
{..., "passed": false, "why": ...}. What boto3 cannot ask (a value that its types do not hold, a wait on a clock that
it does not move) is reported as {"left_out": reason}.
"""

import argparse
import json
import pathlib
import sys
import time

from botocore.exceptions import ClientError

from forms import found, load, named
from layers import ClientLayer, LeftOut, ResourceLayer
from matching import holds, matches, text

NOT_CASES = {"given.yaml", "undo.yaml"}
# A HEAD answer has no body: boto3 names the error by its status, the model by its shape.
STATUS_CODES = {"400": "BadRequest", "403": "Forbidden", "404": "NotFound", "412": "PreconditionFailed"}


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--endpoint", required=True)
    arguments.add_argument("--cases", required=True, type=pathlib.Path)
    arguments.add_argument("--service", required=True)
    arguments.add_argument("--layer", choices=["client", "resource"], default="client")
    arguments.add_argument("--only", default="", help="run the cases whose names hold this text")
    arguments.add_argument("--account", help="where every caller has the same; else each case has one of its own")
    arguments.add_argument("--now", type=int, default=int(time.time()), help="the server's time, in seconds")
    options = arguments.parse_args()
    beginnings = options.cases / "given.yaml"
    given = load(beginnings) if beginnings.exists() else {}
    layer = {"client": ClientLayer, "resource": ResourceLayer}[options.layer]
    number = 0
    for path in sorted(options.cases.glob("*.yaml")):
        if path.name in NOT_CASES:
            continue
        for case in load(path)["cases"]:
            number += 1
            if options.only not in case["case"]:
                continue
            account = options.account or f"{number:012d}"
            names = {"account": account, "name": f"case-{number}", "region": "us-east-1"}
            names |= instants(options.now)
            verdict = run(case, given, names, layer(options.service, options.endpoint, account))
            print(json.dumps({"case": case["case"], "layer": options.layer, **verdict}), flush=True)


def instants(now):
    """Now by the server's clock, and an hour before, in seconds and milliseconds."""
    ago = now - 3600
    return {"nowSeconds": now, "agoSeconds": ago, "nowMs": now * 1000, "agoMs": ago * 1000}


def run(case, given, names, layer):
    steps = [step for name in case.get("given", []) for step in given[name]] + case["steps"]
    for number, step in enumerate(steps):
        operation, asked = next(iter(step.items()))
        place = f"step {number - len(steps) + len(case['steps']) + 1}, {operation}"
        if operation == "Wait":
            return {"left_out": "boto3 does not move the clock"}
        try:
            answer = layer.call(operation, named(asked, names))
        except LeftOut as reason:
            return {"left_out": str(reason)}
        why = mismatch(named({n: step[n] for n in step if n in ("gives", "fails")}, names), answer)
        if why:
            return {"passed": False, "why": f"{place}: {why}"}
        for name, path in (step.get("keeps") or {}).items():
            names[name] = found(path, answer)
            if names[name] is None:
                return {"passed": False, "why": f"{place}: has no {path}"}
    return {"passed": True}


def mismatch(step, answer):
    if "fails" in step:
        (code, message), = step["fails"].items()
        if not isinstance(answer, ClientError):
            return f"should fail with {code}, answered {text(answer)[:300]}"
        error = answer.response["Error"]
        failed, words = STATUS_CODES.get(error["Code"], error["Code"]), error.get("Message", "")
        if failed != code or not matches(message, words):
            return f"should fail with {code}: {message}; failed with {failed}: {words}"
        return None
    if isinstance(answer, ClientError):
        return f"failed: {answer}"
    for name, wanted in (step.get("gives") or {}).items():
        if not holds(name, wanted, answer):
            return f"{name} should be {text(wanted)}, is {text(answer.get(name.rstrip('*')))}"
    return None


if __name__ == "__main__":
    sys.exit(main())
