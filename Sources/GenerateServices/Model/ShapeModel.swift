/// One shape of a service model, as botocore writes it.
package struct ShapeModel: Sendable {
    package let name: String
    package let type: Kind
    package let members: [MemberModel]
    package let required: Set<String>
    /// Every value of an enumerated string; nil for strings of any value.
    package let values: [String]?
    package let min: JSON?
    package let max: JSON?
    package let pattern: String?
    package let isSensitive: Bool
    package let isStreaming: Bool
    package let isFlattened: Bool
    package let isUnion: Bool
    /// Free-form JSON, though declared as a structure.
    package let isDocument: Bool
    package let isEventStream: Bool
    package let timestampFormat: String?
    /// The member that is the whole body.
    package let payload: String?
    package let xmlName: String?
    package let xmlNamespace: JSON?
    package let error: ErrorModel?
    /// The element of a list, the key and value of a map.
    package let element: Reference?
    package let key: Reference?
    package let value: Reference?

    package enum Kind: String, Sendable {
        case structure, list, map, string, boolean, integer, long, float, double, blob, timestamp
    }

    package struct Reference: Sendable {
        package let shape: String
        package let xmlName: String?

        init?(_ json: JSON?) {
            guard let shape = json?["shape"]?.string else { return nil }
            self.shape = shape
            xmlName = json?["locationName"]?.string
        }
    }

    init(_ name: String, _ json: JSON) throws(GeneratorError) {
        guard let kind = json["type"]?.string.flatMap(Kind.init) else {
            throw GeneratorError("shape \(name) is of a type that is not known: \(json["type"] ?? .null)")
        }
        self.name = name
        type = kind
        members = (json["members"]?.fields ?? []).map { MemberModel($0.name, $0.value) }
        required = Set((json["required"]?.elements ?? []).compactMap(\.string))
        values = json["enum"]?.elements.compactMap(\.string)
        min = json["min"]
        max = json["max"]
        pattern = json["pattern"]?.string
        isSensitive = json["sensitive"]?.isTrue ?? false
        isStreaming = json["streaming"]?.isTrue ?? false
        isFlattened = json["flattened"]?.isTrue ?? false
        isUnion = json["union"]?.isTrue ?? false
        isDocument = json["document"]?.isTrue ?? false
        isEventStream = json["eventstream"]?.isTrue ?? false
        timestampFormat = json["timestampFormat"]?.string
        payload = json["payload"]?.string
        xmlName = json["locationName"]?.string
        xmlNamespace = json["xmlNamespace"]
        error = ErrorModel(name, json)
        element = Reference(json["member"])
        key = Reference(json["key"])
        value = Reference(json["value"])
    }

    /// The names of all shapes that this one mentions.
    package var references: [String] {
        members.map(\.shape) + [element, key, value].compactMap { $0?.shape }
    }
}

/// A member of a structure, as botocore writes it.
package struct MemberModel: Sendable {
    package let name: String
    package let shape: String
    /// `uri`, `querystring`, `header`, `headers` or `statusCode`.
    package let location: String?
    package let locationName: String?
    package let isFlattened: Bool
    package let isStreaming: Bool
    package let isXMLAttribute: Bool
    package let isIdempotencyToken: Bool
    package let isHostLabel: Bool
    package let isEventPayload: Bool
    package let isEventHeader: Bool
    package let xmlNamespace: JSON?

    init(_ name: String, _ json: JSON) {
        func flag(_ name: String) -> Bool { json[name]?.isTrue ?? false }
        self.name = name
        shape = json["shape"]?.string ?? ""
        location = json["location"]?.string
        locationName = json["locationName"]?.string
        isFlattened = flag("flattened")
        isStreaming = flag("streaming")
        isXMLAttribute = flag("xmlAttribute")
        isIdempotencyToken = flag("idempotencyToken")
        isHostLabel = flag("hostLabel")
        isEventPayload = flag("eventpayload")
        isEventHeader = flag("eventheader")
        xmlNamespace = json["xmlNamespace"]
    }
}

/// How a shape travels as an error.
package struct ErrorModel: Sendable {
    package let code: String
    package let status: Int
    package let isClientFault: Bool
    package let isRetryable: Bool
    package let isThrottling: Bool

    /// nil for shapes that are no errors.
    init?(_ name: String, _ json: JSON) {
        guard json["exception"]?.isTrue ?? false else { return nil }
        let isFault = json["fault"]?.isTrue ?? false
        code = json["error"]?["code"]?.string ?? name
        status = json["error"]?["httpStatusCode"]?.integer.map { Int($0) } ?? (isFault ? 500 : 400)
        isClientFault = !isFault
        isThrottling = Self.throttlingCodes.contains(code) || json["retryable"]?["throttling"]?.isTrue ?? false
        isRetryable = isThrottling || json["retryable"] != nil || Self.transientStatuses.contains(status)
    }

    // What every SDK holds to be worth another try: AWS SDKs and Tools Reference Guide, "Retry behavior".
    private static let transientStatuses: Set = [500, 502, 503, 504]
    private static let throttlingCodes: Set = [
        "BandwidthLimitExceeded", "EC2ThrottledException", "LimitExceededException", "PriorRequestNotComplete",
        "ProvisionedThroughputExceededException", "RequestLimitExceeded", "RequestThrottled",
        "RequestThrottledException", "SlowDown", "ThrottledException", "Throttling", "ThrottlingException",
        "TooManyRequestsException", "TransactionInProgressException",
    ]
}
