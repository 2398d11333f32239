/// A structure or union of a service model: its name and its members, in the model's order.
public final class StructureSchema: Sendable {
    public let name: String
    public let members: [Member]
    /// Exactly one member is set.
    public let isUnion: Bool
    /// The root element's name in XML, where it differs from `name`.
    public let xmlName: String?
    public let xmlNamespace: XMLNamespace?
    /// The index of the member that is the whole HTTP body, where there is one.
    public let payload: Int?
    /// How the structure travels as an error; nil for anything else.
    public let error: ErrorTraits?
    /// Members by their names in a body.
    let wireNames: NameTable
    /// Members by their names.
    private let names: NameTable
    let places: MemberPlaces
    private let plan = Lock<ConstraintPlan?>(nil)

    public init(
        _ name: String, _ members: [Member] = [], isUnion: Bool = false, xmlName: String? = nil,
        xmlNamespace: XMLNamespace? = nil, error: ErrorTraits? = nil
    ) {
        self.name = name
        self.members = members
        self.isUnion = isUnion
        self.xmlName = xmlName
        self.xmlNamespace = xmlNamespace
        self.error = error
        payload = members.firstIndex { $0.place == .payload }
        wireNames = NameTable(members.map(\.wireName))
        let isNamedAlike = members.allSatisfy { $0.wireName == $0.name }
        names = isNamedAlike ? wireNames : NameTable(members.map(\.name))
        places = MemberPlaces(members)
    }

    /// What an operation takes or returns that takes or returns nothing, as Smithy calls it.
    public static let unit = StructureSchema("Unit")

    public var isUnit: Bool { members.isEmpty && name == Self.unit.name }

    /// What the model demands of the members, worked out when it is first asked for.
    var constraintPlan: ConstraintPlan {
        if let plan = plan.withLock({ $0 }) { return plan }
        let made = ConstraintPlanner.plan(for: self)
        plan.withLock { $0 = made }
        return made
    }

    public var payloadMember: Member? { payload.map { members[$0] } }

    /// The body is a payload of unbounded length.
    public var streamsPayload: Bool { payloadMember?.traits.contains(.streaming) ?? false }

    /// The member that is an event stream, where there is one.
    public var eventStreamMember: Member? { members.first { $0.traits.contains(.eventStream) } }

    public func member(named name: String) -> Member? {
        index(named: name).map { members[$0] }
    }

    func index(named name: String) -> Int? {
        var name = name
        return name.withUTF8 { names.index(of: UnsafeRawBufferPointer($0)) }
    }
}

/// One member of a structure: its name, its shape, and where in a message it travels.
public struct Member: Sendable {
    public let name: String
    public let shape: Shape
    public let place: Place
    public let traits: Traits
    /// The name on the wire in a body, where it differs from `name` (Smithy's `jsonName`, `xmlName`).
    public let wireName: String
    public let xmlNamespace: XMLNamespace?
    /// Least and greatest of a float or double, whose shapes carry no limits of their own.
    public let range: ClosedRange<Double>?

    public init(
        _ name: String, _ shape: Shape, _ traits: Traits = [], at place: Place = .body, wireName: String? = nil,
        xmlNamespace: XMLNamespace? = nil, range: ClosedRange<Double>? = nil
    ) {
        self.name = name
        self.shape = shape
        self.traits = traits
        self.place = place
        self.wireName = wireName ?? name
        self.xmlNamespace = xmlNamespace
        self.range = range
    }

    public var isRequired: Bool { traits.contains(.required) }

    public enum Place: Hashable, Sendable {
        case body
        /// A label of the URI template: `{Bucket}` or `{Key+}`.
        case label(String)
        case query(String)
        /// A map of query parameters: a client sends those that no other member sets, a server reads all of them.
        case queryParameters
        case header(String)
        /// All headers with this prefix, as a map.
        case headers(prefix: String)
        case statusCode
        /// The member is the whole HTTP body (in an event: the whole payload).
        case payload
        /// A header of an event-stream message.
        case eventHeader
    }

    public struct Traits: OptionSet, Sendable {
        public let rawValue: UInt16

        public init(rawValue: UInt16) {
            self.rawValue = rawValue
        }

        public static let required = Traits(rawValue: 1 << 0)
        public static let sensitive = Traits(rawValue: 1 << 1)
        /// A payload of unbounded length, never held whole.
        public static let streaming = Traits(rawValue: 1 << 2)
        public static let eventStream = Traits(rawValue: 1 << 3)
        public static let idempotencyToken = Traits(rawValue: 1 << 4)
        public static let xmlAttribute = Traits(rawValue: 1 << 5)
        public static let flattened = Traits(rawValue: 1 << 6)
        /// The member replaces `{Label}` in the operation's host prefix.
        public static let hostLabel = Traits(rawValue: 1 << 7)
    }
}

/// How an error shape travels.
public struct ErrorTraits: Hashable, Sendable {
    /// The code that clients match on, which may differ from the shape's name.
    public let code: String
    public let status: Int
    public let isClientFault: Bool
    public let isRetryable: Bool
    public let isThrottling: Bool

    public init(
        code: String, status: Int = 400, isClientFault: Bool = true, isRetryable: Bool = false,
        isThrottling: Bool = false
    ) {
        self.code = code
        self.status = status
        self.isClientFault = isClientFault
        self.isRetryable = isRetryable
        self.isThrottling = isThrottling
    }
}
