/// The cases that are left out, each with its reason. The ec2 suites are left out whole: no service here speaks ec2.
enum VectorExclusions {
    enum Side {
        case client, server
    }

    private static let emptyMap = "an empty map leaves no trace on the wire"

    /// Parts of the ids of cases.
    static func reasons(_ side: Side) -> [String: String] {
        switch side {
        case .client:
            [
                "HostWithPath": "a path in the endpoint is the transport's to put before the protocol's",
                "PrefixHeadersAreNotPresent": emptyMap,
                "SDKApp": "compressing requests is the transport's choice",
            ]
        case .server:
            [
                "EmptyQueryMaps": emptyMap,
                "PrefixHeadersAreNotPresent": emptyMap,
                "QueryPrecedence": "of a parameter that stands in a member and in a map, only the member's is sent",
            ]
        }
    }

    static func contains(_ vector: ProtocolVector, _ side: Side) -> Bool {
        reasons(side).keys.contains { vector.id.contains($0) }
    }
}
