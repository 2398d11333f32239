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


def retriever(cloud, **settings):
    return AmazonKnowledgeBasesRetriever(
        knowledge_base_id="KASSLOCAL0", client=cloud.client("bedrock-agent-runtime"),
        retrieval_config={"vectorSearchConfiguration": settings})


def test_knowledge_base_retriever(chatbot_cloud, put_document):
    lamp, source = put_document("The {} lamp costs 42 euros and lasts ten years.")
    other, _ = put_document("The {} cable is two metres long.")
    found = retriever(chatbot_cloud, numberOfResults=2).invoke(f"What does the {lamp} lamp cost?")
    assert len(found) == 2
    assert found[0].page_content == f"The {lamp} lamp costs 42 euros and lasts ten years."
    metadata = found[0].metadata
    assert metadata["location"] == {"type": "S3", "s3Location": {"uri": source}}
    assert metadata["source_metadata"]["x-amz-bedrock-kb-source-uri"] == source
    assert 1 >= metadata["score"] >= found[1].metadata["score"] > 0


def test_knowledge_base_retriever_with_a_filter(chatbot_cloud, put_document):
    lamp, source = put_document("The {} lamp costs 42 euros.")
    cable, _ = put_document("The {} cable costs 7 euros.")
    key = source.removeprefix("s3://kass-chatbot-local-data/")
    for kind in ["SEMANTIC", "HYBRID"]:
        found = retriever(
            chatbot_cloud, numberOfResults=10, overrideSearchType=kind,
            filter={"equals": {"key": "source", "value": key}}).invoke(f"{cable} cable")
        assert [one.page_content for one in found] == [f"The {lamp} lamp costs 42 euros."]


def test_knowledge_base_that_is_not_there(cloud):
    with pytest.raises(ClientError) as failure:
        retriever(cloud, numberOfResults=4).invoke("lamp")
    assert failure.value.response["Error"]["Code"] == "ResourceNotFoundException"


def test_retrieve_and_generate(chatbot_cloud, put_document):
    lamp, source = put_document("The {} lamp costs 42 euros and lasts ten years.")
    answer = chatbot_cloud.client("bedrock-agent-runtime").retrieve_and_generate(
        input={"text": f"What does the {lamp} lamp cost?"},
        retrieveAndGenerateConfiguration={"type": "KNOWLEDGE_BASE", "knowledgeBaseConfiguration": {
            "knowledgeBaseId": "KASSLOCAL0", "modelArn": CLAUDE}})
    assert "42 euros" in answer["output"]["text"]
    references = answer["citations"][0]["retrievedReferences"]
    assert references[0]["location"]["s3Location"]["uri"] == source
    assert answer["sessionId"]
