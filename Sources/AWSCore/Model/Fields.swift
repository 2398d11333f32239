/// The members of one structure as they arrived, for a generated initialiser to pick from.
public struct Fields: Sendable {
    public let object: Document.Object
    let schema: StructureSchema

    public init(_ object: Document.Object, of schema: StructureSchema) {
        self.object = object
        self.schema = schema
    }

    @inlinable @inline(__always)
    public func required<Value: DocumentConvertible>(_ name: String) throws(WireError) -> Value {
        guard let document = member(name) else { throw .missingMember(path: name) }
        return try value(document, of: name)
    }

    /// nil when the member is absent or null.
    ///
    /// Inlined, so that the many members that are absent cost no call that knows their types only when it runs.
    @inlinable @inline(__always)
    public func optional<Value: DocumentConvertible>(_ name: String) throws(WireError) -> Value? {
        guard let document = member(name) else { return nil }
        return try value(document, of: name)
    }

    @usableFromInline
    func member(_ name: String) -> Document? {
        guard let document = object[name], !document.isNull else { return nil }
        return document
    }

    @usableFromInline
    func value<Value: DocumentConvertible>(_ document: Document, of name: String) throws(WireError) -> Value {
        do throws(WireError) {
            return try Value(document)
        } catch {
            throw error.inside(name)
        }
    }

    /// The only member of a union.
    /// - Throws: ``WireError/notOneMember(count:at:)`` when there is none, or more than one.
    public func onlyMember() throws(WireError) -> Document.Entry {
        if object.entries.count == 1, !object.entries[0].value.isNull { return object.entries[0] }
        let present = object.entries.filter { !$0.value.isNull }
        guard present.count == 1 else { throw .notOneMember(count: present.count, at: "") }
        return present[0]
    }
}

/// Collects the members of one structure into a document, in the model's order.
public struct MemberWriter {
    var entries: [Document.Entry] = []

    public init(capacity: Int = 8) {
        entries.reserveCapacity(capacity)
    }

    public mutating func put(_ name: String, _ value: some DocumentConvertible) {
        entries.append(Document.Entry(name, value.document))
    }

    /// Inlined, so that the many members that are nil cost no call that knows their types only when it runs.
    @inlinable @inline(__always)
    public mutating func put(_ name: String, _ value: (some DocumentConvertible)?) {
        if let value { put(name, value) }
    }

    public var document: Document { .object(Document.Object(entries)) }
}

extension WireError {
    /// The same error, one step further out.
    package func inside(_ name: String) -> WireError {
        func join(_ path: String) -> String { path.isEmpty ? name : "\(name).\(path)" }
        return switch self {
        case .missingMember(let path): .missingMember(path: join(path))
        case .unexpectedType(let expected, let path): .unexpectedType(expected: expected, at: join(path))
        case .notOneMember(let count, let path): .notOneMember(count: count, at: join(path))
        case .malformed, .tooLarge: self
        }
    }
}
