import AWSCore
import Testing

@Suite struct EndpointTests {
    struct Host: Decodable {
        let prefix, region: String
        let fips, dualStack: Bool
        let host: String?
    }

    /// See Fixtures/endpoints/README.md.
    @Test func hostsAreThoseOfTheSDKs() throws {
        let hosts = try Fixture.json("endpoints/hosts.json", as: [Host].self)
        #expect(hosts.count == 648)
        for expected in hosts {
            let region = try #require(Region(expected.region))
            let host = Endpoint.host(
                expected.prefix, region: region, fips: expected.fips, dualStack: expected.dualStack)
            #expect(host == expected.host)
        }
    }

    @Test func regionsKnowTheirPartition() {
        #expect(Region.known.count == 34 + 2 + 2 + 1 + 2 + 2 + 1 + 2)
        #expect(Region.known.allSatisfy { $0.isKnown && Region($0.name) == $0 })
        #expect(Region("us-gov-west-1")?.partition == .govCloud)
        #expect(Region("us-iso-east-1")?.partition == .iso)
        #expect(Region("eusc-de-east-1")?.partition.name == "aws-eusc")
        let new = Region("eu-atlantis-12")
        #expect(new?.partition == .aws)
        #expect(new?.isKnown == false)
        #expect(Region("us-east-1") == .usEast1)
    }

    @Test(arguments: [
        "", "us", "us-east", "us-east-", "us--1", "-east-1", "xx-east-1", "us-east-1a", "US-EAST-1", "us-east-１",
        "us-east-1.evil.com", "us-east-1\n", "us-\(String(repeating: "e", count: 40))-1", "aws-global",
    ])
    func refusesWhatIsNoRegion(_ text: String) {
        #expect(Region(text) == nil)
    }

    @Test(arguments: [
        ("photos", "photos.s3.eu-west-1.amazonaws.com"), ("a-1", "a-1.s3.eu-west-1.amazonaws.com"), ("my.bucket", nil),
        ("Photos", nil), ("ab", nil), ("-ab", nil), ("ab-", nil), ("a_b", nil), ("192.168.1.1", nil),
        (String(repeating: "x", count: 63), "\(String(repeating: "x", count: 63)).s3.eu-west-1.amazonaws.com"),
        (String(repeating: "x", count: 64), nil),
    ])
    func bucketsBecomeHosts(_ bucket: String, _ host: String?) throws {
        #expect(Endpoint.s3Host(bucket: bucket, region: try #require(Region("eu-west-1"))) == host)
    }

    @Test(arguments: [
        ("photos.s3.localhost:4566", "photos"), ("photos.s3.eu-west-1.amazonaws.com", "photos"),
        ("my.photos.s3.amazonaws.com", "my.photos"), ("photos.s3-fips.dualstack.us-east-1.amazonaws.com", "photos"),
        ("photos.s3-eu-west-1.amazonaws.com", "photos"), ("a.s3.b.s3.localhost", "a.s3.b"),
        ("s3.eu-west-1.amazonaws.com", nil), ("localhost:4566", nil), ("", nil), (".s3.localhost", nil),
        ("dynamodb.us-east-1.amazonaws.com", nil),
    ])
    func hostsNameBuckets(_ host: String, _ bucket: String?) {
        #expect(Endpoint.s3Bucket(inHost: host) == bucket)
    }
}
