"""Bedrock Runtime through boto3: Converse and InvokeModel, whole and streamed, tools, embeddings, errors."""

import json
import math

import pytest
from botocore.exceptions import ClientError

CLAUDE = "us.anthropic.claude-sonnet-4-5-20250929-v1:0"
NOVA = "amazon.nova-lite-v1:0"
TITAN = "amazon.titan-embed-text-v2:0"
COHERE = "cohere.embed-english-v3"
PASSAGE = "<passage>Frames are guaranteed for ten years. Batteries are guaranteed for two years.</passage>"
QUESTION = f"{PASSAGE}\n\nHow long are batteries guaranteed?"
WEATHER = {"toolSpec": {
    "name": "get_weather", "description": "Tells the weather of a city.", "inputSchema": {"json": {
        "type": "object", "properties": {"city": {"type": "string", "description": "The city's name."}},
        "required": ["city"]}}}}


@pytest.fixture
def bedrock(cloud):
    return cloud.client("bedrock-runtime")


def user(*content):
    return {"role": "user", "content": [{"text": one} if isinstance(one, str) else one for one in content]}


def anthropic_body(text, **more):
    return json.dumps({
        "anthropic_version": "bedrock-2023-05-31", "max_tokens": 200, "messages": [{"role": "user", "content": text}],
        **more})


@pytest.mark.parametrize("model", [CLAUDE, NOVA])
def test_converse(bedrock, model):
    answer = bedrock.converse(
        modelId=model, system=[{"text": "Answer from the passage."}], messages=[user(QUESTION)],
        inferenceConfig={"maxTokens": 200, "temperature": 0})
    message = answer["output"]["message"]
    assert message["role"] == "assistant"
    assert "two years" in message["content"][0]["text"]
    assert answer["stopReason"] == "end_turn"
    usage = answer["usage"]
    assert usage["totalTokens"] == usage["inputTokens"] + usage["outputTokens"] > 10
    assert answer["metrics"]["latencyMs"] > 0
    metadata = answer["ResponseMetadata"]
    assert (metadata["HTTPStatusCode"], metadata["RetryAttempts"], len(metadata["RequestId"])) == (200, 0, 36)


def test_converse_stops_at_its_limit(bedrock):
    answer = bedrock.converse(modelId=CLAUDE, messages=[user(QUESTION)], inferenceConfig={"maxTokens": 1})
    assert (answer["stopReason"], answer["usage"]["outputTokens"]) == ("max_tokens", 1)


def test_converse_stream_says_the_same(bedrock):
    whole = bedrock.converse(modelId=CLAUDE, messages=[user(QUESTION)])
    events = list(bedrock.converse_stream(modelId=CLAUDE, messages=[user(QUESTION)])["stream"])
    kinds = [next(iter(event)) for event in events]
    assert (kinds[0], kinds[-3:]) == ("messageStart", ["contentBlockStop", "messageStop", "metadata"])
    pieces = [event["contentBlockDelta"]["delta"]["text"] for event in events if "contentBlockDelta" in event]
    assert len(pieces) > 1
    assert "".join(pieces) == whole["output"]["message"]["content"][0]["text"]
    assert events[-2]["messageStop"]["stopReason"] == "end_turn"
    assert events[-1]["metadata"]["usage"]["totalTokens"] == whole["usage"]["totalTokens"]


def test_converse_with_a_tool(bedrock):
    """The model asks for the tool, is told what it gave, and answers with it."""
    tools = {"tools": [WEATHER]}
    question = user("What is the weather in Berlin?")
    asked = bedrock.converse(modelId=CLAUDE, messages=[question], toolConfig=tools)
    assert asked["stopReason"] == "tool_use"
    use = next(block["toolUse"] for block in asked["output"]["message"]["content"] if "toolUse" in block)
    assert (use["name"], use["input"]) == ("get_weather", {"city": "Berlin"})
    result = {"toolResult": {"toolUseId": use["toolUseId"], "content": [{"text": "It is 7 degrees and raining."}]}}
    told = bedrock.converse(
        modelId=CLAUDE, messages=[question, asked["output"]["message"], user(result)], toolConfig=tools)
    assert told["stopReason"] == "end_turn"
    assert "7 degrees" in told["output"]["message"]["content"][0]["text"]


def test_converse_stream_with_a_tool(bedrock):
    events = list(bedrock.converse_stream(
        modelId=CLAUDE, messages=[user("What is the weather in Berlin?")], toolConfig={"tools": [WEATHER]})["stream"])
    start = next(event["contentBlockStart"] for event in events if "contentBlockStart" in event)
    assert start["start"]["toolUse"]["name"] == "get_weather"
    deltas = [event["contentBlockDelta"]["delta"] for event in events if "contentBlockDelta" in event]
    written = "".join(delta["toolUse"]["input"] for delta in deltas if "toolUse" in delta)
    assert json.loads(written) == {"city": "Berlin"}
    assert next(event["messageStop"] for event in events if "messageStop" in event)["stopReason"] == "tool_use"


def test_invoke_model(bedrock):
    answer = bedrock.invoke_model(modelId=CLAUDE, body=anthropic_body(QUESTION), contentType="application/json")
    body = json.loads(answer["body"].read())
    assert (answer["contentType"], body["type"], body["role"]) == ("application/json", "message", "assistant")
    assert "two years" in body["content"][0]["text"]
    assert body["stop_reason"] == "end_turn"
    headers = answer["ResponseMetadata"]["HTTPHeaders"]
    assert int(headers["x-amzn-bedrock-input-token-count"]) == body["usage"]["input_tokens"]
    assert int(headers["x-amzn-bedrock-output-token-count"]) == body["usage"]["output_tokens"]


def test_invoke_model_with_response_stream(bedrock):
    answer = bedrock.invoke_model_with_response_stream(modelId=CLAUDE, body=anthropic_body(QUESTION))
    events = [json.loads(event["chunk"]["bytes"]) for event in answer["body"]]
    assert [events[0]["type"], events[-1]["type"]] == ["message_start", "message_stop"]
    text = "".join(event["delta"]["text"] for event in events if event["type"] == "content_block_delta")
    assert "two years" in text
    assert events[-1]["amazon-bedrock-invocationMetrics"]["outputTokenCount"] > 0


@pytest.mark.parametrize("dimensions", [256, 512, 1024])
def test_titan_embeddings(bedrock, dimensions):
    def embed(text):
        answer = bedrock.invoke_model(modelId=TITAN, body=json.dumps({"inputText": text, "dimensions": dimensions}))
        return json.loads(answer["body"].read())

    lamp, same, near, far = map(embed, ["a red lamp", "a red lamp", "the lamp is red", "annual leave in days"])
    assert len(lamp["embedding"]) == dimensions
    assert math.hypot(*lamp["embedding"]) == pytest.approx(1, abs=1e-4)
    assert lamp == same
    assert lamp["inputTextTokenCount"] > 0
    assert dot(lamp, near) > dot(lamp, far)


def dot(one, other):
    return sum(a * b for a, b in zip(one["embedding"], other["embedding"], strict=True))


def test_cohere_embeddings(bedrock):
    answer = bedrock.invoke_model(
        modelId=COHERE, body=json.dumps({"texts": ["one", "two"], "input_type": "search_document"}))
    body = json.loads(answer["body"].read())
    assert [len(vector) for vector in body["embeddings"]] == [1024, 1024]
    assert body["texts"] == ["one", "two"]


def test_count_tokens(bedrock):
    counted = bedrock.count_tokens(
        modelId="anthropic.claude-sonnet-4-20250514-v1:0", input={"converse": {"messages": [user(QUESTION)]}})
    assert counted["inputTokens"] > 10


@pytest.mark.parametrize("parameters, code, status, message", [
    ({"modelId": "nobody.knows-v1"}, "ValidationException", 400, "The provided model identifier is invalid."),
    ({"modelId": CLAUDE, "inferenceConfig": {"temperature": 2.0}}, "ValidationException", 400, "temperature"),
    ({"modelId": TITAN}, "ValidationException", 400, ""),
    ({"modelId": CLAUDE[3:]}, "ValidationException", 400,
     "Invocation of model ID anthropic.claude-sonnet-4-5-20250929-v1:0 with on-demand throughput isn’t supported."),
])
def test_errors(bedrock, parameters, code, status, message):
    with pytest.raises(ClientError) as failure:
        bedrock.converse(messages=[user("Hello")], **parameters)
    response = failure.value.response
    assert (response["Error"]["Code"], response["ResponseMetadata"]["HTTPStatusCode"]) == (code, status)
    assert message in response["Error"]["Message"]
    assert response["ResponseMetadata"]["RetryAttempts"] == 0
    assert isinstance(failure.value, getattr(bedrock.exceptions, code))


def test_error_of_the_model_s_own_api(bedrock):
    with pytest.raises(bedrock.exceptions.ValidationException) as failure:
        bedrock.invoke_model(modelId=CLAUDE, body=json.dumps({"messages": []}))
    assert "required" in failure.value.response["Error"]["Message"]
