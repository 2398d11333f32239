/// The hosts at which AWS's services answer.
public enum Endpoint {
    /// - Parameters:
    ///   - prefix: the service's ``ServiceMetadata/endpointPrefix``.
    ///   - fips: an endpoint whose cryptography is validated to FIPS 140.
    ///   - dualStack: an endpoint that answers over IPv6 too.
    /// - Returns: nil where AWS has no such endpoint.
    public static func host(
        _ prefix: String, region: Region, fips: Bool = false, dualStack: Bool = false
    ) -> String? {
        let partition = region.partition
        if prefix == "s3" {
            guard !fips || partition != .china else { return nil }
            return "s3\(fips ? "-fips" : "")\(dualStack ? ".dualstack" : "").\(region).\(partition.dnsSuffix)"
        }
        let isPlain = fips && isValidatedAnyway(prefix, partition, dualStack: dualStack)
        let label = dualStack ? dualStackLabel(prefix, partition) : prefix
        let suffix =
            dualStack && !keepsItsDomain(prefix, partition, fips: fips)
            ? partition.dualStackDNSSuffix : partition.dnsSuffix
        return "\(label)\(fips && !isPlain ? "-fips" : "").\(region).\(suffix)"
    }

    /// The host of a bucket: `bucket.s3.eu-west-1.amazonaws.com`.
    /// - Returns: nil for a bucket that must be named in the path, since its name is no single host label or looks
    ///   like an address.
    public static func s3Host(
        bucket: String, region: Region, fips: Bool = false, dualStack: Bool = false
    ) -> String? {
        guard isHostLabel(bucket) else { return nil }
        return host("s3", region: region, fips: fips, dualStack: dualStack).map { "\(bucket).\($0)" }
    }

    /// The bucket that a host names before its `s3`: "photos" of `photos.s3.localhost:4566`.
    /// - Returns: nil for a host that is S3's own, or not S3's.
    public static func s3Bucket(inHost host: String) -> String? {
        // Most hosts are none of S3's, and each request asks.
        guard mentionsS3(host) else { return nil }
        let name = host.prefix { $0 != ":" }
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        let service = labels.lastIndex { $0 == "s3" || $0 == "s3-fips" || ($0.hasPrefix("s3-") && isOldStyle($0)) }
        guard let service, service > 0, !labels.contains("") else { return nil }
        return labels[..<service].joined(separator: ".")
    }

    private static func mentionsS3(_ host: String) -> Bool {
        var last: UInt8 = 0
        for byte in host.utf8 {
            if last == UInt8(ascii: "s"), byte == UInt8(ascii: "3") { return true }
            last = byte
        }
        return false
    }

    /// `s3-eu-west-1`, as hosts were written once.
    private static func isOldStyle(_ label: Substring) -> Bool {
        Region(String(label.dropFirst(3))) != nil
    }

    /// In GovCloud these answer by validated cryptography under their plain names.
    private static func isValidatedAnyway(_ prefix: String, _ partition: Partition, dualStack: Bool) -> Bool {
        let plain: Set =
            dualStack
            ? ["events", "monitoring"]
            : ["dynamodb", "streams.dynamodb", "events", "logs", "monitoring", "sqs", "sts"]
        return partition == .govCloud && plain.contains(prefix)
    }

    private static func dualStackLabel(_ prefix: String, _ partition: Partition) -> String {
        guard prefix == "streams.dynamodb", [.aws, .china, .govCloud].contains(partition) else { return prefix }
        return "streams-dynamodb"
    }

    /// Secrets Manager answers over IPv6 under its old domain.
    private static func keepsItsDomain(_ prefix: String, _ partition: Partition, fips: Bool) -> Bool {
        prefix == "secretsmanager" && ([.aws, .govCloud].contains(partition) || (partition == .china && !fips))
    }

    /// One label of 3 to 63 lower-case letters, digits and hyphens, not at the ends.
    private static func isHostLabel(_ bucket: String) -> Bool {
        let bytes = Array(bucket.utf8)
        func isWord(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) || ByteCursor.isDigit(byte) }
        guard (3...63).contains(bytes.count), let first = bytes.first, let last = bytes.last else { return false }
        return isWord(first) && isWord(last) && bytes.allSatisfy { isWord($0) || $0 == UInt8(ascii: "-") }
    }
}
