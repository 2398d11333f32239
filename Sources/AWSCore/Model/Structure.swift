/// A generated type of a service: a structure, or a union.
///
/// Equality and description go through the document, so that generated types stay short.
public protocol Structure: DocumentConvertible, Equatable, CustomStringConvertible {
    static var schema: StructureSchema { get }

    /// - Throws: ``WireError`` when a required member is missing or a value is of another type.
    init(_ fields: Fields) throws(WireError)

    /// The value as members under their model names; members that are nil are left out, map keys are sorted.
    var document: Document { get }
}

extension Structure {
    /// The members as JSON-like text, with what the model calls sensitive left out.
    public var description: String {
        "\(Self.schema.name)(\(DocumentPrinter.text(of: document, shape: .structure { Self.schema })))"
    }
}

extension Structure {
    public static func == (left: Self, right: Self) -> Bool {
        left.document == right.document
    }

    public init(_ document: Document) throws(WireError) {
        guard case .object(let object) = document else {
            throw WireError.unexpectedType(expected: "structure", at: Self.schema.name)
        }
        try self.init(Fields(object, of: Self.schema))
    }
}

/// A generated structure one of whose members is a payload of unbounded length (S3 `Body`).
public protocol StreamingStructure: Structure {
    var payloadStream: ByteStream { get set }
}

/// A generated structure one of whose members is an event stream (Bedrock `stream`).
public protocol EventStreamStructure: Structure {
    /// A union: one case for each event. Exceptions of the stream are thrown, not cases.
    associatedtype Event: Structure
    var eventStream: EventStream<Event> { get set }
}

/// A string that the model enumerates. Values unknown to the model survive, since AWS adds new ones at any time.
public protocol StringEnum: RawRepresentable, Hashable, DocumentConvertible, CustomStringConvertible
where RawValue == String {
    init(rawValue: String)
}

extension StringEnum {
    public var description: String { rawValue }
}
