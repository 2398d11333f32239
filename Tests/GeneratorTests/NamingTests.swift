import GenerateServices
import Testing

@Suite struct NamingTests {
    @Test(arguments: [
        ("TableName", "tableName"), ("SSESpecification", "sseSpecification"), ("KMSMasterKeyId", "kmsMasterKeyId"),
        ("S", "s"), ("SS", "ss"), ("NULL", "null"), ("ETag", "eTag"), ("ACL", "acl"), ("IsTruncated", "isTruncated"),
        ("S3Bucket", "s3Bucket"), ("MD5OfBody", "md5OfBody"), ("SSEKMSKeyId", "ssekmsKeyId"), ("ARNs", "arns"),
        ("IDs", "ids"), ("OKActions", "okActions"), ("ChecksumCRC32C", "checksumCRC32C"), ("messageId", "messageId"),
        ("x-id", "xId"), ("__type", "type"),
    ])
    func membersAreLowerCamel(_ name: String, _ expected: String) {
        #expect(Naming.member(name) == expected)
    }

    @Test(arguments: [
        ("PAY_PER_REQUEST", "payPerRequest"), ("ACTIVE", "active"), ("AES256", "aes256"), ("aws:kms", "awsKms"),
        ("s3:ObjectCreated:*", "s3ObjectCreatedAny"), ("python3.9", "python3_9"), ("nodejs18.x", "nodejs18X"),
        ("GreaterThanThreshold", "greaterThanThreshold"), ("us-east-1", "usEast1"), ("2023", "_2023"), ("", "empty"),
        ("*", "any"), ("POST,GET", "postGet"),
    ])
    func valuesAreLowerCamel(_ value: String, _ expected: String) {
        #expect(Naming.value(value) == expected)
    }

    @Test(arguments: [("__listOfString", "ListOfString"), ("snapshot", "Snapshot"), ("GetItemInput", "GetItemInput")])
    func typesAreUpperCamel(_ name: String, _ expected: String) {
        #expect(Naming.type(name) == expected)
    }

    @Test(arguments: [("default", "`default`"), ("in", "`in`"), ("protocol", "`protocol`"), ("name", "name")])
    func keywordsAreEscaped(_ name: String, _ expected: String) {
        #expect(Naming.escaped(name) == expected)
    }
}
