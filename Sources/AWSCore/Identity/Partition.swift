/// One of AWS's separate clouds: its own accounts, names and domains.
public struct Partition: Hashable, Sendable {
    /// As ARNs carry it: "aws-cn".
    public let name: String
    public let dnsSuffix: String
    /// Of endpoints that answer over IPv6 too.
    public let dualStackDNSSuffix: String
    /// How the names of its regions begin, each followed by a place and a number.
    let regionPrefixes: [String]
    /// Sorted.
    let knownRegions: [String]

    /// Source: the partitions file of botocore 1.43.11.
    public static let all: [Partition] = [aws, china, govCloud, europe, iso, isoB, isoE, isoF]

    public static let aws = Partition(
        name: "aws", dnsSuffix: "amazonaws.com", dualStackDNSSuffix: "api.aws",
        regionPrefixes: ["us", "eu", "ap", "sa", "ca", "me", "af", "il", "mx"],
        knownRegions: [
            "af-south-1", "ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1",
            "ap-south-2", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5",
            "ap-southeast-6", "ap-southeast-7", "ca-central-1", "ca-west-1", "eu-central-1", "eu-central-2",
            "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3", "il-central-1",
            "me-central-1", "me-south-1", "mx-central-1", "sa-east-1", "us-east-1", "us-east-2", "us-west-1",
            "us-west-2",
        ])
    public static let china = Partition(
        name: "aws-cn", dnsSuffix: "amazonaws.com.cn", dualStackDNSSuffix: "api.amazonwebservices.com.cn",
        regionPrefixes: ["cn"], knownRegions: ["cn-north-1", "cn-northwest-1"])
    public static let govCloud = Partition(
        name: "aws-us-gov", dnsSuffix: "amazonaws.com", dualStackDNSSuffix: "api.aws", regionPrefixes: ["us-gov"],
        knownRegions: ["us-gov-east-1", "us-gov-west-1"])
    /// The European Sovereign Cloud.
    public static let europe = Partition(
        name: "aws-eusc", dnsSuffix: "amazonaws.eu", dualStackDNSSuffix: "api.amazonwebservices.eu",
        regionPrefixes: ["eusc-de"], knownRegions: ["eusc-de-east-1"])
    public static let iso = Partition(
        name: "aws-iso", dnsSuffix: "c2s.ic.gov", dualStackDNSSuffix: "api.aws.ic.gov", regionPrefixes: ["us-iso"],
        knownRegions: ["us-iso-east-1", "us-iso-west-1"])
    public static let isoB = Partition(
        name: "aws-iso-b", dnsSuffix: "sc2s.sgov.gov", dualStackDNSSuffix: "api.aws.scloud",
        regionPrefixes: ["us-isob"], knownRegions: ["us-isob-east-1", "us-isob-west-1"])
    public static let isoE = Partition(
        name: "aws-iso-e", dnsSuffix: "cloud.adc-e.uk", dualStackDNSSuffix: "api.cloud-aws.adc-e.uk",
        regionPrefixes: ["eu-isoe"], knownRegions: ["eu-isoe-west-1"])
    public static let isoF = Partition(
        name: "aws-iso-f", dnsSuffix: "csp.hci.ic.gov", dualStackDNSSuffix: "api.aws.hci.ic.gov",
        regionPrefixes: ["us-isof"], knownRegions: ["us-isof-east-1", "us-isof-south-1"])
}
