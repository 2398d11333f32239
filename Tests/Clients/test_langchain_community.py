"""langchain-community: chat history in DynamoDB, vectors in OpenSearch."""

import secrets

import pytest
from langchain_aws import BedrockEmbeddings
from langchain_community.chat_message_histories import DynamoDBChatMessageHistory
from langchain_community.vectorstores import OpenSearchVectorSearch
from langchain_core.documents import Document
from langchain_core.messages import AIMessage, HumanMessage
from opensearchpy import AWSV4SignerAuth, RequestsHttpConnection

TEXTS = [
    "The lamp is red.", "Employees have thirty days of annual leave.", "Bicycle frames are guaranteed for ten years."]


def history(cloud, session):
    return DynamoDBChatMessageHistory(
        "history", session, boto3_session=cloud.session, endpoint_url=cloud.endpoint, ttl=3600, history_size=4)


def test_chat_history(cloud):
    cloud.resource("dynamodb").create_table(
        TableName="history", BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "SessionId", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "SessionId", "AttributeType": "S"}])
    ann = history(cloud, "ann")
    assert ann.messages == []
    ann.add_user_message("Hello")
    ann.add_ai_message("Good morning, Ann ☀")
    again = history(cloud, "ann").messages
    assert [type(message) for message in again] == [HumanMessage, AIMessage]
    assert [message.content for message in again] == ["Hello", "Good morning, Ann ☀"]
    history(cloud, "bob").add_user_message("I am Bob")
    ann.add_messages([HumanMessage(str(number)) for number in range(5)])
    assert [message.content for message in history(cloud, "ann").messages] == ["1", "2", "3", "4"]
    ann.clear()
    assert ann.messages == []
    assert [message.content for message in history(cloud, "bob").messages] == ["I am Bob"]


def vectors(kass, cloud, service):
    return OpenSearchVectorSearch(
        kass.opensearch, f"vectors-{secrets.token_hex(6)}", engine="faiss",
        embedding_function=BedrockEmbeddings(
            client=cloud.client("bedrock-runtime"), model_id="amazon.titan-embed-text-v2:0"),
        http_auth=AWSV4SignerAuth(cloud.session.get_credentials(), cloud.region, service), use_ssl=False,
        connection_class=RequestsHttpConnection, timeout=30)


@pytest.mark.parametrize("service", ["es", "aoss"])
def test_vector_search(kass, cloud, service):
    store = vectors(kass, cloud, service)
    documents = [Document(text, metadata={"number": number}) for number, text in enumerate(TEXTS)]
    assert len(store.add_documents(documents)) == 3
    found = store.similarity_search("How many days of leave are there?", k=1)
    assert [(one.page_content, one.metadata) for one in found] == [(TEXTS[1], {"number": 1})]
    (best, score), (_, worse) = store.similarity_search_with_score("a red lamp", k=2)
    assert best.page_content == TEXTS[0]
    assert score > worse > 0
    lamp = store.as_retriever(search_kwargs={"k": 2, "efficient_filter": {"range": {"metadata.number": {"lt": 2}}}})
    assert {one.metadata["number"] for one in lamp.invoke("guaranteed frames")} == {0, 1}


def test_vector_search_with_ids(kass, cloud):
    store = vectors(kass, cloud, "es")
    ids = store.add_texts(TEXTS, ids=["a", "b", "c"])
    assert ids == ["a", "b", "c"]
    store.delete(["b"], refresh_indices=True)
    assert {one.page_content for one in store.similarity_search("leave", k=3)} == {TEXTS[0], TEXTS[2]}
