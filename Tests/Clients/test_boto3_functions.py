"""Lambda and CloudWatch Logs through boto3, on the chatbot's own functions: a document in, an answer out."""

import base64
import json
import time

import pytest
from botocore.exceptions import ClientError
from botocore.response import StreamingBody

ORCHESTRATOR = "kass-chatbot-local-orchestrator"
SEARCH = "kass-chatbot-local-vector-search"
SOON = {"Delay": 1, "MaxAttempts": 20}


@pytest.fixture
def functions(chatbot_cloud):
    return chatbot_cloud.client("lambda")


def invoke(functions, name, payload, **parameters):
    answer = functions.invoke(FunctionName=name, Payload=json.dumps(payload), **parameters)
    assert isinstance(answer["Payload"], StreamingBody)
    return answer, json.loads(answer["Payload"].read())


def test_functions_are_listed(functions):
    names = {one["FunctionName"] for page in functions.get_paginator("list_functions").paginate(
        PaginationConfig={"PageSize": 1}) for one in page["Functions"]}
    assert {ORCHESTRATOR, SEARCH, "kass-chatbot-local-document-processor"} <= names


def test_function_and_its_waiters(functions):
    functions.get_waiter("function_exists").wait(FunctionName=ORCHESTRATOR, WaiterConfig=SOON)
    functions.get_waiter("function_active_v2").wait(FunctionName=ORCHESTRATOR, WaiterConfig=SOON)
    functions.get_waiter("function_updated_v2").wait(FunctionName=ORCHESTRATOR, WaiterConfig=SOON)
    configuration = functions.get_function(FunctionName=ORCHESTRATOR)["Configuration"]
    assert (configuration["MemorySize"], configuration["Timeout"], configuration["State"]) == (1024, 300, "Active")
    assert configuration["FunctionArn"] == f"arn:aws:lambda:us-east-1:000000000000:function:{ORCHESTRATOR}"
    assert functions.get_function_configuration(FunctionName=configuration["FunctionArn"])["Handler"] == "orchestrator"


def test_invocation_with_its_log(chatbot_cloud, functions):
    answer, body = invoke(functions, ORCHESTRATOR, {"message": "Hello"}, LogType="Tail")
    assert (answer["StatusCode"], answer["ExecutedVersion"]) == (200, "$LATEST")
    assert "FunctionError" not in answer
    assert body["answer"] and body["conversation_id"] and body["sources"] == []
    identifier = answer["ResponseMetadata"]["RequestId"]
    tail = base64.b64decode(answer["LogResult"]).decode()
    assert f"START RequestId: {identifier} Version: $LATEST" in tail
    assert f"REPORT RequestId: {identifier}" in tail
    logged = chatbot_cloud.client("logs").get_paginator("filter_log_events").paginate(
        logGroupName=f"/aws/lambda/{ORCHESTRATOR}", filterPattern=f'"{identifier}"', PaginationConfig={"PageSize": 1})
    messages = list(logged.search("events[].message"))
    assert [message.split()[0] for message in messages if message.startswith(("START", "END", "REPORT"))] == [
        "START", "END", "REPORT"]


def test_document_goes_in_and_a_question_is_answered(put_document, functions):
    word, address = put_document("The {} lamp costs 42 euros and lasts ten years.")
    key = address.removeprefix("s3://kass-chatbot-local-data/")
    _, found = invoke(functions, SEARCH, {"query": f"{word} lamp", "k": 3})
    assert found["results"][0]["metadata"]["source"] == key
    _, answer = invoke(functions, ORCHESTRATOR, {"message": f"What does the {word} lamp cost?"})
    assert "42 euros" in answer["answer"]
    assert [source["source"] for source in answer["sources"]] == [key]


def test_failed_invocation(functions):
    answer, body = invoke(functions, SEARCH, {"query": ""})
    assert answer["FunctionError"] == "Unhandled"
    assert set(body) >= {"errorType", "errorMessage"}


def test_other_kinds_of_invocation(functions):
    assert functions.invoke(FunctionName=SEARCH, InvocationType="DryRun")["StatusCode"] == 204
    queued = functions.invoke(FunctionName=SEARCH, InvocationType="Event", Payload=b'{"query": "lamp"}')
    assert (queued["StatusCode"], queued["Payload"].read()) == (202, b"")
    streamed = functions.invoke_with_response_stream(FunctionName=ORCHESTRATOR, Payload=b'{"message": "Hello"}')
    events = list(streamed["EventStream"])
    assert "InvokeComplete" in events[-1]
    assert b"answer" in b"".join(event["PayloadChunk"]["Payload"] for event in events[:-1])


def test_errors(functions):
    with pytest.raises(functions.exceptions.ResourceNotFoundException) as failure:
        functions.invoke(FunctionName="none")
    assert failure.value.response["Error"]["Message"] == (
        "Function not found: arn:aws:lambda:us-east-1:000000000000:function:none")
    assert failure.value.response["ResponseMetadata"]["HTTPStatusCode"] == 404
    with pytest.raises(ClientError) as failure:
        functions.invoke(FunctionName=SEARCH, Payload=b"{not json")
    assert failure.value.response["Error"]["Code"] == "InvalidRequestContentException"


def test_own_log_group(cloud):
    logs = cloud.client("logs")
    logs.create_log_group(logGroupName="/app", tags={"team": "a"})
    logs.put_retention_policy(logGroupName="/app", retentionInDays=7)
    logs.create_log_stream(logGroupName="/app", logStreamName="one")
    now = int(time.time() * 1000)
    logs.put_log_events(logGroupName="/app", logStreamName="one", logEvents=[
        {"timestamp": now + at, "message": json.dumps({"level": level, "at": at})}
        for at, level in enumerate(["info", "error", "info", "error"])])
    group, = logs.describe_log_groups(logGroupNamePrefix="/app")["logGroups"]
    assert (group["retentionInDays"], group["logGroupName"]) == (7, "/app")
    pages = logs.get_paginator("filter_log_events").paginate(
        logGroupName="/app", filterPattern='{ $.level = "error" }', PaginationConfig={"PageSize": 1})
    assert [json.loads(message)["at"] for message in pages.search("events[].message")] == [1, 3]
    got = logs.get_log_events(logGroupName="/app", logStreamName="one", startFromHead=True, limit=2)
    assert [event["timestamp"] for event in got["events"]] == [now, now + 1]
    with pytest.raises(logs.exceptions.ResourceAlreadyExistsException) as failure:
        logs.create_log_group(logGroupName="/app")
    assert failure.value.response["Error"]["Message"] == "The specified log group already exists"
