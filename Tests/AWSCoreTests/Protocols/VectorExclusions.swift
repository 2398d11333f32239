/// The cases that are left out, each with its reason. The ec2 suites are left out whole: no service here speaks ec2.
enum VectorExclusions {
    enum Side {
        case client, server
    }

    private static let hostPath = "a path in the endpoint is the transport's to put before the protocol's"
    private static let noTrace = "an empty map or list leaves no trace on the wire"
    private static let emptyStructure = "an absent structure is sent as an empty one, and read as that"

    /// Parts of the ids of cases.
    static func reasons(_ side: Side) -> [String: String] {
        switch side {
        case .client:
            [
                "HostWithPath": hostPath,
                "HttpChecksumRequired": "checksums are the caller's to add, who has the whole request",
                "PrefixHeadersAreNotPresent": noTrace,
                "SDKApp": "compressing requests is the transport's choice",
            ]
        case .server:
            [
                "EmptyQueryMaps": noTrace,
                "HostWithPath": hostPath,
                "HttpPrefixHeadersResponse": "an empty prefix takes every header, the protocol's own among them",
                "HttpWithEmptyStructurePayload": emptyStructure,
                "HttpWithHeadersButNoPayload": emptyStructure,
                "OmitsEmptyListQueryValues": noTrace,
                "PrefixHeadersAreNotPresent": noTrace,
                "QueryPrecedence": "of a parameter that stands in a member and in a map, only the member's is sent",
            ]
        }
    }

    static func contains(_ vector: ProtocolVector, _ side: Side) -> Bool {
        reasons(side).keys.contains { vector.id.contains($0) }
    }
}
