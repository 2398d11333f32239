"""The layers of boto3 that cases are asked through, and their values in the form of the cases."""

import base64
import datetime
import decimal

import boto3
from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.response import StreamingBody
from botocore.eventstream import EventStream

from forms import asked

CONFIG = Config(
    parameter_validation=False,
    retries={"total_max_attempts": 1},
    connect_timeout=5,
    read_timeout=30,
    s3={"addressing_style": "path"},
)

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


def plain(value):
    """A boto3 answer in the form of the cases: bodies and events collected, instants as seconds."""
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items() if name != "ResponseMetadata"}
    if isinstance(value, (list, EventStream)):
        return [plain(each) for each in value]
    if isinstance(value, StreamingBody):
        return value.read()
    if isinstance(value, datetime.datetime):
        return value.timestamp()
    return value


class LeftOut(Exception):
    """The layer's own types cannot hold the question."""


class ClientLayer:
    def __init__(self, service, endpoint, account):
        self.client = self.make(service, endpoint, account)

    def make(self, service, endpoint, account):
        return SESSION.client(service, **connection(endpoint, account))

    def call(self, operation, given):
        names = self.client.meta.method_to_api_mapping
        method = next(method for method, name in names.items() if name == operation)
        try:
            return plain(getattr(self.client, method)(**self.encode(asked(given))))
        except ClientError as error:
            return error

    def encode(self, given):
        return with_bytes(given)


def with_bytes(value):
    """Base64 in DynamoDB's cases becomes the bytes that boto3 wants."""
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


class ResourceLayer(ClientLayer):
    """DynamoDB's resource layer: attribute values go in and come out as Python's own."""

    def make(self, service, endpoint, account):
        self.python = TypeDeserializer()
        self.wire = TypeSerializer()
        return SESSION.resource(service, **connection(endpoint, account)).meta.client

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
