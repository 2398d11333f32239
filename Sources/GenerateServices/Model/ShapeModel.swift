import AWSCore

/// One shape of a service model, as botocore writes it.
struct ShapeModel: Sendable {
    let name: String
    let type: Kind
    let members: [MemberModel]
    let required: Set<String>
    /// Every value of an enumerated string; nil for strings of any value.
    let values: [String]?
    let min: Document?
    let max: Document?
    let pattern: String?
    let isSensitive: Bool
    let isStreaming: Bool
    let isFlattened: Bool
    let isUnion: Bool
    /// Free-form Document, though declared as a structure.
    let isDocument: Bool
    let isEventStream: Bool
    let timestampFormat: String?
    /// The member that is the whole body.
    let payload: String?
    let xmlName: String?
    let xmlNamespace: Document?
    let error: ErrorModel?
    /// The element of a list, the key and value of a map.
    let element: Reference?
    let key: Reference?
    let value: Reference?

    enum Kind: String, Sendable {
        case structure, list, map, string, boolean, integer, long, float, double, blob, timestamp
    }

    struct Reference: Sendable {
        let shape: String
        let xmlName: String?

        init?(_ json: Document?) {
            guard let shape = json?["shape"]?.string else { return nil }
            self.shape = shape
            xmlName = json?["locationName"]?.string
        }
    }

    init(_ name: String, _ json: Document) throws(GeneratorError) {
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
    var references: [String] {
        members.map(\.shape) + [element, key, value].compactMap { $0?.shape }
    }
}

/// A member of a structure, as botocore writes it.
struct MemberModel: Sendable {
    let name: String
    let shape: String
    /// `uri`, `querystring`, `header`, `headers` or `statusCode`.
    let location: String?
    let locationName: String?
    let isFlattened: Bool
    let isStreaming: Bool
    let isXMLAttribute: Bool
    let isIdempotencyToken: Bool
    let isHostLabel: Bool
    let isEventPayload: Bool
    let isEventHeader: Bool
    let xmlNamespace: Document?

    init(_ name: String, _ json: Document) {
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
struct ErrorModel: Sendable {
    let code: String
    let status: Int
    let isClientFault: Bool
    let isRetryable: Bool
    let isThrottling: Bool

    /// nil for shapes that are no errors.
    init?(_ name: String, _ json: Document) {
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
