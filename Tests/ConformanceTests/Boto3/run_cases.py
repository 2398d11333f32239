"""Runs the conformance cases of one service through boto3 against an endpoint.

usage: run_cases.py --endpoint URL --cases DIR [--layer client|resource]

Prints one JSON line a case: {"case": ..., "layer": ..., "passed": true} or {..., "passed": false, "why": ...}. The
resource layer asks the same through boto3's own conversion of Python values; a case whose values Python cannot hold
(a number that is none, an empty set) is reported as {"left_out": reason}.
"""

import argparse
import base64
import datetime
import decimal
import json
import pathlib
import re
import sys

import boto3
import yaml
from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from botocore.config import Config
from botocore.exceptions import ClientError

CONFIG = Config(
    parameter_validation=False,
    retries={"total_max_attempts": 1},
    connect_timeout=5,
    read_timeout=30,
)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--endpoint", required=True)
    arguments.add_argument("--cases", required=True, type=pathlib.Path)
    arguments.add_argument("--layer", choices=["client", "resource"], default="client")
    options = arguments.parse_args()
    tables = yaml.safe_load((options.cases / "tables.yaml").read_text())
    layer = {"client": ClientLayer, "resource": ResourceLayer}[options.layer]
    number = 0
    for path in sorted(options.cases.glob("*.yaml")):
        if path.name == "tables.yaml":
            continue
        for case in yaml.safe_load(path.read_text())["cases"]:
            number += 1
            verdict = run(case, tables, layer(options.endpoint, f"{number:012d}"))
            print(json.dumps({"case": case["case"], "layer": options.layer, **verdict}), flush=True)


def run(case, tables, layer):
    case = json.loads(json.dumps(case).replace("$account", layer.account))
    for name in case.get("tables", []):
        layer.call("CreateTable", tables[name])
        layer.call("DescribeTable", {"TableName": name})
    for step in case["steps"]:
        operation = next(iter(step))
        try:
            answer = layer.call(operation, step[operation])
        except LeftOut as reason:
            return {"left_out": str(reason)}
        why = mismatch(step, answer)
        if why:
            return {"passed": False, "why": f"{operation}: {why}"}
    return {"passed": True}


def mismatch(step, answer):
    if "fails" in step:
        (code, message), = step["fails"].items()
        if not isinstance(answer, ClientError):
            return f"should fail with {code}, answered {json.dumps(answer)[:300]}"
        error = answer.response["Error"]
        text = error.get("Message", "")
        if error["Code"] != code or not matches(message, text):
            return f"should fail with {code}: {message}; failed with {error['Code']}: {text}"
        return None
    if isinstance(answer, ClientError):
        return f"failed: {answer}"
    for name, wanted in (step.get("gives") or {}).items():
        if not holds(name, wanted, answer):
            return f"{name} should be {json.dumps(wanted)}, is {json.dumps(answer.get(name.rstrip('*')))}"
    return None


def holds(name, wanted, parent):
    value = parent.get(name.rstrip("*"))
    if name.endswith("*"):
        return in_any_order(wanted, value)
    return matches(wanted, value)


def matches(wanted, value):
    if wanted is None:
        return value is None
    if isinstance(wanted, str) and wanted.startswith("~"):
        text = value if isinstance(value, str) else json.dumps(value)
        return re.fullmatch(wanted[1:], text, re.DOTALL) is not None
    if isinstance(wanted, dict):
        if not isinstance(value, dict) or {n.rstrip("*") for n in wanted} != set(value):
            return False
        if set(wanted) & {"SS", "NS", "BS"} and len(wanted) == 1:
            return all(in_any_order(each, value[name]) for name, each in wanted.items())
        return all(holds(name, each, value) for name, each in wanted.items())
    if isinstance(wanted, list):
        return isinstance(value, list) and len(wanted) == len(value) and all(map(matches, wanted, value))
    if isinstance(wanted, bool) or isinstance(value, bool):
        return wanted is value
    return wanted == value


def in_any_order(wanted, value):
    if not isinstance(value, list) or len(wanted) != len(value):
        return False
    left = list(value)
    for each in wanted:
        found = next((one for one in left if matches(each, one)), None)
        if found is None:
            return False
        left.remove(found)
    return True


def plain(value):
    """A boto3 answer in the JSON that travels: bytes as base64, instants as seconds."""
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items() if name != "ResponseMetadata"}
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, datetime.datetime):
        return value.timestamp()
    return value


def with_bytes(value):
    """Base64 in the cases becomes the bytes that boto3 wants."""
    if isinstance(value, dict):
        return {
            name: base64.b64decode(each) if name == "B" and isinstance(each, str)
            else [base64.b64decode(one) for one in each] if name == "BS" and isinstance(each, list)
            else with_bytes(each)
            for name, each in value.items()
        }
    if isinstance(value, list):
        return [with_bytes(each) for each in value]
    return value


class LeftOut(Exception):
    pass


class ClientLayer:
    def __init__(self, endpoint, account):
        self.account = account
        self.client = self.make(endpoint, account)

    def make(self, endpoint, account):
        return SESSION.client("dynamodb", **connection(endpoint, account))

    def call(self, operation, given):
        method = next(m for m, o in self.client.meta.method_to_api_mapping.items() if o == operation)
        try:
            return plain(getattr(self.client, method)(**self.encode(given)))
        except ClientError as error:
            return error

    def encode(self, given):
        return with_bytes(given)


class ResourceLayer(ClientLayer):
    """boto3's resource layer: attribute values go in and come out as Python's own."""

    def make(self, endpoint, account):
        self.python = TypeDeserializer()
        self.wire = TypeSerializer()
        return SESSION.resource("dynamodb", **connection(endpoint, account)).meta.client

    def call(self, operation, given):
        answer = super().call(operation, given)
        return answer if isinstance(answer, ClientError) else plain(self.to_wire(answer))

    def encode(self, given):
        try:
            return self.to_python(with_bytes(given))
        except (TypeError, decimal.DecimalException, AttributeError) as reason:
            raise LeftOut(f"Python cannot hold it: {reason}") from None

    TYPES = {"S", "N", "B", "SS", "NS", "BS", "M", "L", "NULL", "BOOL"}

    def to_python(self, value):
        if isinstance(value, dict):
            if len(value) == 1 and set(value) <= self.TYPES:
                native = self.python.deserialize(value)
                if self.wire.serialize(native) != value and set(value) & {"SS", "NS", "BS", "NULL"}:
                    # Sets drop duplicates, an empty one has no type, and None is always true.
                    raise LeftOut("Python's own values hold no such thing")
                return native
            return {name: self.to_python(each) for name, each in value.items()}
        if isinstance(value, list):
            return [self.to_python(each) for each in value]
        return value

    def to_wire(self, answer):
        """What the resource layer made of attribute values, as attribute values again."""
        items = {"Item", "Attributes", "LastEvaluatedKey"}
        result = {}
        for name, value in answer.items():
            if name in items and isinstance(value, dict):
                result[name] = self.item(value)
            elif name == "Items":
                result[name] = [self.item(each) for each in value]
            elif name == "Responses" and isinstance(value, list):
                result[name] = [{n: self.item(i) for n, i in each.items()} for each in value]
            elif name == "Responses":
                result[name] = {table: [self.item(i) for i in found] for table, found in value.items()}
            else:
                result[name] = value
        return result

    def item(self, values):
        return {name: self.wire.serialize(value) for name, value in values.items()}


# One session, so that boto3 reads its service models once.
SESSION = boto3.Session(region_name="us-east-1")


def connection(endpoint, account):
    """What makes a client one of an account: a local AWS takes an access key of 12 digits for it."""
    return {
        "endpoint_url": endpoint,
        "config": CONFIG,
        "aws_access_key_id": account,
        "aws_secret_access_key": "secret",
    }


if __name__ == "__main__":
    sys.exit(main())
