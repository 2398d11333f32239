"""SQS and EventBridge through boto3."""

import hashlib
import json

import pytest
from botocore.exceptions import ClientError


@pytest.fixture
def sqs(cloud):
    return cloud.client("sqs")


def queue(sqs, name, **attributes):
    return sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]


def arn(sqs, url):
    return sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]


def bodies(answer):
    return [message["Body"] for message in answer.get("Messages", [])]


def test_send_receive_delete(cloud, sqs):
    url = queue(sqs, "jobs", VisibilityTimeout="60")
    assert url == f"{cloud.endpoint}/{cloud.account}/jobs"
    assert sqs.get_queue_url(QueueName="jobs")["QueueUrl"] == url
    sent = sqs.send_message(QueueUrl=url, MessageBody="héllo", MessageAttributes={
        "colour": {"DataType": "String", "StringValue": "red"}, "raw": {"DataType": "Binary", "BinaryValue": b"\x00"}})
    assert sent["MD5OfMessageBody"] == hashlib.md5("héllo".encode()).hexdigest()
    message, = sqs.receive_message(
        QueueUrl=url, MessageAttributeNames=["All"], MessageSystemAttributeNames=["All"])["Messages"]
    assert (message["Body"], message["MessageId"]) == ("héllo", sent["MessageId"])
    assert message["MessageAttributes"]["raw"] == {"DataType": "Binary", "BinaryValue": b"\x00"}
    assert message["MD5OfMessageAttributes"] == sent["MD5OfMessageAttributes"]
    assert message["Attributes"]["ApproximateReceiveCount"] == "1"
    counts = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    assert counts["ApproximateNumberOfMessagesNotVisible"] == "1"
    sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    assert "Messages" not in sqs.receive_message(QueueUrl=url)


def test_batches(sqs):
    url = queue(sqs, "jobs")
    sent = sqs.send_message_batch(QueueUrl=url, Entries=[
        {"Id": str(number), "MessageBody": f"job {number}"} for number in range(10)])
    assert [one["Id"] for one in sent["Successful"]] == [str(number) for number in range(10)]
    received = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
    assert sorted(message["Body"] for message in received) == sorted(f"job {number}" for number in range(10))
    entries = [{"Id": str(at), "ReceiptHandle": one["ReceiptHandle"]} for at, one in enumerate(received)]
    sqs.change_message_visibility_batch(
        QueueUrl=url, Entries=[entry | {"VisibilityTimeout": 0} for entry in entries])
    again = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
    deleted = sqs.delete_message_batch(QueueUrl=url, Entries=[
        {"Id": str(at), "ReceiptHandle": one["ReceiptHandle"]} for at, one in enumerate(again)])
    assert len(deleted["Successful"]) == 10 and not deleted.get("Failed")
    with pytest.raises(sqs.exceptions.BatchEntryIdsNotDistinct):
        sqs.send_message_batch(QueueUrl=url, Entries=[{"Id": "a", "MessageBody": "a"}] * 2)


def test_fifo(sqs):
    url = queue(sqs, "jobs.fifo", FifoQueue="true", ContentBasedDeduplication="true")
    for body in ("first", "first", "second"):
        sqs.send_message(QueueUrl=url, MessageBody=body, MessageGroupId="a")
    sqs.send_message(QueueUrl=url, MessageBody="other", MessageGroupId="b")
    first = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=1, MessageSystemAttributeNames=["All"])
    assert bodies(first) == ["first"]
    assert first["Messages"][0]["Attributes"]["MessageGroupId"] == "a"
    assert bodies(sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)) == ["other"], "group a waits for its first"
    sqs.delete_message(QueueUrl=url, ReceiptHandle=first["Messages"][0]["ReceiptHandle"])
    assert bodies(sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)) == ["second"]


def test_dead_letters(sqs):
    dead = queue(sqs, "dead")
    redrive = json.dumps({"deadLetterTargetArn": arn(sqs, dead), "maxReceiveCount": 1})
    url = queue(sqs, "jobs", RedrivePolicy=redrive, VisibilityTimeout="0")
    sqs.send_message(QueueUrl=url, MessageBody="bad")
    assert bodies(sqs.receive_message(QueueUrl=url)) == ["bad"]
    assert bodies(sqs.receive_message(QueueUrl=url)) == []
    assert bodies(sqs.receive_message(QueueUrl=dead, WaitTimeSeconds=1)) == ["bad"]
    assert sqs.list_dead_letter_source_queues(QueueUrl=dead)["queueUrls"] == [url]


def test_long_poll_ends_with_its_time(sqs):
    url = queue(sqs, "jobs", ReceiveMessageWaitTimeSeconds="1")
    answer = sqs.receive_message(QueueUrl=url)
    assert "Messages" not in answer
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 200


def test_queue_resource(cloud):
    jobs = cloud.resource("sqs").create_queue(QueueName="jobs")
    jobs.send_messages(Entries=[{"Id": "1", "MessageBody": "a"}])
    message, = jobs.receive_messages(WaitTimeSeconds=1)
    assert message.body == "a"
    message.delete()
    assert [one.url for one in cloud.resource("sqs").queues.all()] == [jobs.url]


def test_queue_that_is_not_there(sqs):
    with pytest.raises(sqs.exceptions.QueueDoesNotExist) as failure:
        sqs.get_queue_url(QueueName="none")
    response = failure.value.response
    # Clients from before the JSON protocol know the error by the code of the query protocol.
    assert response["Error"]["Code"] == "AWS.SimpleQueueService.NonExistentQueue"
    assert response["Error"]["QueryErrorCode"] == "QueueDoesNotExist"
    assert response["Error"]["Message"] == "The specified queue does not exist."
    assert response["ResponseMetadata"]["HTTPStatusCode"] == 400
    assert response["ResponseMetadata"]["RequestId"]


def test_rule_that_fills_a_queue(cloud, sqs):
    events = cloud.client("events")
    url = queue(sqs, "orders")
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps({
        "Version": "2012-10-17", "Statement": [{
            "Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:SendMessage",
            "Resource": arn(sqs, url)}]})})
    events.create_event_bus(Name="shop")
    pattern = json.dumps({"source": ["shop"], "detail": {"total": [{"numeric": [">", 100]}]}})
    rule = events.put_rule(Name="large-orders", EventBusName="shop", EventPattern=pattern)["RuleArn"]
    assert rule == f"arn:aws:events:{cloud.region}:{cloud.account}:rule/shop/large-orders"
    events.put_targets(Rule="large-orders", EventBusName="shop", Targets=[{
        "Id": "queue", "Arn": arn(sqs, url), "InputTransformer": {
            "InputPathsMap": {"total": "$.detail.total"}, "InputTemplate": '{"sum": <total>}'}}])
    put = events.put_events(Entries=[
        {"EventBusName": "shop", "Source": "shop", "DetailType": "order", "Detail": json.dumps({"total": total})}
        for total in (50, 150)] + [{"EventBusName": "shop", "Source": "aws.shop", "DetailType": "x", "Detail": "{}"}])
    assert put["FailedEntryCount"] == 1
    assert put["Entries"][2]["ErrorCode"] == "NotAuthorizedForSourceException"
    assert bodies(sqs.receive_message(QueueUrl=url, WaitTimeSeconds=10, MaxNumberOfMessages=10)) == ['{"sum": 150}']
    assert events.test_event_pattern(EventPattern=pattern, Event=json.dumps({
        "id": "1", "detail-type": "order", "source": "shop", "account": cloud.account, "time": "2026-01-01T00:00:00Z",
        "region": cloud.region, "resources": [], "detail": {"total": 101}}))["Result"] is True
    assert [one["Name"] for page in events.get_paginator("list_rules").paginate(EventBusName="shop")
            for one in page["Rules"]] == ["large-orders"]


def test_errors_of_rules(cloud):
    events = cloud.client("events")
    with pytest.raises(ClientError) as failure:
        events.put_rule(Name="bad", EventPattern='{"source": "not a list"}')
    assert failure.value.response["Error"]["Code"] == "InvalidEventPatternException"
    with pytest.raises(events.exceptions.ResourceNotFoundException) as failure:
        events.describe_rule(Name="none")
    assert failure.value.response["Error"]["Message"] == "Rule none does not exist on EventBus default."
