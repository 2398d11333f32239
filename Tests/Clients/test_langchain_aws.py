"""langchain-aws: chat models with tools and streams, embeddings, the retriever of knowledge bases."""

import pytest
from botocore.exceptions import ClientError
from langchain_aws import AmazonKnowledgeBasesRetriever, BedrockEmbeddings, ChatBedrock, ChatBedrockConverse
from langchain_core.messages import HumanMessage, SystemMessage, ToolMessage
from langchain_core.tools import tool
from pydantic import BaseModel, Field

CLAUDE = "us.anthropic.claude-sonnet-4-5-20250929-v1:0"
QUESTION = [
    SystemMessage("Answer from the passage."),
    HumanMessage(
        "<passage>Frames are guaranteed for ten years. Batteries are guaranteed for two years.</passage>\n\n"
        "How long are batteries guaranteed?")]


@tool
def get_weather(city: str) -> str:
    """Tells the weather of a city."""
    return f"In {city} it is 7 degrees and raining."


class Invoice(BaseModel):
    """An invoice."""

    customer: str = Field(description="The customer's name.")
    total: int = Field(description="The total in euros.")


@pytest.fixture(params=[ChatBedrockConverse, ChatBedrock])
def chat(request, cloud):
    return request.param(model=CLAUDE, client=cloud.client("bedrock-runtime"), temperature=0)


def test_invoke(chat):
    answer = chat.invoke(QUESTION)
    assert "two years" in answer.text
    usage = answer.usage_metadata
    assert usage["total_tokens"] == usage["input_tokens"] + usage["output_tokens"] > 10


def test_stream(chat):
    chunks = list(chat.stream(QUESTION))
    assert len([chunk for chunk in chunks if chunk.text]) > 1
    whole = chunks[0]
    for chunk in chunks[1:]:
        whole += chunk
    assert "two years" in whole.text
    assert whole.usage_metadata["output_tokens"] > 0


def test_tool(chat):
    messages = [HumanMessage("What is the weather in Berlin?")]
    bound = chat.bind_tools([get_weather])
    asked = bound.invoke(messages)
    call, = asked.tool_calls
    assert (call["name"], call["args"]) == ("get_weather", {"city": "Berlin"})
    told = bound.invoke([*messages, asked, ToolMessage(get_weather.invoke(call["args"]), tool_call_id=call["id"])])
    assert "7 degrees" in told.text
    assert told.tool_calls == []


def test_streamed_tool_call(chat):
    whole = None
    for chunk in chat.bind_tools([get_weather]).stream("What is the weather in Berlin?"):
        whole = chunk if whole is None else whole + chunk
    assert [(call["name"], call["args"]) for call in whole.tool_calls] == [("get_weather", {"city": "Berlin"})]


def test_structured_output(chat):
    invoice = chat.with_structured_output(Invoice).invoke("The customer is Ann Lee. The total is 120 euros.")
    assert isinstance(invoice, Invoice)
    assert invoice.total == 120


def test_embeddings(cloud):
    embeddings = BedrockEmbeddings(client=cloud.client("bedrock-runtime"), model_id="amazon.titan-embed-text-v2:0")
    documents = embeddings.embed_documents(["The lamp is red.", "Annual leave is thirty days."])
    query = embeddings.embed_query("a red lamp")
    assert [len(vector) for vector in documents] == [1024, 1024]
    near, far = (sum(a * b for a, b in zip(query, vector, strict=True)) for vector in documents)
    assert near > far


def test_knowledge_base_retriever_says_that_it_is_not_emulated(cloud):
    retriever = AmazonKnowledgeBasesRetriever(
        knowledge_base_id="ABCDEFGHIJ", client=cloud.client("bedrock-agent-runtime"),
        retrieval_config={"vectorSearchConfiguration": {"numberOfResults": 4}})
    with pytest.raises(ClientError) as failure:
        retriever.invoke("lamp")
    assert "NotImplemented" in str(failure.value)
    assert "retrieve" in str(failure.value).lower()
