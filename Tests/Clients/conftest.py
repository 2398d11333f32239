"""What the tests of all clients share: a kass that runs, and accounts of their own in it.

    KASS=.build/debug/kass pytest Tests/Clients                   # starts that program, and ends it
    KASS_ENDPOINT=http://127.0.0.1:4566 pytest Tests/Clients      # asks the one that runs there, its OpenSearch
                                                                  # on port 9200 or at KASS_OPENSEARCH_ENDPOINT
"""

import os
import pathlib
import secrets
import socket
from urllib.parse import urlsplit

import boto3
import botocore.session
import pytest
from botocore.config import Config
from botocore.waiter import WaiterModel, create_waiter_with_client

import kass as kass_program

ROOT = pathlib.Path(__file__).parents[2]
REGION = "us-east-1"
CHATBOT_ACCOUNT = "000000000000"
CHATBOT_BUCKET = "kass-chatbot-local-data"
READ = WaiterModel({"version": 2, "waiters": {"DocumentRead": {
    "operation": "Scan", "delay": 0.1, "maxAttempts": 300, "acceptors": [
        {"matcher": "pathAny", "argument": "Items[].state.S", "expected": "indexed", "state": "success"},
        {"matcher": "pathAny", "argument": "Items[].state.S", "expected": "failed", "state": "failure"}]}}})


# No test may reach past this machine, whatever its owner has configured.
for name in [name for name in os.environ if name.startswith("AWS_") or name.lower().endswith("_proxy")]:
    del os.environ[name]
os.environ |= {
    "AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull, "AWS_EC2_METADATA_DISABLED": "true",
    "NO_PROXY": "*", "LANGSMITH_TRACING": "false", "OTEL_SDK_DISABLED": "true",
}
# Read once for all sessions.
MODELS = botocore.session.Session().get_component("data_loader")


class Cloud:
    """An account in a region, as somebody who has credentials for it sees it through boto3."""

    def __init__(self, endpoint, account, region=REGION):
        self.endpoint = endpoint
        self.account = account
        self.region = region
        core = botocore.session.Session()
        core.register_component("data_loader", MODELS)
        self.session = boto3.Session(
            aws_access_key_id=account, aws_secret_access_key="local", region_name=region, botocore_session=core)

    def client(self, service, **config):
        return self.session.client(service, endpoint_url=self.endpoint, config=settings(**config))

    def resource(self, service):
        return self.session.resource(service, endpoint_url=self.endpoint, config=settings())

    def environment(self, **more):
        """For programs that read their configuration from the environment."""
        return os.environ | {
            "AWS_ENDPOINT_URL": self.endpoint, "AWS_REGION": self.region, "AWS_DEFAULT_REGION": self.region,
            "AWS_ACCESS_KEY_ID": self.account, "AWS_SECRET_ACCESS_KEY": "local", **more,
        }


def settings(**config):
    return Config(connect_timeout=5, read_timeout=30, **config)


def new_account():
    """One that no other test has, even where the kass has been running for long."""
    return str(secrets.randbelow(9 * 10**11) + 10**11)


@pytest.fixture(scope="session")
def kass(tmp_path_factory):
    if endpoint := os.environ.get("KASS_ENDPOINT"):
        opensearch = os.environ.get("KASS_OPENSEARCH_ENDPOINT") or f"http://{urlsplit(endpoint).hostname}:9200"
        yield kass_program.Addresses(endpoint, opensearch)
        return
    program = os.environ.get("KASS", str(ROOT / ".build/debug/kass"))
    with kass_program.running(program, tmp_path_factory.mktemp("kass") / "stderr") as addresses:
        yield addresses


@pytest.fixture
def cloud(kass):
    """An account of the test's own."""
    return Cloud(kass.aws, new_account())


@pytest.fixture
def chatbot_cloud(kass):
    """The account that the chatbot lives in."""
    return Cloud(kass.aws, CHATBOT_ACCOUNT)


@pytest.fixture
def put_document(chatbot_cloud):
    """Puts a text into the chatbot's bucket, with a word in place of `{}` that is in no other, and waits until it is read.

    Gives the word and the document's address.
    """
    def put(text):
        word = "zq" + secrets.token_hex(4)
        key = f"documents/raw/{word}.txt"
        chatbot_cloud.client("s3").put_object(Bucket=CHATBOT_BUCKET, Key=key, Body=text.format(word))
        read = create_waiter_with_client("DocumentRead", READ, chatbot_cloud.client("dynamodb"))
        read.wait(
            TableName="kass-chatbot-local-documents", FilterExpression="#source = :key",
            ExpressionAttributeNames={"#source": "source"}, ExpressionAttributeValues={":key": {"S": key}})
        return word, f"s3://{CHATBOT_BUCKET}/{key}"

    return put


@pytest.fixture
def bucket_name():
    """Buckets of all accounts share one space of names."""
    return f"clients-{secrets.token_hex(6)}"


@pytest.fixture
def as_environment(cloud, monkeypatch):
    """The test's account for clients that ask the environment, as most programs do."""
    for name, value in cloud.environment().items():
        monkeypatch.setenv(name, value)
    return cloud


@pytest.fixture
def localhost_names(monkeypatch):
    """Every name under `localhost` leads to this machine (RFC 6761, 6.3), as it does with most resolvers."""
    resolve = socket.getaddrinfo

    def getaddrinfo(host, *arguments, **options):
        return resolve("127.0.0.1" if str(host).endswith(".localhost") else host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
