"""Secrets Manager and STS through boto3, and what accounts and regions keep from each other."""

import json

import boto3
import pytest
from botocore.exceptions import ClientError

from conftest import REGION, Cloud, new_account


@pytest.fixture
def secrets_manager(cloud):
    return cloud.client("secretsmanager")


def test_secret_and_its_versions(cloud, secrets_manager):
    made = secrets_manager.create_secret(Name="db/password", SecretString="first", Tags=[{"Key": "a", "Value": "b"}])
    assert made["ARN"].startswith(f"arn:aws:secretsmanager:{cloud.region}:{cloud.account}:secret:db/password-")
    second = secrets_manager.put_secret_value(SecretId="db/password", SecretString=json.dumps({"user": "ann"}))
    assert second["VersionStages"] == ["AWSCURRENT"]
    current = secrets_manager.get_secret_value(SecretId=made["ARN"])
    assert (json.loads(current["SecretString"]), current["VersionId"]) == ({"user": "ann"}, second["VersionId"])
    previous = secrets_manager.get_secret_value(SecretId="db/password", VersionStage="AWSPREVIOUS")
    assert (previous["SecretString"], previous["VersionId"]) == ("first", made["VersionId"])
    secrets_manager.update_secret_version_stage(
        SecretId="db/password", VersionStage="AWSCURRENT", MoveToVersionId=made["VersionId"],
        RemoveFromVersionId=second["VersionId"])
    assert secrets_manager.get_secret_value(SecretId="db/password")["SecretString"] == "first"
    stages = secrets_manager.describe_secret(SecretId="db/password")["VersionIdsToStages"]
    assert stages == {made["VersionId"]: ["AWSCURRENT"], second["VersionId"]: ["AWSPREVIOUS"]}


def test_binary_secret(secrets_manager):
    secrets_manager.create_secret(Name="key", SecretBinary=b"\x00\x01\xff")
    assert secrets_manager.get_secret_value(SecretId="key")["SecretBinary"] == b"\x00\x01\xff"


def test_delete_and_restore(secrets_manager):
    for name in ("one", "two"):
        secrets_manager.create_secret(Name=name, SecretString=name)
    assert secrets_manager.delete_secret(SecretId="one", RecoveryWindowInDays=7)["DeletionDate"]
    with pytest.raises(secrets_manager.exceptions.InvalidRequestException) as failure:
        secrets_manager.get_secret_value(SecretId="one")
    assert "marked for deletion" in failure.value.response["Error"]["Message"]
    pages = secrets_manager.get_paginator("list_secrets").paginate(PaginationConfig={"PageSize": 1})
    assert list(pages.search("SecretList[].Name")) == ["two"]
    secrets_manager.restore_secret(SecretId="one")
    assert secrets_manager.get_secret_value(SecretId="one")["SecretString"] == "one"
    secrets_manager.delete_secret(SecretId="one", ForceDeleteWithoutRecovery=True)
    with pytest.raises(secrets_manager.exceptions.ResourceNotFoundException) as failure:
        secrets_manager.get_secret_value(SecretId="one")
    assert failure.value.response["Error"]["Message"] == "Secrets Manager can't find the specified secret."
    assert failure.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400


def test_random_password(secrets_manager):
    password = secrets_manager.get_random_password(PasswordLength=40, ExcludePunctuation=True)["RandomPassword"]
    assert len(password) == 40 and password.isalnum()


def test_rotation_says_that_it_is_not_emulated(secrets_manager):
    secrets_manager.create_secret(Name="a", SecretString="a")
    with pytest.raises(ClientError) as failure:
        secrets_manager.rotate_secret(
            SecretId="a", RotationLambdaARN="arn:aws:lambda:us-east-1:000000000000:function:rotate")
    assert failure.value.response["Error"]["Code"] == "NotImplemented"
    assert "RotateSecret" in failure.value.response["Error"]["Message"]
    assert failure.value.response["ResponseMetadata"]["HTTPStatusCode"] == 501
    assert failure.value.response["ResponseMetadata"]["RetryAttempts"] == 0


def test_who_calls(cloud):
    sts = cloud.client("sts")
    identity = sts.get_caller_identity()
    assert (identity["Account"], identity["UserId"]) == (cloud.account, cloud.account)
    assert identity["Arn"] == f"arn:aws:iam::{cloud.account}:root"
    assert len(identity["ResponseMetadata"]["RequestId"]) == 36


def test_assumed_role(kass, cloud):
    """What the credentials of a session make belongs to the role's account."""
    role = f"arn:aws:iam::{new_account()}:role/reader"
    assumed = cloud.client("sts").assume_role(RoleArn=role, RoleSessionName="ann")
    credentials = assumed["Credentials"]
    session = boto3.Session(
        credentials["AccessKeyId"], credentials["SecretAccessKey"], credentials["SessionToken"], REGION)
    identity = session.client("sts", endpoint_url=kass.aws).get_caller_identity()
    assert identity["Arn"] == assumed["AssumedRoleUser"]["Arn"]
    assert identity["Arn"] == role.replace("iam", "sts").replace("role", "assumed-role") + "/ann"
    secret = session.client("secretsmanager", endpoint_url=kass.aws).create_secret(Name="a", SecretString="a")
    assert secret["ARN"].split(":")[4] == role.split(":")[4]


def test_accounts_and_regions_are_worlds_of_their_own(kass):
    one, other = new_account(), new_account()
    clouds = [Cloud(kass.aws, one), Cloud(kass.aws, other), Cloud(kass.aws, one, "eu-central-1")]
    for at, cloud in enumerate(clouds):
        cloud.client("secretsmanager").create_secret(Name="same", SecretString=str(at))
        cloud.client("sqs").create_queue(QueueName="same")
    for at, cloud in enumerate(clouds):
        got = cloud.client("secretsmanager").get_secret_value(SecretId="same")
        assert got["SecretString"] == str(at)
        assert got["ARN"].split(":")[3:5] == [cloud.region, cloud.account]
        url, = cloud.client("sqs").list_queues()["QueueUrls"]
        arn = cloud.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]["QueueArn"]
        assert arn == f"arn:aws:sqs:{cloud.region}:{cloud.account}:same"
    clouds[0].client("secretsmanager").delete_secret(SecretId="same", ForceDeleteWithoutRecovery=True)
    assert clouds[1].client("secretsmanager").get_secret_value(SecretId="same")["SecretString"] == "1"


def test_buckets_belong_to_accounts(kass, bucket_name):
    owner, other = Cloud(kass.aws, new_account()).client("s3"), Cloud(kass.aws, new_account()).client("s3")
    owner.create_bucket(Bucket=bucket_name)
    with pytest.raises(other.exceptions.BucketAlreadyExists):
        other.create_bucket(Bucket=bucket_name)
    with pytest.raises(ClientError, match="AccessDenied"):
        other.list_objects_v2(Bucket=bucket_name)
    assert other.list_buckets()["Buckets"] == []
