/// A kind of use that AWS meters, and mostly bills.
public struct UsageUnit: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    public var description: String { rawValue }

    // DynamoDB.
    public static let readRequestUnits = Self(rawValue: "ReadRequestUnits")
    public static let writeRequestUnits = Self(rawValue: "WriteRequestUnits")
    public static let streamReadRequests = Self(rawValue: "StreamReadRequests")
    // S3.
    /// PUT, COPY, POST and LIST.
    public static let tier1Requests = Self(rawValue: "Tier1Requests")
    /// GET, SELECT and all other requests.
    public static let tier2Requests = Self(rawValue: "Tier2Requests")
    /// Gibibytes kept for one month, in any service that stores.
    public static let storageGBMonths = Self(rawValue: "StorageGBMonths")
    // Lambda.
    public static let gbSeconds = Self(rawValue: "GBSeconds")
    // Bedrock.
    public static let inputTokens = Self(rawValue: "InputTokens")
    public static let outputTokens = Self(rawValue: "OutputTokens")
    public static let cacheReadInputTokens = Self(rawValue: "CacheReadInputTokens")
    public static let cacheWriteInputTokens = Self(rawValue: "CacheWriteInputTokens")
    public static let images = Self(rawValue: "Images")
    public static let guardrailTextUnits = Self(rawValue: "GuardrailTextUnits")
    // X-Ray.
    public static let tracesRecorded = Self(rawValue: "TracesRecorded")
    // Any service.
    public static let requests = Self(rawValue: "Requests")
    public static let events = Self(rawValue: "Events")
    public static let messages = Self(rawValue: "Messages")
    public static let connectionMinutes = Self(rawValue: "ConnectionMinutes")
    public static let ingestedBytes = Self(rawValue: "IngestedBytes")
    public static let scannedBytes = Self(rawValue: "ScannedBytes")
    // OpenSearch Serverless.
    public static let indexingOCUHours = Self(rawValue: "IndexingOCUHours")
    public static let searchOCUHours = Self(rawValue: "SearchOCUHours")
}

/// An amount of one unit, exact to a millionth, so that totals do not depend on the order of calls.
public struct Usage: Hashable, Sendable {
    public let unit: UsageUnit
    /// Millionths of the unit.
    public let millionths: Int64
    public let resource: String?

    public init(_ unit: UsageUnit, millionths: Int64, on resource: String? = nil) {
        self.unit = unit
        self.millionths = millionths
        self.resource = resource
    }

    /// - Parameter quantity: rounded to a millionth; what is no number counts as nothing.
    public init(_ unit: UsageUnit, _ quantity: Double, on resource: String? = nil) {
        self.init(
            unit, millionths: Int64(exactly: (quantity * 1_000_000).rounded()) ?? (quantity > 0 ? .max : 0),
            on: resource)
    }

    public var quantity: Double { Double(millionths) / 1_000_000 }
}
