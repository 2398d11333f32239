/// The cases that are left out, each with its reason. The ec2 suites are left out whole: no service here speaks ec2.
enum VectorExclusions {
    enum Side {
        case client, server
    }

    private static let emptyMap = "an empty map leaves no trace on the wire"
    private static let endpointPath = "a path in the endpoint is the transport's to put before the protocol's"
    private static let emptyPayload = "a payload that is absent travels as one that is empty"

    /// Parts of the ids of cases.
    static func reasons(_ side: Side) -> [String: String] {
        switch side {
        case .client:
            [
                "HostWithPath": endpointPath,
                "HttpChecksumRequired": "the transport adds checksums, of the very bytes that it sends",
                "PrefixHeadersAreNotPresent": emptyMap,
                "SDKApp": "compressing requests is the transport's choice",
            ]
        case .server:
            [
                "EmptyQueryMaps": emptyMap,
                "HostWithPath": endpointPath,
                "HttpPrefixHeadersResponse": "a map of all headers holds those too that the server adds",
                "HttpWithEmptyStructurePayload": emptyPayload,
                "HttpWithHeadersButNoPayload": emptyPayload,
                "OmitsEmptyListQueryValues": "an empty list leaves no trace in a query",
                "PrefixHeadersAreNotPresent": emptyMap,
                "QueryPrecedence": "of a parameter that stands in a member and in a map, only the member's is sent",
            ]
        }
    }

    static func contains(_ vector: ProtocolVector, _ side: Side) -> Bool {
        reasons(side).keys.contains { vector.id.contains($0) }
    }
}
