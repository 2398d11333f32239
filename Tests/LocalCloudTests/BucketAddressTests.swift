import AWSCore
import LocalCloud
import Testing

/// A bucket in the path or in the host (S3 User Guide, "Virtual hosting of buckets"), accounts and regions.
@Suite struct BucketAddressTests {
    static let hosts: [(host: String, path: String)] = [
        ("localhost", "/photos/a"), ("photos.s3.localhost:4566", "/a"), ("photos.localhost:4566", "/a"),
        ("photos.s3.us-east-1.amazonaws.com", "/a"), ("photos.s3.amazonaws.com", "/a"),
        ("s3.us-east-1.amazonaws.com", "/photos/a"), ("photos.s3.localhost.localstack.cloud:4566", "/a"),
    ]

    @Test(arguments: hosts) func everyAddressFindsTheObject(host: String, path: String) async throws {
        try await LocalWire().onAWSPort { door in
            var headers = LocalDoor.signed("s3")
            #expect(try await door.send("PUT", "/photos", nil, headers).status == 200)
            #expect(try await door.send("PUT", "/photos/a", "picture", headers).status == 200)
            headers["Host"] = host
            let response = try await door.send("GET", path, nil, headers)
            #expect(response.status == 200)
            #expect(response.text == "picture")
        }
    }

    @Test func bucketNamesWithDotsAreFoundInHosts() async throws {
        try await LocalWire().onAWSPort { door in
            var headers = LocalDoor.signed("s3")
            headers["Host"] = "my.photos.s3.localhost:4566"
            let made = try await door.send("PUT", "/", nil, headers)
            #expect(made.status == 200)
            #expect(try await door.send("HEAD", "/my.photos", nil, LocalDoor.signed("s3")).status == 200)
        }
    }

    /// Tables of one name in two accounts and two regions are four tables.
    @Test func accountsAndRegionsAreApart() async throws {
        try await LocalWire().onAWSPort { door in
            let places = [
                ("111111111111", "us-east-1"), ("111111111111", "eu-west-1"), ("222222222222", "us-east-1"),
                ("222222222222", "eu-west-1"),
            ]
            for (account, region) in places {
                var headers = LocalDoor.signed("dynamodb", by: account, region: region)
                headers["X-Amz-Target"] = "DynamoDB_20120810.CreateTable"
                headers["Content-Type"] = "application/x-amz-json-1.0"
                let table =
                    #"{"TableName":"notes","AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],"#
                    + #""KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST"}"#
                let made = try await door.send("POST", "/", table, headers)
                let arn = made.json["TableDescription"]?["TableArn"]?.string
                #expect(arn == "arn:aws:dynamodb:\(region):\(account):table/notes")
            }
        }
    }

    /// A bucket's name is taken for everybody, and its owner alone lists it (S3 User Guide, "Bucket naming rules").
    @Test func bucketsBelongToTheirAccounts() async throws {
        try await LocalWire().onAWSPort { door in
            #expect(
                try await door.send("PUT", "/photos", nil, LocalDoor.signed("s3", by: "111111111111")).status == 200)
            let taken = try await door.send("PUT", "/photos", nil, LocalDoor.signed("s3", by: "222222222222"))
            #expect(taken.status == 409)
            let mine = try await door.send("GET", "/", nil, LocalDoor.signed("s3", by: "111111111111"))
            #expect(mine.text.contains("<Name>photos</Name>"))
            let others = try await door.send("GET", "/", nil, LocalDoor.signed("s3", by: "222222222222"))
            #expect(!others.text.contains("<Name>photos</Name>"))
        }
    }
}
