/// A Swift type that generated structures have as members.
public protocol DocumentConvertible: Sendable {
    /// - Throws: ``WireError`` when the document is of another type or lacks something required.
    init(_ document: Document) throws(WireError)
    var document: Document { get }
}

extension String: DocumentConvertible {
    public init(_ document: Document) throws(WireError) {
        guard case .string(let value) = document else { throw .unexpectedType(expected: "string", at: "") }
        self = value
    }
    public var document: Document { .string(self) }
}

extension Bool: DocumentConvertible {
    public init(_ document: Document) throws(WireError) {
        guard case .bool(let value) = document else { throw .unexpectedType(expected: "boolean", at: "") }
        self = value
    }
    public var document: Document { .bool(self) }
}

extension Int: DocumentConvertible {
    public init(_ document: Document) throws(WireError) {
        guard let value = document.number?.int64 else { throw .unexpectedType(expected: "integer", at: "") }
        self = Int(value)
    }
    public var document: Document { .number(Number(self)) }
}

extension Double: DocumentConvertible {
    public init(_ document: Document) throws(WireError) {
        guard let value = document.number?.double else { throw .unexpectedType(expected: "double", at: "") }
        self = value
    }
    public var document: Document { .number(Number(self)) }
}

extension Float: DocumentConvertible {
    public init(_ document: Document) throws(WireError) {
        guard let value = document.number?.double else { throw .unexpectedType(expected: "float", at: "") }
        self = Float(value)
    }
    public var document: Document { .number(Number(self)) }
}

extension Blob: DocumentConvertible {
    public init(_ document: Document) throws(WireError) {
        guard case .blob(let value) = document else { throw .unexpectedType(expected: "blob", at: "") }
        self = value
    }
    public var document: Document { .blob(self) }
}

extension Timestamp: DocumentConvertible {
    public init(_ document: Document) throws(WireError) {
        guard case .timestamp(let value) = document else { throw .unexpectedType(expected: "timestamp", at: "") }
        self = value
    }
    public var document: Document { .timestamp(self) }
}

extension Document: DocumentConvertible {
    public init(_ document: Document) throws(WireError) { self = document }
    public var document: Document { self }
}

extension Array: DocumentConvertible where Element: DocumentConvertible {
    public init(_ document: Document) throws(WireError) {
        guard case .list(let elements) = document else { throw .unexpectedType(expected: "list", at: "") }
        self = []
        reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            do throws(WireError) {
                append(try Element(element))
            } catch {
                throw error.inside("\(index + 1)")
            }
        }
    }
    public var document: Document {
        var elements: [Document] = []
        elements.reserveCapacity(count)
        for element in self { elements.append(element.document) }
        return .list(elements)
    }
}

extension Dictionary: DocumentConvertible where Key == String, Value: DocumentConvertible {
    public init(_ document: Document) throws(WireError) {
        guard case .object(let object) = document else { throw .unexpectedType(expected: "map", at: "") }
        self.init(minimumCapacity: object.entries.count)
        for entry in object.entries {
            do throws(WireError) {
                self[entry.name] = try Value(entry.value)
            } catch {
                throw error.inside(entry.name)
            }
        }
    }
    /// Sorted by key, so that the same map gives the same bytes.
    public var document: Document {
        var entries: [Document.Entry] = []
        entries.reserveCapacity(count)
        for (key, value) in self { entries.append(Document.Entry(key, value.document)) }
        entries.sort { $0.name < $1.name }
        return .object(Document.Object(entries))
    }
}

extension Optional: DocumentConvertible where Wrapped: DocumentConvertible {
    /// An element of a sparse list or map.
    public init(_ document: Document) throws(WireError) {
        self = document.isNull ? nil : try Wrapped(document)
    }
    public var document: Document { self?.document ?? .null }
}

extension StringEnum {
    public init(_ document: Document) throws(WireError) {
        self.init(rawValue: try String(document))
    }
    public var document: Document { .string(rawValue) }
}
