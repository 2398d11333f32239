/// What a value is, as AWS's service models say it: enough for any codec to read and write it.
public enum Shape: Sendable {
    case boolean
    case integer(IntegerKind, Bounds? = nil)
    case float
    case double
    case string(StringConstraints? = nil)
    case blob(Bounds? = nil)
    /// nil: the format that the protocol and the place in the message prescribe.
    case timestamp(TimestampFormat? = nil)
    case document
    indirect case list(ListShape)
    indirect case map(MapShape)
    /// A closure, since structures may contain themselves.
    case structure(@Sendable () -> StructureSchema)

    public enum IntegerKind: Sendable {
        case byte, short, integer, long
    }

    public enum TimestampFormat: Sendable {
        /// Seconds since the epoch with an optional fraction: `1422172800.5`.
        case epochSeconds
        /// RFC 3339: `2015-01-25T08:00:00Z`.
        case dateTime
        /// RFC 7231: `Sun, 25 Jan 2015 08:00:00 GMT`.
        case httpDate
    }
}

/// Least and greatest: of a number, of a length in characters or bytes, or of a count of elements.
public struct Bounds: Hashable, Sendable {
    public let min: Int64?
    public let max: Int64?

    public init(min: Int64? = nil, max: Int64? = nil) {
        self.min = min
        self.max = max
    }
}

/// What the model demands of a string; `ConstraintCheck` words the refusal as AWS does.
public struct StringConstraints: Sendable {
    public let length: Bounds?
    public let pattern: String?
    /// Every value the model knows, in its order; nil where the string is no enumeration.
    public let values: [String]?

    public init(length: Bounds? = nil, pattern: String? = nil, values: [String]? = nil) {
        self.length = length
        self.pattern = pattern
        self.values = values
    }
}

public struct ListShape: Sendable {
    public let element: Shape
    /// The element's name in XML and query; nil means `member`.
    public let elementName: String?
    public let elementNamespace: XMLNamespace?
    /// In XML and query a flattened list repeats its own name, with no element around the whole.
    public let isFlattened: Bool
    public let bounds: Bounds?
    /// Nulls are kept as elements instead of being dropped (Smithy's `sparse`).
    public let isSparse: Bool

    public init(
        _ element: Shape, elementName: String? = nil, elementNamespace: XMLNamespace? = nil, isFlattened: Bool = false,
        bounds: Bounds? = nil, isSparse: Bool = false
    ) {
        self.element = element
        self.elementName = elementName
        self.elementNamespace = elementNamespace
        self.isFlattened = isFlattened
        self.bounds = bounds
        self.isSparse = isSparse
    }
}

public struct MapShape: Sendable {
    public let key: Shape
    public let value: Shape
    /// Names of key and value in XML and query; nil means `key` and `value`.
    public let keyName: String?
    public let valueName: String?
    public let keyNamespace: XMLNamespace?
    public let valueNamespace: XMLNamespace?
    public let isFlattened: Bool
    public let bounds: Bounds?
    public let isSparse: Bool

    public init(
        key: Shape = .string(), _ value: Shape, keyName: String? = nil, valueName: String? = nil,
        keyNamespace: XMLNamespace? = nil, valueNamespace: XMLNamespace? = nil,
        isFlattened: Bool = false, bounds: Bounds? = nil, isSparse: Bool = false
    ) {
        self.key = key
        self.value = value
        self.keyName = keyName
        self.valueName = valueName
        self.keyNamespace = keyNamespace
        self.valueNamespace = valueNamespace
        self.isFlattened = isFlattened
        self.bounds = bounds
        self.isSparse = isSparse
    }
}

public struct XMLNamespace: Hashable, Sendable {
    public let uri: String
    public let prefix: String?

    public init(_ uri: String, prefix: String? = nil) {
        self.uri = uri
        self.prefix = prefix
    }
}
