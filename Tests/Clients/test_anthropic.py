"""Anthropic's own client for Bedrock: messages whole and streamed, tools, errors."""

import asyncio

import anthropic
import pytest

CLAUDE = "us.anthropic.claude-sonnet-4-5-20250929-v1:0"
QUESTION = (
    "<passage>Frames are guaranteed for ten years. Batteries are guaranteed for two years.</passage>\n\n"
    "How long are batteries guaranteed?")
WEATHER = {
    "name": "get_weather", "description": "Tells the weather of a city.",
    "input_schema": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}}


def options(cloud):
    return {
        "aws_access_key": cloud.account, "aws_secret_key": "local", "aws_region": cloud.region,
        "base_url": cloud.endpoint, "max_retries": 0, "timeout": 30}


@pytest.fixture
def claude(cloud):
    with anthropic.AnthropicBedrock(**options(cloud)) as client:
        yield client


def ask(text):
    return {"model": CLAUDE, "max_tokens": 200, "messages": [{"role": "user", "content": text}]}


def test_message(claude):
    message = claude.messages.create(**ask(QUESTION), system="Answer from the passage.")
    assert "two years" in message.content[0].text
    assert (message.role, message.stop_reason, message.type) == ("assistant", "end_turn", "message")
    assert message.usage.input_tokens > 10 and message.usage.output_tokens > 0


def test_stream(claude):
    with claude.messages.stream(**ask(QUESTION)) as stream:
        pieces = list(stream.text_stream)
        message = stream.get_final_message()
    assert len(pieces) > 1
    assert "".join(pieces) == message.content[0].text
    assert "two years" in message.content[0].text
    assert message.stop_reason == "end_turn"


def test_raw_events(claude):
    kinds = [event.type for event in claude.messages.create(**ask(QUESTION), stream=True)]
    assert kinds[:2] == ["message_start", "content_block_start"]
    assert kinds[-3:] == ["content_block_stop", "message_delta", "message_stop"]


def test_tool(claude):
    question = ask("What is the weather in Berlin?")
    asked = claude.messages.create(**question, tools=[WEATHER])
    assert asked.stop_reason == "tool_use"
    use = next(block for block in asked.content if block.type == "tool_use")
    assert (use.name, use.input) == ("get_weather", {"city": "Berlin"})
    question["messages"] += [
        {"role": "assistant", "content": [block.model_dump(exclude_none=True) for block in asked.content]},
        {"role": "user", "content": [
            {"type": "tool_result", "tool_use_id": use.id, "content": "It is 7 degrees and raining."}]}]
    told = claude.messages.create(**question, tools=[WEATHER])
    assert "7 degrees" in told.content[0].text


def test_asynchronous_client(cloud):
    async def answer():
        async with anthropic.AsyncAnthropicBedrock(**options(cloud)) as client:
            return await client.messages.create(**ask(QUESTION))

    assert "two years" in asyncio.run(answer()).content[0].text


def test_errors(claude):
    with pytest.raises(anthropic.BadRequestError) as failure:
        claude.messages.create(**ask("Hello") | {"model": "anthropic.nobody-v1:0"})
    assert "The provided model identifier is invalid." in str(failure.value)
    assert failure.value.response.headers["x-amzn-requestid"]
    # What version 2 of this client sends; Bedrock's models take the version that it names after itself alone.
    with pytest.raises(anthropic.BadRequestError):
        claude.messages.create(**ask("Hello"), extra_body={"anthropic_version": "2026-10-21"})
