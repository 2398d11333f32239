import AWSCore

/// When checksums are sent and checked that an operation supports but does not demand.
///
/// Source: AWS SDKs and Tools Reference Guide, "Data integrity protections for Amazon S3".
public struct ChecksumPolicy: Hashable, Sendable {
    public var requests: When
    public var responses: When

    public enum When: String, Hashable, Sendable, CaseIterable {
        case supported = "when_supported"
        case required = "when_required"
    }

    public init(requests: When = .supported, responses: When = .supported) {
        self.requests = requests
        self.responses = responses
    }

    /// Asks for the checksum of the answer, where the operation has a member for that and the caller left it out.
    func asking(_ operation: OperationSchema, _ input: Document) -> Document {
        guard responses == .supported, let member = operation.checksum?.requestValidationModeMember,
            case .object(var object) = input, object[member] == nil
        else { return input }
        object[member] = "ENABLED"
        return .object(object)
    }

    /// The algorithm whose checksum the request has to carry: the one that the input names, or CRC-32.
    /// - Returns: nil where none is wanted, or the caller has made one.
    /// - Throws: ``WireError`` for an algorithm that only the caller can compute.
    func algorithm(
        for request: HTTPRequest, _ operation: OperationSchema, _ input: Document
    ) throws(WireError) -> ChecksumAlgorithm? {
        guard let traits = operation.checksum, !Self.hasChecksum(request) else { return nil }
        if let member = traits.requestAlgorithmMember, let name = input[member]?.string {
            if let algorithm = ChecksumAlgorithm(rawValue: name) { return algorithm }
            throw .malformed("\(name) checksums are not computed here: give the checksum itself", offset: 0)
        }
        let isSupported = traits.requestAlgorithmMember != nil && requests == .supported
        return traits.isRequired || isSupported ? .crc32 : nil
    }

    private static func hasChecksum(_ request: HTTPRequest) -> Bool {
        request.headers.fields.contains { field in
            let name = field.name.lowercased()
            return name.hasPrefix("x-amz-checksum-") && !settings.contains(name)
        }
    }

    /// Headers that speak about checksums and are none.
    private static let settings: Set = ["x-amz-checksum-algorithm", "x-amz-checksum-mode", "x-amz-checksum-type"]
}
