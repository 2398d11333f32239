import AWSCore

/// Where IAM answers: at one place for all regions of a partition, which also signs.
///
/// Source: the endpoint rules of botocore 1.43.11.
struct GlobalEndpoint {
    let host: String
    let signingRegion: String

    /// - Returns: nil where there is none of the kind.
    init?(iamIn partition: Partition, fips: Bool, dualStack: Bool) {
        let suffix = dualStack ? partition.dualStackDNSSuffix : partition.dnsSuffix
        switch partition {
        case .aws:
            host = "iam\(fips ? "-fips" : "").\(dualStack ? "global." : "")\(suffix)"
            signingRegion = "us-east-1"
        case .china where !fips:
            host = "iam.\(dualStack ? "global" : "cn-north-1").\(suffix)"
            signingRegion = "cn-north-1"
        // There the plain name answers by validated cryptography.
        case .govCloud:
            host = "iam.us-gov.\(suffix)"
            signingRegion = "us-gov-west-1"
        default: return nil
        }
    }
}
