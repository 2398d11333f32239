"""S3 through boto3: clients and resources, the transfer manager, presigned URLs, waiters, paginators."""

import base64
import hashlib
import io
import json
import threading
import time
import zlib
from urllib.parse import urlsplit

import pytest
import requests
from boto3.s3.transfer import TransferConfig
from botocore.exceptions import ClientError

from conftest import settings

MEGABYTE = 1024 * 1024
# Seven parts of the smallest size that S3 takes, the last one shorter.
LARGE = hashlib.sha256(b"kass").digest() * (MEGABYTE // 32 * 32 + 12_345)
PARTS = TransferConfig(multipart_threshold=5 * MEGABYTE, multipart_chunksize=5 * MEGABYTE, max_concurrency=8)


@pytest.fixture
def s3(cloud):
    return cloud.client("s3")


@pytest.fixture
def bucket(s3, bucket_name):
    s3.create_bucket(Bucket=bucket_name)
    s3.get_waiter("bucket_exists").wait(Bucket=bucket_name)
    return bucket_name


def test_object_and_its_metadata(s3, bucket):
    put = s3.put_object(
        Bucket=bucket, Key="a b+c/ü&=.txt", Body=b"Hello, world", ContentType="text/plain; charset=utf-8",
        CacheControl="max-age=60", Metadata={"Author": "kass"})
    assert put["ETag"] == '"bc6e6f16b8a077ef5fbc8d59d0b931b9"'
    assert put["ChecksumCRC32"] == base64.b64encode(zlib.crc32(b"Hello, world").to_bytes(4)).decode()
    got = s3.get_object(Bucket=bucket, Key="a b+c/ü&=.txt")
    assert got["Body"].read() == b"Hello, world"
    assert (got["ContentType"], got["CacheControl"]) == ("text/plain; charset=utf-8", "max-age=60")
    assert got["Metadata"] == {"author": "kass"}
    assert got["ServerSideEncryption"] == "AES256"
    head = s3.head_object(Bucket=bucket, Key="a b+c/ü&=.txt")
    assert (head["ContentLength"], head["ETag"], head["AcceptRanges"]) == (12, put["ETag"], "bytes")


def test_response_metadata(s3, bucket):
    metadata = s3.put_object(Bucket=bucket, Key="a", Body=b"a")["ResponseMetadata"]
    assert metadata["HTTPStatusCode"] == 200
    assert metadata["RetryAttempts"] == 0
    assert len(metadata["RequestId"]) == 16
    assert metadata["HostId"]


@pytest.mark.parametrize("range_header, wanted, content_range", [
    ("bytes=0-4", b"01234", "bytes 0-4/10"),
    ("bytes=7-", b"789", "bytes 7-9/10"),
    ("bytes=-2", b"89", "bytes 8-9/10"),
])
def test_range(s3, bucket, range_header, wanted, content_range):
    s3.put_object(Bucket=bucket, Key="digits", Body=b"0123456789")
    got = s3.get_object(Bucket=bucket, Key="digits", Range=range_header)
    assert got["ResponseMetadata"]["HTTPStatusCode"] == 206
    assert (got["Body"].read(), got["ContentRange"]) == (wanted, content_range)


def test_range_beyond_the_end(s3, bucket):
    s3.put_object(Bucket=bucket, Key="digits", Body=b"0123456789")
    with pytest.raises(ClientError) as failure:
        s3.get_object(Bucket=bucket, Key="digits", Range="bytes=10-")
    assert failure.value.response["Error"]["Code"] == "InvalidRange"
    assert failure.value.response["ResponseMetadata"]["HTTPStatusCode"] == 416


@pytest.mark.parametrize("algorithm", ["CRC32", "SHA1", "SHA256"])
def test_checksums(s3, bucket, algorithm):
    put = s3.put_object(Bucket=bucket, Key="a", Body=b"Hello", ChecksumAlgorithm=algorithm)
    got = s3.get_object(Bucket=bucket, Key="a", ChecksumMode="ENABLED")
    assert got["Body"].read() == b"Hello"
    assert got[f"Checksum{algorithm}"] == put[f"Checksum{algorithm}"]


def test_wrong_checksum_is_refused(s3, bucket):
    with pytest.raises(ClientError) as failure:
        s3.put_object(Bucket=bucket, Key="a", Body=b"Hello", ChecksumCRC32="AAAAAA==")
    assert failure.value.response["Error"]["Code"] == "BadDigest"


def test_transfer_manager_with_parts_and_threads(s3, bucket):
    seen = []
    lock = threading.Lock()

    def count(sent):
        with lock:
            seen.append(sent)

    s3.upload_fileobj(io.BytesIO(LARGE), bucket, "large", Config=PARTS, Callback=count)
    assert sum(seen) == len(LARGE)
    assert s3.head_object(Bucket=bucket, Key="large")["ETag"].endswith('-7"')
    s3.copy({"Bucket": bucket, "Key": "large"}, bucket, "copy", Config=PARTS)
    got = io.BytesIO()
    s3.download_fileobj(bucket, "copy", got, Config=PARTS)
    assert got.getbuffer() == LARGE
    part = s3.get_object(Bucket=bucket, Key="large", PartNumber=7)
    assert part["PartsCount"] == 7
    assert part["Body"].read() == LARGE[30 * MEGABYTE:]


def test_multipart_by_hand(s3, bucket):
    upload = s3.create_multipart_upload(Bucket=bucket, Key="large", ContentType="text/plain")["UploadId"]
    bodies = [LARGE[:5 * MEGABYTE], b"the rest"]
    parts = [
        {"PartNumber": number, "ETag": s3.upload_part(
            Bucket=bucket, Key="large", UploadId=upload, PartNumber=number, Body=body)["ETag"]}
        for number, body in enumerate(bodies, 1)]
    listed = list(s3.get_paginator("list_parts").paginate(
        Bucket=bucket, Key="large", UploadId=upload, PaginationConfig={"PageSize": 1}))
    assert [part["Size"] for page in listed for part in page["Parts"]] == [5 * MEGABYTE, 8]
    assert [one["Key"] for one in s3.list_multipart_uploads(Bucket=bucket)["Uploads"]] == ["large"]
    with pytest.raises(ClientError, match="InvalidPart"):
        s3.complete_multipart_upload(Bucket=bucket, Key="large", UploadId=upload, MultipartUpload={
            "Parts": [{"PartNumber": 1, "ETag": '"0123456789abcdef0123456789abcdef"'}]})
    done = s3.complete_multipart_upload(
        Bucket=bucket, Key="large", UploadId=upload, MultipartUpload={"Parts": parts})
    assert done["Location"] == f"{s3.meta.endpoint_url}/{bucket}/large"
    got = s3.get_object(Bucket=bucket, Key="large")
    assert (got["ContentLength"], got["ContentType"]) == (5 * MEGABYTE + 8, "text/plain")
    another = s3.create_multipart_upload(Bucket=bucket, Key="other")["UploadId"]
    s3.abort_multipart_upload(Bucket=bucket, Key="other", UploadId=another)
    assert "Uploads" not in s3.list_multipart_uploads(Bucket=bucket)


def test_copy_object(s3, bucket):
    s3.put_object(Bucket=bucket, Key="from/a ü", Body=b"abc", Metadata={"a": "1"})
    copied = s3.copy_object(Bucket=bucket, Key="to", CopySource={"Bucket": bucket, "Key": "from/a ü"})
    assert copied["CopyObjectResult"]["ETag"] == '"900150983cd24fb0d6963f7d28e17f72"'
    assert s3.head_object(Bucket=bucket, Key="to")["Metadata"] == {"a": "1"}
    s3.copy_object(
        Bucket=bucket, Key="to", CopySource=f"{bucket}/to", MetadataDirective="REPLACE", Metadata={"b": "2"})
    assert s3.head_object(Bucket=bucket, Key="to")["Metadata"] == {"b": "2"}


def test_versions(s3, bucket):
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    first, second = (
        s3.put_object(Bucket=bucket, Key="a", Body=body)["VersionId"] for body in (b"first", b"second"))
    assert s3.get_object(Bucket=bucket, Key="a", VersionId=first)["Body"].read() == b"first"
    marker = s3.delete_object(Bucket=bucket, Key="a")
    assert marker["DeleteMarker"] is True
    with pytest.raises(s3.exceptions.NoSuchKey):
        s3.get_object(Bucket=bucket, Key="a")
    listed = s3.list_object_versions(Bucket=bucket)
    assert [(one["VersionId"], one["IsLatest"]) for one in listed["Versions"]] == [(second, False), (first, False)]
    assert [one["VersionId"] for one in listed["DeleteMarkers"]] == [marker["VersionId"]]
    s3.delete_object(Bucket=bucket, Key="a", VersionId=marker["VersionId"])
    assert s3.get_object(Bucket=bucket, Key="a")["Body"].read() == b"second"


def test_tagging(s3, bucket):
    s3.put_object(Bucket=bucket, Key="a", Body=b"", Tagging="colour=red&size=a%20b")
    assert s3.get_object(Bucket=bucket, Key="a")["TagCount"] == 2
    tags = [{"Key": "colour", "Value": "blue"}]
    s3.put_object_tagging(Bucket=bucket, Key="a", Tagging={"TagSet": tags})
    assert s3.get_object_tagging(Bucket=bucket, Key="a")["TagSet"] == tags
    s3.delete_object_tagging(Bucket=bucket, Key="a")
    assert s3.get_object_tagging(Bucket=bucket, Key="a")["TagSet"] == []


def test_presigned_urls(s3, bucket):
    put = s3.generate_presigned_url("put_object", {"Bucket": bucket, "Key": "a b", "ContentType": "text/plain"})
    assert requests.put(put, data=b"by URL", headers={"Content-Type": "text/plain"}, timeout=10).status_code == 200
    get = s3.generate_presigned_url(
        "get_object", {"Bucket": bucket, "Key": "a b", "ResponseContentDisposition": 'attachment; filename="x.txt"'})
    answer = requests.get(get, timeout=10)
    assert (answer.content, answer.headers["Content-Type"]) == (b"by URL", "text/plain")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="x.txt"'
    gone = requests.get(s3.generate_presigned_url("get_object", {"Bucket": bucket, "Key": "none"}), timeout=10)
    assert gone.status_code == 404
    assert "<Code>NoSuchKey</Code>" in gone.text


@pytest.mark.parametrize("version", ["s3", "s3v4"])
def test_presigned_urls_expire(cloud, bucket, version):
    s3 = cloud.client("s3", signature_version=version)
    s3.put_object(Bucket=bucket, Key="a", Body=b"")
    url = s3.generate_presigned_url("get_object", {"Bucket": bucket, "Key": "a"}, ExpiresIn=2)
    assert requests.get(url, timeout=10).status_code == 200
    end = time.monotonic() + 10
    while (answer := requests.get(url, timeout=10)).status_code == 200:
        assert time.monotonic() < end
    assert answer.status_code == 403
    assert "<Code>AccessDenied</Code><Message>Request has expired</Message>" in answer.text


def test_presigned_post(s3, bucket):
    post = s3.generate_presigned_post(
        bucket, "uploads/${filename}", Fields={"success_action_status": "201"},
        Conditions=[{"success_action_status": "201"}, ["content-length-range", 1, 1000]])
    answer = requests.post(
        post["url"], data=post["fields"], files={"file": ("a.txt", b"by form", "text/plain")}, timeout=10)
    assert answer.status_code == 201
    assert "<Key>uploads/a.txt</Key>" in answer.text
    assert s3.get_object(Bucket=bucket, Key="uploads/a.txt")["Body"].read() == b"by form"


def test_list_paginator(s3, bucket):
    for key in ["a/1", "a/2", "b/1", "c", "d", "é"]:
        s3.put_object(Bucket=bucket, Key=key, Body=key.encode())
    pages = list(s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, PaginationConfig={"PageSize": 2}))
    assert [[one["Key"] for one in page["Contents"]] for page in pages] == [["a/1", "a/2"], ["b/1", "c"], ["d", "é"]]
    assert [page["KeyCount"] for page in pages] == [2, 2, 2]
    folders = s3.list_objects_v2(Bucket=bucket, Delimiter="/")
    assert [one["Prefix"] for one in folders["CommonPrefixes"]] == ["a/", "b/"]
    old = s3.get_paginator("list_objects").paginate(Bucket=bucket, Prefix="a/", PaginationConfig={"PageSize": 1})
    assert list(old.search("Contents[].Key")) == ["a/1", "a/2"]


def test_delete_objects(s3, bucket):
    for key in "ab":
        s3.put_object(Bucket=bucket, Key=key, Body=b"")
    deleted = s3.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": key} for key in "abc"]})
    assert sorted(one["Key"] for one in deleted["Deleted"]) == ["a", "b", "c"]
    assert "Contents" not in s3.list_objects_v2(Bucket=bucket)


def test_conditional_requests(s3, bucket):
    etag = s3.put_object(Bucket=bucket, Key="a", Body=b"1", IfNoneMatch="*")["ETag"]
    cases = [
        ("put_object", {"IfNoneMatch": "*", "Body": b"2"}, 412, "PreconditionFailed"),
        ("put_object", {"IfMatch": '"0"', "Body": b"2"}, 412, "PreconditionFailed"),
        ("get_object", {"IfMatch": '"0"'}, 412, "PreconditionFailed"),
        ("get_object", {"IfNoneMatch": etag}, 304, "304"),
    ]
    for operation, conditions, status, code in cases:
        with pytest.raises(ClientError) as failure:
            getattr(s3, operation)(Bucket=bucket, Key="a", **conditions)
        assert failure.value.response["ResponseMetadata"]["HTTPStatusCode"] == status, conditions
        assert failure.value.response["Error"]["Code"] == code, conditions
    s3.put_object(Bucket=bucket, Key="a", Body=b"2", IfMatch=etag)
    assert s3.get_object(Bucket=bucket, Key="a")["Body"].read() == b"2"


def test_lifecycle_configuration(s3, bucket):
    rules = [{
        "ID": "old", "Status": "Enabled", "Filter": {"Prefix": "logs/"}, "Expiration": {"Days": 30},
        "Transitions": [{"Days": 7, "StorageClass": "GLACIER"}],
        "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 2},
    }]
    with pytest.raises(ClientError, match="NoSuchLifecycleConfiguration"):
        s3.get_bucket_lifecycle_configuration(Bucket=bucket)
    s3.put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration={"Rules": rules})
    assert s3.get_bucket_lifecycle_configuration(Bucket=bucket)["Rules"] == rules
    s3.put_object(Bucket=bucket, Key="logs/a", Body=b"")
    assert 'rule-id="old"' in s3.head_object(Bucket=bucket, Key="logs/a")["Expiration"]


def test_notifications_through_eventbridge(cloud, s3, bucket):
    """What the pattern asks for reaches the queue; an object elsewhere in the bucket does not."""
    sqs, events = cloud.client("sqs"), cloud.client("events")
    url = sqs.create_queue(QueueName="uploads")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps({
        "Version": "2012-10-17", "Statement": [{
            "Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:SendMessage",
            "Resource": arn}]})})
    events.put_rule(Name="uploads", EventPattern=json.dumps({
        "source": ["aws.s3"], "detail-type": ["Object Created"],
        "detail": {"bucket": {"name": [bucket]}, "object": {"key": [{"prefix": "in/"}]}}}))
    assert events.put_targets(Rule="uploads", Targets=[{"Id": "queue", "Arn": arn}])["FailedEntryCount"] == 0
    s3.put_bucket_notification_configuration(
        Bucket=bucket, NotificationConfiguration={"EventBridgeConfiguration": {}})
    s3.put_object(Bucket=bucket, Key="out/a", Body=b"abc")
    s3.put_object(Bucket=bucket, Key="in/a", Body=b"abc")
    message, = sqs.receive_message(QueueUrl=url, WaitTimeSeconds=10)["Messages"]
    event = json.loads(message["Body"])
    assert (event["source"], event["account"], event["region"]) == ("aws.s3", cloud.account, cloud.region)
    assert event["detail"]["object"] | {"sequencer": ""} == {
        "key": "in/a", "size": 3, "etag": "900150983cd24fb0d6963f7d28e17f72", "sequencer": ""}


def test_virtual_host_addressing(cloud, bucket, localhost_names):
    s3 = cloud.session.client(
        "s3", endpoint_url=f"http://s3.localhost:{urlsplit(cloud.endpoint).port}",
        config=settings(s3={"addressing_style": "virtual"}))
    s3.put_object(Bucket=bucket, Key="a/b", Body=b"virtual")
    hosts = []
    s3.meta.events.register("before-send.s3", lambda request, **_: hosts.append(urlsplit(request.url).hostname))
    assert s3.get_object(Bucket=bucket, Key="a/b")["Body"].read() == b"virtual"
    assert hosts == [f"{bucket}.s3.localhost"]
    assert [one["Key"] for one in s3.list_objects_v2(Bucket=bucket)["Contents"]] == ["a/b"]


def test_resources(cloud, bucket):
    bucket = cloud.resource("s3").Bucket(bucket)
    bucket.Versioning().enable()
    for key in ("a/1", "a/2", "b"):
        bucket.put_object(Key=key, Body=key.encode())
    bucket.Object("b").wait_until_exists()
    assert [one.key for one in bucket.objects.filter(Prefix="a/")] == ["a/1", "a/2"]
    assert bucket.Object("b").get()["Body"].read() == b"b"
    bucket.objects.all().delete()
    assert list(bucket.objects.all()) == []
    bucket.object_versions.delete()
    bucket.delete()
    bucket.wait_until_not_exists()


def test_errors(s3, bucket, bucket_name):
    cases = [
        ("get_object", {"Bucket": bucket, "Key": "none"}, 404, "NoSuchKey", "The specified key does not exist."),
        ("head_object", {"Bucket": bucket, "Key": "none"}, 404, "404", "Not Found"),
        ("list_objects_v2", {"Bucket": f"{bucket}-none"}, 404, "NoSuchBucket", "The specified bucket does not exist"),
        ("delete_bucket", {"Bucket": f"{bucket}-none"}, 404, "NoSuchBucket", "The specified bucket does not exist"),
        ("get_bucket_policy", {"Bucket": bucket}, 404, "NoSuchBucketPolicy", "The bucket policy does not exist"),
    ]
    for operation, parameters, status, code, message in cases:
        with pytest.raises(ClientError) as failure:
            getattr(s3, operation)(**parameters)
        response = failure.value.response
        assert (response["ResponseMetadata"]["HTTPStatusCode"], response["Error"]["Code"]) == (status, code), operation
        assert response["Error"]["Message"] == message, operation
        assert response["ResponseMetadata"]["RetryAttempts"] == 0
