"""The AWS CLI, version 1: a program of its own, told by the environment where AWS is."""

import json
import os
import pathlib
import re
import subprocess
import sys

import pytest
import requests

AWS = pathlib.Path(sys.executable).with_name("aws")


@pytest.fixture
def aws(cloud, tmp_path):
    return cli(cloud, tmp_path)


def cli(cloud, folder):
    def run(*words, code=0, output="json", **options):
        done = subprocess.run(
            [AWS, *map(str, words)], env=cloud.environment(AWS_DEFAULT_OUTPUT=output), cwd=folder,
            capture_output=True, text=True, timeout=60, **options)
        assert done.returncode == code, f"aws {words}: {done.returncode}\n{done.stdout}{done.stderr}"
        if code:
            return done.stderr.strip()
        return json.loads(done.stdout) if output == "json" and done.stdout.startswith(("{", "[")) else done.stdout

    return run


def test_s3_copies_lists_and_syncs(aws, bucket_name, tmp_path):
    url = f"s3://{bucket_name}"
    assert aws("s3", "mb", url) == f"make_bucket: {bucket_name}\n"
    folder = tmp_path / "from"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.txt").write_text("a")
    (folder / "sub/b ü.txt").write_text("bb")
    (folder / "large").write_bytes(b"kass" * 2_500_000)    # above 8 MB, so in parts
    for path in folder.rglob("*"):    # S3 tells times in whole seconds: a file of this very second would look newer
        os.utime(path, (path.stat().st_mtime - 60,) * 2)
    aws("s3", "sync", folder, f"{url}/kept", "--no-progress")
    listed = aws("s3", "ls", f"{url}/kept/", "--recursive")
    assert [line.split(maxsplit=2)[2] for line in listed.splitlines()] == [
        "1 kept/a.txt", "10000000 kept/large", "2 kept/sub/b ü.txt"]
    (folder / "a.txt").unlink()
    again = aws("s3", "sync", folder, f"{url}/kept", "--delete", "--no-progress")
    assert again == f"delete: {url}/kept/a.txt\n", "what is there already is not sent again"
    aws("s3", "cp", f"{url}/kept/large", tmp_path / "back", "--no-progress")
    assert (tmp_path / "back").read_bytes() == (folder / "large").read_bytes()
    assert aws("s3", "cp", "-", f"{url}/piped", input="from a pipe") == ""
    assert aws("s3", "cp", f"{url}/piped", "-") == "from a pipe"
    address = aws("s3", "presign", f"{url}/piped", "--expires-in", "60").strip()
    assert requests.get(address, timeout=10).text == "from a pipe"
    assert sorted(aws("s3", "rm", url, "--recursive").splitlines()) == [
        f"delete: {url}/kept/large", f"delete: {url}/kept/sub/b ü.txt", f"delete: {url}/piped"]


def test_dynamodb(aws, tmp_path):
    aws("dynamodb", "create-table", "--table-name", "notes", "--billing-mode", "PAY_PER_REQUEST",
        "--attribute-definitions", "AttributeName=id,AttributeType=S", "--key-schema", "AttributeName=id,KeyType=HASH")
    (tmp_path / "notes.json").write_text(json.dumps({"notes": [
        {"PutRequest": {"Item": {"id": {"S": f"n{number}"}, "size": {"N": str(number)}}}} for number in range(3)]}))
    aws("dynamodb", "batch-write-item", "--request-items", "file://notes.json")
    found = aws(
        "dynamodb", "scan", "--table-name", "notes", "--page-size", "1", "--filter-expression", "#s > :s",
        "--expression-attribute-names", '{"#s": "size"}', "--expression-attribute-values", '{":s": {"N": "0"}}')
    assert sorted(item["id"]["S"] for item in found["Items"]) == ["n1", "n2"]
    assert found["Count"] == 2
    refused = aws("dynamodb", "get-item", "--table-name", "none", "--key", '{"id": {"S": "a"}}', code=255)
    assert refused.endswith(
        "(ResourceNotFoundException) when calling the GetItem operation: Requested resource not found")


def test_sqs_in_each_output_format(aws, cloud):
    """In us-east-1 version 1 asks for queues at queue.amazonaws.com, whatever AWS_ENDPOINT_URL says."""
    def sqs(*words, **options):
        return aws("sqs", "--endpoint-url", cloud.endpoint, *words, **options)

    url = sqs("create-queue", "--queue-name", "jobs")["QueueUrl"]
    sqs("send-message", "--queue-url", url, "--message-body", "héllo")
    body = sqs("receive-message", "--queue-url", url, "--query", "Messages[0].Body", output="text")
    assert body == "héllo\n"
    table = sqs("get-queue-url", "--queue-name", "jobs", output="table")
    assert re.search(rf"\|\s+QueueUrl\s*\|\s+{re.escape(url)}\s+\|", table), table


def test_identity(aws, cloud):
    identity = aws("sts", "get-caller-identity")
    assert (identity["Account"], identity["Arn"]) == (cloud.account, f"arn:aws:iam::{cloud.account}:root")


def test_functions_and_their_log(chatbot_cloud, tmp_path):
    aws = cli(chatbot_cloud, tmp_path)
    name = "kass-chatbot-local-orchestrator"
    answered = aws("lambda", "invoke", "--function-name", name, "--payload", '{"message": "Hello"}', "--log-type",
                   "Tail", "--query", "[StatusCode, ExecutedVersion]", "answer.json", output="text")
    assert answered == "200\t$LATEST\n"
    assert json.loads((tmp_path / "answer.json").read_text())["answer"]
    logged = aws("logs", "filter-log-events", "--log-group-name", f"/aws/lambda/{name}", "--filter-pattern", "REPORT",
                 "--query", "events[].message", "--max-items", "1")
    assert [line.split()[0] for line in logged] == ["REPORT"]


def test_bedrock(aws, tmp_path):
    body = json.dumps({"inputText": "a lamp", "dimensions": 256})
    told = aws(
        "bedrock-runtime", "invoke-model", "--model-id", "amazon.titan-embed-text-v2:0", "--body", body, "vector")
    assert told["contentType"] == "application/json"
    assert len(json.loads((tmp_path / "vector").read_text())["embedding"]) == 256
    answer = aws(
        "bedrock-runtime", "converse", "--model-id", "amazon.nova-lite-v1:0", "--messages",
        json.dumps([{"role": "user", "content": [{"text": "Hello"}]}]), "--query", "output.message.content[0].text",
        output="text")
    assert answer.strip() and answer != "None\n"
