"""opensearch-py: a domain with and without SigV4, a serverless collection, both also by host name on the AWS port."""

import secrets
from urllib.parse import urlsplit

import pytest
from opensearchpy import AWSV4SignerAuth, NotFoundError, OpenSearch, RequestError, RequestsHttpConnection, helpers
from opensearchpy.exceptions import TransportError

from conftest import Cloud, new_account

DOCUMENTS = [
    {"title": "Red lamp", "text": "A red lamp for the desk.", "price": 42, "tag": "light", "vector": [1, 0, 0, 0]},
    {"title": "Blue lamp", "text": "A lamp for the hall.", "price": 38, "tag": "light", "vector": [0.9, 0.1, 0, 0]},
    {"title": "Chair", "text": "A chair of oak.", "price": 120, "tag": "seat", "vector": [0, 0, 1, 0]},
    {"title": "Bench", "text": "A bench of oak, red.", "price": 240, "tag": "seat", "vector": [0, 0, 0.8, 0.2]},
]
MAPPING = {
    "settings": {"index.knn": True},
    "mappings": {"properties": {
        "title": {"type": "text"}, "text": {"type": "text"}, "price": {"type": "integer"}, "tag": {"type": "keyword"},
        "vector": {"type": "knn_vector", "dimension": 4, "method": {
            "name": "hnsw", "engine": "faiss", "space_type": "l2"}}}},
}


def connect(address, auth=None, host=None):
    parts = urlsplit(address)
    return OpenSearch(
        hosts=[{"host": host or parts.hostname, "port": parts.port}], http_auth=auth, use_ssl=False,
        connection_class=RequestsHttpConnection, timeout=30, max_retries=0)


def signer(cloud, service):
    return AWSV4SignerAuth(cloud.session.get_credentials(), cloud.region, service)


@pytest.fixture
def index():
    return f"lamps-{secrets.token_hex(6)}"


@pytest.fixture(params=["unsigned", "password", "signed", "by host"])
def domain(request, kass, cloud, localhost_names):
    """A managed domain, reached in each way."""
    if request.param == "by host":
        return connect(kass.aws, signer(cloud, "es"), f"search-lamps.{cloud.region}.es.localhost")
    auth = {"unsigned": None, "password": ("admin", "admin"), "signed": signer(cloud, "es")}[request.param]
    return connect(kass.opensearch, auth)


@pytest.fixture(params=["by port", "by host"])
def collection(request, kass, cloud, localhost_names):
    """A collection of OpenSearch Serverless: it takes no ids, and knows no refresh."""
    if request.param == "by host":
        return connect(kass.aws, signer(cloud, "aoss"), f"abcdefghij0123456789.{cloud.region}.aoss.localhost")
    return connect(kass.opensearch, signer(cloud, "aoss"))


def filled(client, index, refresh):
    client.indices.create(index=index, body=MAPPING)
    actions = [{"_index": index, "_source": document} for document in DOCUMENTS]
    if refresh:
        actions = [action | {"_id": str(number)} for number, action in enumerate(actions)]
    done, errors = helpers.bulk(client, actions, **({"refresh": True} if refresh else {}))
    assert (done, errors) == (4, [])
    return client


def titles(answer):
    return [hit["_source"]["title"] for hit in answer["hits"]["hits"]]


def test_searches_of_a_domain(domain, index):
    client = filled(domain, index, refresh=True)
    assert client.info()["version"]["distribution"] == "opensearch"
    assert client.count(index=index)["count"] == 4
    found = client.search(index=index, body={"query": {"match": {"text": "desk lamp"}}})
    assert titles(found) == ["Red lamp", "Blue lamp"]
    near = client.search(index=index, body={
        "size": 2, "query": {"knn": {"vector": {"vector": [1, 0, 0, 0], "k": 2}}}, "_source": ["title"]})
    assert titles(near) == ["Red lamp", "Blue lamp"]
    # The score of an l2 space is 1 / (1 + d²).
    assert [hit["_score"] for hit in near["hits"]["hits"]] == pytest.approx([1, 1 / 1.02])
    found = client.search(index=index, body={"sort": [{"price": "desc"}], "query": {"bool": {
        "must": [{"match": {"text": "oak"}}], "filter": [{"term": {"tag": "seat"}}, {"range": {"price": {"gt": 200}}}],
        "must_not": [{"match": {"title": "chair"}}]}}})
    assert titles(found) == ["Bench"]
    summed = client.search(index=index, body={
        "size": 0, "aggs": {"by": {"terms": {"field": "tag"}, "aggs": {"price": {"sum": {"field": "price"}}}}}})
    assert {one["key"]: one["price"]["value"] for one in summed["aggregations"]["by"]["buckets"]} == {
        "light": 80, "seat": 360}


def test_documents_of_a_domain(domain, index):
    client = filled(domain, index, refresh=True)
    assert client.get(index=index, id="2")["_source"]["title"] == "Chair"
    updated = client.update(index=index, id="2", body={"doc": {"price": 99}}, refresh=True)
    assert (updated["result"], updated["_version"]) == ("updated", 2)
    scanned = helpers.scan(client, index=index, query={"query": {"match_all": {}}}, size=2)
    assert sorted(hit["_source"]["price"] for hit in scanned) == [38, 42, 99, 240]
    deleted = client.delete_by_query(index=index, body={"query": {"term": {"tag": "light"}}}, refresh=True)
    assert deleted["deleted"] == 2
    assert client.count(index=index)["count"] == 2
    listed, = client.cat.indices(index=index, format="json")
    # Yellow: there is no second node for the replica.
    assert (listed["index"], listed["docs.count"], listed["health"]) == (index, "2", "yellow")
    assert client.cluster.health()["status"] == "yellow"
    client.indices.delete(index=index)
    assert not client.indices.exists(index=index)


def test_errors_of_a_domain(domain, index):
    with pytest.raises(NotFoundError) as failure:
        domain.search(index=index, body={"query": {"match_all": {}}})
    assert failure.value.error == "index_not_found_exception"
    assert failure.value.info["error"]["reason"] == f"no such index [{index}]"
    domain.indices.create(index=index, body=MAPPING)
    with pytest.raises(RequestError) as failure:
        domain.indices.create(index=index, body=MAPPING)
    assert failure.value.error == "resource_already_exists_exception"
    with pytest.raises(RequestError) as failure:
        domain.search(index=index, body={"query": {"knn": {"vector": {"vector": [1, 2], "k": 1}}}})
    assert "dimension" in str(failure.value.info)
    with pytest.raises(NotFoundError):
        domain.get(index=index, id="none")


def test_collection(collection, index):
    client = filled(collection, index, refresh=False)
    near = client.search(index=index, body={
        "size": 2, "query": {"knn": {"vector": {"vector": [0, 0, 1, 0], "k": 2}}}})
    assert titles(near) == ["Chair", "Bench"]
    assert titles(client.search(index=index, body={"query": {"match": {"text": "desk"}}})) == ["Red lamp"]
    made = client.index(index=index, body={"title": "Shelf", "vector": [0, 1, 0, 0]})
    assert made["result"] == "created" and made["_id"]
    client.delete(index=index, id=made["_id"])
    client.indices.delete(index=index)


def test_what_a_collection_does_not_do(collection, index):
    client = filled(collection, index, refresh=False)
    with pytest.raises(RequestError, match="Document ID is not supported in create/index operation request"):
        client.index(index=index, id="1", body={"title": "Shelf"})
    for refused in (
        lambda: client.indices.refresh(index=index),
        lambda: client.delete_by_query(index=index, body={"query": {"match_all": {}}}),
        lambda: client.cluster.health(),
    ):
        with pytest.raises(TransportError) as failure:
            refused()
        assert failure.value.status_code == 404


def test_accounts_hold_indices_of_their_own(kass, cloud, index):
    mine = filled(connect(kass.opensearch, signer(cloud, "es")), index, refresh=True)
    theirs = connect(kass.opensearch, signer(Cloud(kass.aws, new_account()), "es"))
    assert mine.indices.exists(index=index)
    assert not theirs.indices.exists(index=index)
