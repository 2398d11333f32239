/// An Amazon Resource Name: `arn:aws:dynamodb:eu-west-1:123456789012:table/Orders`.
public struct ARN: Hashable, Sendable {
    /// "aws", "aws-cn", "aws-us-gov".
    public var partition: String
    /// "dynamodb".
    public var service: String
    /// Empty for resources of no region (IAM, S3 buckets).
    public var region: String
    /// Twelve digits, "aws" for AWS's own, or empty for resources of no account (S3 buckets, foundation models).
    public var account: String
    /// All after the account, with its own slashes and colons: "table/Orders/index/ByDate".
    public var resource: String

    public static let bytesMax = 2048

    public init(partition: String = "aws", service: String, region: String, account: String, resource: String) {
        self.partition = partition
        self.service = service
        self.region = region
        self.account = account
        self.resource = resource
    }

    /// - Throws: ``ARNError``, the first thing that is wrong, from the left.
    public init(_ text: String) throws(ARNError) {
        guard text.utf8.count <= Self.bytesMax else { throw .tooLong(bytes: text.utf8.count) }
        let parts = ASCII.split(text, at: UInt8(ascii: ":"), maxSplits: 5)
        guard parts[0] == "arn" else { throw .noPrefix }
        guard parts.count == 6 else { throw .tooFewParts(parts.count) }
        guard Self.isName(parts[1]) else { throw .invalidPartition(parts[1]) }
        guard Self.isName(parts[2]) else { throw .invalidService(parts[2]) }
        guard parts[3].isEmpty || Self.isName(parts[3]) else { throw .invalidRegion(parts[3]) }
        guard parts[4].isEmpty || Self.isName(parts[4]) else { throw .invalidAccount(parts[4]) }
        guard !parts[5].isEmpty else { throw .noResource }
        self.init(partition: parts[1], service: parts[2], region: parts[3], account: parts[4], resource: parts[5])
    }

    public var accountID: AccountID? { AccountID(account) }

    /// What stands before the first `/` or `:` of the resource: "table"; nil where there is neither.
    public var resourceType: String? {
        separator.map { String(resource[..<$0]) }
    }

    /// What stands after it, or all of the resource: "Orders/index/ByDate".
    public var resourceID: String {
        separator.map { String(resource[resource.index(after: $0)...]) } ?? resource
    }

    private var separator: String.Index? {
        resource.utf8.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ":") }
    }

    /// Letters, digits and `-._`, and in policies `*` and `?`.
    private static func isName(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                    UInt8(ascii: "*"), UInt8(ascii: "?"):
                    true
                default: false
                }
            }
    }
}

extension ARN: CustomStringConvertible {
    public var description: String { "arn:\(partition):\(service):\(region):\(account):\(resource)" }
}

/// Why a text is no ARN.
public enum ARNError: Error, Hashable, Sendable {
    /// It does not begin with `arn:`.
    case noPrefix
    /// Six are needed, separated by colons.
    case tooFewParts(Int)
    case invalidPartition(String)
    case invalidService(String)
    case invalidRegion(String)
    case invalidAccount(String)
    case noResource
    case tooLong(bytes: Int)
}
