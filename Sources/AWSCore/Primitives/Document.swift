/// A value of any shape: the tree that stands between bytes on the wire and typed Swift values.
///
/// Every codec reads bytes into a `Document` guided by a ``Shape`` and writes one back, so codecs know nothing of
/// generated types and generated types nothing of codecs. It is also Smithy's `document` type (free-form JSON).
public enum Document: Hashable, Sendable {
    case null
    case bool(Bool)
    case number(Number)
    case string(String)
    case blob(Blob)
    case timestamp(Timestamp)
    case list([Document])
    case object(Object)

    /// Members of a structure, or entries of a map, in the order they were written.
    public struct Object: Hashable, Sendable {
        public var entries: [Entry]

        public init(_ entries: [Entry] = []) {
            self.entries = entries
        }

        /// The value under `name`, the first if there are several.
        /// - Complexity: O(n); objects on the wire are small.
        public subscript(name: String) -> Document? {
            get {
                let length = name.utf8.count
                for index in entries.indices
                where entries[index].name.utf8.count == length && entries[index].name == name {
                    return entries[index].value
                }
                return nil
            }
            set {
                let index = entries.firstIndex { $0.name == name }
                switch (index, newValue) {
                case (let index?, let value?): entries[index].value = value
                case (let index?, nil): entries.remove(at: index)
                case (nil, let value?): entries.append(Entry(name, value))
                case (nil, nil): break
                }
            }
        }
    }

    public struct Entry: Hashable, Sendable {
        public var name: String
        public var value: Document

        public init(_ name: String, _ value: Document) {
            self.name = name
            self.value = value
        }
    }
}

extension Document {
    /// The member `name` of an object; nil for anything else.
    public subscript(name: String) -> Document? {
        if case .object(let object) = self { object[name] } else { nil }
    }

    public subscript(index: Int) -> Document? {
        if case .list(let elements) = self, elements.indices.contains(index) { elements[index] } else { nil }
    }

    public var string: String? { if case .string(let value) = self { value } else { nil } }
    public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
    public var number: Number? { if case .number(let value) = self { value } else { nil } }
    public var int: Int? { number?.int64.map { Int($0) } }
    public var double: Double? { number?.double }
    public var list: [Document]? { if case .list(let value) = self { value } else { nil } }
    public var object: Object? { if case .object(let value) = self { value } else { nil } }
    public var blob: Blob? { if case .blob(let value) = self { value } else { nil } }
    public var timestamp: Timestamp? { if case .timestamp(let value) = self { value } else { nil } }
    public var isNull: Bool { if case .null = self { true } else { false } }
}

extension Document: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(integerLiteral value: Int) { self = .number(Number(value)) }
    public init(floatLiteral value: Double) { self = .number(Number(value)) }
    public init(arrayLiteral elements: Document...) { self = .list(elements) }
    public init(dictionaryLiteral elements: (String, Document)...) {
        self = .object(Object(elements.map { Entry($0.0, $0.1) }))
    }
    public init(nilLiteral: ()) { self = .null }
}
