"""DynamoDB and its streams through boto3: the resource's Table, batch writer, paginators, waiters, transactions."""

import time
from decimal import Decimal

import pytest
from boto3.dynamodb.conditions import Attr, Key
from botocore.exceptions import ClientError

# The waiters look first, and then only after 20 seconds; here a second look comes at once.
SOON = {"Delay": 1, "MaxAttempts": 10}


@pytest.fixture
def dynamodb(cloud):
    return cloud.client("dynamodb")


@pytest.fixture
def table(cloud):
    """`orders`: customer and number, found by state too, with a stream of both images."""
    table = cloud.resource("dynamodb").create_table(
        TableName="orders", BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[
            {"AttributeName": "customer", "AttributeType": "S"}, {"AttributeName": "number", "AttributeType": "N"},
            {"AttributeName": "state", "AttributeType": "S"}],
        KeySchema=[
            {"AttributeName": "customer", "KeyType": "HASH"}, {"AttributeName": "number", "KeyType": "RANGE"}],
        GlobalSecondaryIndexes=[{
            "IndexName": "by-state", "Projection": {"ProjectionType": "ALL"},
            "KeySchema": [{"AttributeName": "state", "KeyType": "HASH"}]}],
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"})
    table.meta.client.get_waiter("table_exists").wait(TableName="orders", WaiterConfig=SOON)
    return table


def test_table_and_its_waiters(dynamodb, table):
    assert table.table_status in ("CREATING", "ACTIVE")
    table.reload()
    assert (table.table_status, table.item_count) == ("ACTIVE", 0)
    assert table.table_arn.endswith(":table/orders")
    assert [index["IndexStatus"] for index in table.global_secondary_indexes] == ["ACTIVE"]
    assert dynamodb.list_tables()["TableNames"] == ["orders"]
    table.delete()
    dynamodb.get_waiter("table_not_exists").wait(TableName="orders", WaiterConfig=SOON)
    with pytest.raises(dynamodb.exceptions.ResourceNotFoundException) as failure:
        dynamodb.describe_table(TableName="orders")
    assert failure.value.response["Error"]["Message"] == "Requested resource not found: Table: orders not found"


def test_item_of_all_types(table):
    item = {
        "customer": "ann", "number": Decimal("12345678901234567890.123456789012345678"), "yes": True, "none": None,
        "bytes": b"\x00\xff", "list": [1, "two", {"three": Decimal("3")}], "map": {"ü": {"deep": []}},
        "strings": {"a", "b"}, "numbers": {Decimal("1"), Decimal("2.5")}, "binaries": {b"a", b"b"},
    }
    answer = table.put_item(Item=item, ReturnConsumedCapacity="TOTAL")
    assert answer["ConsumedCapacity"] == {"TableName": "orders", "CapacityUnits": 1.0}
    got = table.get_item(Key={"customer": "ann", "number": item["number"]})["Item"]
    assert got.pop("bytes").value == b"\x00\xff"
    assert {one.value for one in got.pop("binaries")} == {b"a", b"b"}
    assert got == {name: value for name, value in item.items() if name not in ("bytes", "binaries")}
    assert "Item" not in table.get_item(Key={"customer": "nobody", "number": 1})


def test_update_and_conditions(table):
    key = {"customer": "ann", "number": 1}
    table.put_item(Item=key | {"state": "new", "tags": ["a"]}, ConditionExpression=Attr("customer").not_exists())
    changed = table.update_item(
        Key=key, UpdateExpression="SET #s = :s, paid = if_not_exists(paid, :zero) + :n, tags = list_append(tags, :t)",
        ConditionExpression=Attr("state").eq("new") & Attr("tags").size().lt(2),
        ExpressionAttributeNames={"#s": "state"},
        ExpressionAttributeValues={":s": "paid", ":zero": 0, ":n": 5, ":t": ["b"]}, ReturnValues="ALL_NEW")
    assert changed["Attributes"] == key | {"state": "paid", "tags": ["a", "b"], "paid": 5}
    with pytest.raises(table.meta.client.exceptions.ConditionalCheckFailedException) as failure:
        table.delete_item(
            Key=key, ConditionExpression=Attr("state").is_in(["new", "gone"]),
            ReturnValuesOnConditionCheckFailure="ALL_OLD")
    assert failure.value.response["Error"] == {
        "Code": "ConditionalCheckFailedException", "Message": "The conditional request failed"}
    assert failure.value.response["Item"]["state"] == {"S": "paid"}
    assert table.delete_item(Key=key, ReturnValues="ALL_OLD")["Attributes"]["paid"] == 5


def test_batch_writer_query_and_scan(table):
    with table.batch_writer() as batch:
        for number in range(60):
            batch.put_item(Item={
                "customer": "ann" if number % 2 else "bob", "number": number, "state": "paid" if number < 3 else "new"})
    ann = table.query(
        KeyConditionExpression=Key("customer").eq("ann") & Key("number").between(10, 20), ScanIndexForward=False,
        ProjectionExpression="#n", ExpressionAttributeNames={"#n": "number"})
    assert [item["number"] for item in ann["Items"]] == [19, 17, 15, 13, 11]
    assert (ann["Count"], ann["ScannedCount"]) == (5, 5)
    paid = table.query(IndexName="by-state", KeyConditionExpression=Key("state").eq("paid"))
    assert sorted(item["number"] for item in paid["Items"]) == [0, 1, 2]
    with table.batch_writer(overwrite_by_pkeys=["customer", "number"]) as batch:
        batch.delete_item(Key={"customer": "bob", "number": 0})
        batch.delete_item(Key={"customer": "bob", "number": 0})
    assert table.scan(Select="COUNT")["Count"] == 59


def test_query_and_scan_paginators(dynamodb, table):
    for number in range(7):
        table.put_item(Item={"customer": "ann", "number": number, "state": "new"})
    pages = list(dynamodb.get_paginator("query").paginate(
        TableName="orders", KeyConditionExpression="customer = :c", ExpressionAttributeValues={":c": {"S": "ann"}},
        PaginationConfig={"PageSize": 3}))
    assert [[item["number"]["N"] for item in page["Items"]] for page in pages] == [
        ["0", "1", "2"], ["3", "4", "5"], ["6"]]
    found = dynamodb.get_paginator("scan").paginate(
        TableName="orders", FilterExpression="#n >= :n", ExpressionAttributeNames={"#n": "number"},
        ExpressionAttributeValues={":n": {"N": "5"}}, PaginationConfig={"PageSize": 2})
    assert sorted(found.search("Items[].number.N")) == ["5", "6"]


def test_batch_get(cloud, table):
    table.put_item(Item={"customer": "ann", "number": 1})
    answer = cloud.resource("dynamodb").batch_get_item(RequestItems={"orders": {"Keys": [
        {"customer": "ann", "number": 1}, {"customer": "ann", "number": 2}]}})
    assert answer["Responses"] == {"orders": [{"customer": "ann", "number": Decimal(1)}]}
    assert answer["UnprocessedKeys"] == {}


def test_transactions(dynamodb, table):
    def key(number):
        return {"customer": {"S": "ann"}, "number": {"N": str(number)}}

    put = {"Put": {"TableName": "orders", "Item": key(1), "ConditionExpression": "attribute_not_exists(customer)"}}
    dynamodb.transact_write_items(TransactItems=[put, {"Update": {
        "TableName": "orders", "Key": key(2), "UpdateExpression": "SET amount = :a",
        "ExpressionAttributeValues": {":a": {"N": "7"}}}}])
    both = dynamodb.transact_get_items(
        TransactItems=[{"Get": {"TableName": "orders", "Key": key(number)}} for number in (1, 2, 3)])
    assert both["Responses"] == [{"Item": key(1)}, {"Item": key(2) | {"amount": {"N": "7"}}}, {}]
    with pytest.raises(dynamodb.exceptions.TransactionCanceledException) as failure:
        dynamodb.transact_write_items(TransactItems=[put, {"Delete": {"TableName": "orders", "Key": key(2)}}])
    assert [one["Code"] for one in failure.value.response["CancellationReasons"]] == ["ConditionalCheckFailed", "None"]
    assert failure.value.response["Error"]["Message"] == (
        "Transaction cancelled, please refer cancellation reasons for specific reasons [ConditionalCheckFailed, None]")
    assert "Item" in dynamodb.get_item(TableName="orders", Key=key(2))


def test_time_to_live(dynamodb, table):
    dynamodb.update_time_to_live(
        TableName="orders", TimeToLiveSpecification={"Enabled": True, "AttributeName": "expires"})
    described = dynamodb.describe_time_to_live(TableName="orders")["TimeToLiveDescription"]
    assert described == {"TimeToLiveStatus": "ENABLED", "AttributeName": "expires"}
    table.put_item(Item={"customer": "ann", "number": 1, "expires": int(time.time()) - 10})
    assert "Item" in table.get_item(Key={"customer": "ann", "number": 1}), "expired items are deleted some time later"


def test_stream(cloud, table):
    streams = cloud.client("dynamodbstreams")
    key = {"customer": "ann", "number": 1}
    table.put_item(Item=key | {"state": "new"})
    table.put_item(Item=key | {"state": "paid"})
    table.delete_item(Key=key)
    stream, = streams.list_streams(TableName="orders")["Streams"]
    assert stream["StreamArn"] == table.latest_stream_arn
    described = streams.describe_stream(StreamArn=stream["StreamArn"])["StreamDescription"]
    assert (described["StreamStatus"], described["StreamViewType"]) == ("ENABLED", "NEW_AND_OLD_IMAGES")
    iterator = streams.get_shard_iterator(
        StreamArn=stream["StreamArn"], ShardId=described["Shards"][0]["ShardId"], ShardIteratorType="TRIM_HORIZON")
    answer = streams.get_records(ShardIterator=iterator["ShardIterator"])
    assert [record["eventName"] for record in answer["Records"]] == ["INSERT", "MODIFY", "REMOVE"]
    modified = answer["Records"][1]["dynamodb"]
    assert (modified["OldImage"]["state"], modified["NewImage"]["state"]) == ({"S": "new"}, {"S": "paid"})
    assert modified["Keys"] == {"customer": {"S": "ann"}, "number": {"N": "1"}}
    later = streams.get_records(ShardIterator=answer["NextShardIterator"])
    assert later["Records"] == []


def test_errors_and_response_metadata(dynamodb, table):
    metadata = dynamodb.list_tables()["ResponseMetadata"]
    assert (metadata["HTTPStatusCode"], metadata["RetryAttempts"], len(metadata["RequestId"])) == (200, 0, 52)
    # botocore compares this on every answer, and would have tried again.
    assert metadata["HTTPHeaders"]["x-amz-crc32"].isdigit()
    with pytest.raises(ClientError) as failure:
        dynamodb.put_item(TableName="orders", Item={"customer": {"S": "ann"}})
    error = failure.value.response
    assert error["Error"] == {
        "Code": "ValidationException",
        "Message": "One or more parameter values were invalid: Missing the key number in the item"}
    assert (error["ResponseMetadata"]["HTTPStatusCode"], error["ResponseMetadata"]["RetryAttempts"]) == (400, 0)
    with pytest.raises(dynamodb.exceptions.ResourceInUseException) as failure:
        dynamodb.create_table(
            TableName="orders", BillingMode="PAY_PER_REQUEST", KeySchema=[{"AttributeName": "a", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "a", "AttributeType": "S"}])
    assert failure.value.response["Error"]["Message"] == "Table already exists: orders"
