"""Asks botocore where it sends calls, and writes urls.json: own work, made with botocore 1.43.11 (Apache-2.0).

Run with the Python of `make test-clients`: python make_urls.py > urls.json
"""

import itertools
import json
import os
import sys
import tempfile

import botocore.session
from botocore.awsrequest import AWSResponse
from botocore.config import Config

REGIONS = ["us-east-1", "eu-west-1", "ap-southeast-5", "cn-north-1", "us-gov-west-1"]
BUCKETS = ["photos", "photos.example", "Photos", "ab", "a" * 63, "a" * 64, "photos-", "1-2", "my_photos"]
ROLE = {"PolicySourceArn": "arn:aws:iam::123456789012:role/reader", "ActionNames": ["s3:GetObject"]}


def sent(variables, config, operations):
    """The URL and signing region of each call, in a process that has these variables and this config file."""
    results = []
    with tempfile.TemporaryDirectory() as home:
        path = os.path.join(home, "config")
        with open(path, "w") as file:
            file.write(config)
        settings = {"AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_CONFIG_FILE": path}
        for name in [name for name in os.environ if name.startswith("AWS_")]:
            del os.environ[name]
        os.environ.update(settings | variables)
        for service, operation, parameters in operations:
            results.append(call(service, operation, parameters))
    return results


def call(service, operation, parameters):
    try:
        # us-east-1 is a region as any other to every SDK but botocore.
        client = botocore.session.Session().create_client(
            service, config=Config(s3={"us_east_1_regional_endpoint": "regional"} if service == "s3" else None))
        seen = {}

        def before_send(request, **_):
            seen["url"] = request.url
            seen["region"] = request.headers["Authorization"].decode().split("/")[2]
            return AWSResponse(request.url, 200, {}, Body())

        client.meta.events.register("before-send", before_send)
        getattr(client, operation)(**parameters)
    except Exception as error:
        if not seen_url(locals()):
            return {"service": service, "operation": operation, "parameters": parameters,
                    "refused": type(error).__name__}
    return {"service": service, "operation": operation, "parameters": parameters, **seen}


def seen_url(scope):
    return "url" in scope.get("seen", {})


class Body:
    def stream(self, **_):
        yield b""

    def read(self, *_):
        return b""


def cases():
    objects = [("s3", "get_object", {"Bucket": bucket, "Key": "a b/c"}) for bucket in BUCKETS]
    for region, fips, dual in itertools.product(REGIONS, [False, True], [False, True]):
        variables = {"AWS_REGION": region, "AWS_DEFAULT_REGION": region}
        if fips:
            variables["AWS_USE_FIPS_ENDPOINT"] = "true"
        if dual:
            variables["AWS_USE_DUALSTACK_ENDPOINT"] = "true"
        yield variables, "", objects[:2] + [("s3", "list_buckets", {}), ("sts", "get_caller_identity", {})]
        # IAM has no validated endpoint in China, and versions of botocore differ about what to make of that.
        if not (fips and region.startswith("cn-")):
            yield variables, "", [("iam", "simulate_principal_policy", ROLE)]
    here = {"AWS_REGION": "eu-west-1", "AWS_DEFAULT_REGION": "eu-west-1"}
    yield here, "", objects + [("s3", "list_objects_v2", {"Bucket": "photos"})]
    for style in ["auto", "path", "virtual"]:
        # Virtual style with a name that is no host label is botocore's own business: it sends it anyway.
        chosen = objects[:1] if style == "virtual" else objects[:3]
        yield here, f"[default]\ns3 =\n  addressing_style = {style}\n", chosen
        yield here | {"AWS_ENDPOINT_URL": "http://localhost:4566"}, f"[default]\ns3 =\n  addressing_style = {style}\n", chosen[:1]
    yield here | {"AWS_STS_REGIONAL_ENDPOINTS": "legacy"}, "", [("sts", "get_caller_identity", {})]
    yield {"AWS_REGION": "ap-east-1", "AWS_DEFAULT_REGION": "ap-east-1", "AWS_STS_REGIONAL_ENDPOINTS": "legacy"}, "", [
        ("sts", "get_caller_identity", {})]
    yield from configured(here)


def configured(here):
    """Endpoints by variables and files, and which of them counts."""
    several = [
        ("dynamodb", "list_tables", {}), ("sqs", "list_queues", {}), ("s3", "list_buckets", {}),
        ("secretsmanager", "list_secrets", {}), ("bedrock-runtime", "invoke_model", {"modelId": "m", "body": b"{}"}),
    ]
    everywhere, single = {"AWS_ENDPOINT_URL": "https://all.example/base"}, {"AWS_ENDPOINT_URL_SQS": "http://sqs.example:1"}
    model = {"AWS_ENDPOINT_URL_BEDROCK_RUNTIME": "https://vpce-1.bedrock-runtime.eu-west-1.vpce.amazonaws.com"}
    file = (
        "[default]\nservices = mine\nendpoint_url = http://file.example\n[services mine]\ndynamodb =\n"
        "  endpoint_url = http://dynamodb.example/\nsecrets_manager =\n  endpoint_url = http://secrets.example\n")
    for variables in [everywhere, single, everywhere | single, model]:
        yield here | variables, "", several
        yield here | variables, file, several
    yield here, file, several
    yield here | everywhere | {"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"}, file, several
    yield here | single, file + "[profile other]\nregion = us-west-2\n", several
    yield here | everywhere | {"AWS_USE_FIPS_ENDPOINT": "true"}, "", several


def main():
    made = []
    for variables, config, operations in cases():
        calls = sent(variables, config, operations)
        made.append({"variables": {k: v for k, v in variables.items() if k != "AWS_DEFAULT_REGION"}, "config": config,
                     "calls": [{k: v.decode() if isinstance(v, bytes) else v for k, v in c.items()} for c in calls]})
    lines = [json.dumps(case, sort_keys=True, default=lambda v: v.decode()) for case in made]
    sys.stdout.write("[\n" + ",\n".join(lines) + "\n]\n")


main()
