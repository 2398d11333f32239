package import AWSCore
package import AWSDynamoDB

/// The attributes of one item by name.
package typealias Item = [String: DynamoDB.AttributeValue]

/// The ten types of attribute values, under the names that requests give them.
package enum AttributeType: String, CaseIterable, Sendable {
    case string = "S"
    case number = "N"
    case binary = "B"
    case stringSet = "SS"
    case numberSet = "NS"
    case binarySet = "BS"
    case map = "M"
    case list = "L"
    case null = "NULL"
    case bool = "BOOL"

    /// The name in errors about the actions ADD and DELETE.
    package var longName: String {
        switch self {
        case .string: "STRING"
        case .number: "NUMBER"
        case .binary: "BINARY"
        case .stringSet: "STRING_SET"
        case .numberSet: "NUMBER_SET"
        case .binarySet: "BINARY_SET"
        case .map: "MAP"
        case .list: "LIST"
        case .null: "NULL"
        case .bool: "BOOLEAN"
        }
    }

    /// Whether values of the type have an order: only those may be keys or stand beside `<` and BETWEEN.
    package var isOrdered: Bool { self == .string || self == .number || self == .binary }

    package var isSet: Bool { self == .stringSet || self == .numberSet || self == .binarySet }
}

extension DynamoDB.AttributeValue {
    package var type: AttributeType {
        switch self {
        case .s: .string
        case .n: .number
        case .b: .binary
        case .ss: .stringSet
        case .ns: .numberSet
        case .bs: .binarySet
        case .m: .map
        case .l: .list
        case .null: .null
        case .bool: .bool
        }
    }
}

extension Blob {
    /// Whether these bytes stand before `other`, byte by byte, unsigned; a prefix stands first.
    package func precedes(_ other: Blob) -> Bool {
        bytes.lexicographicallyPrecedes(other.bytes)
    }
}

extension String {
    /// Whether the UTF-8 bytes stand before those of `other`: the order of DynamoDB, which is not Swift's.
    package func precedesInUTF8(_ other: String) -> Bool {
        let isBefore = utf8.withContiguousStorageIfAvailable { bytes in
            other.utf8.withContiguousStorageIfAvailable { bytes.lexicographicallyPrecedes($0) }
        }
        return (isBefore ?? nil) ?? utf8.lexicographicallyPrecedes(other.utf8)
    }

    /// Whether the UTF-8 bytes are the same. Swift's `==` also joins canonically equivalent texts.
    package func hasSameUTF8(as other: String) -> Bool {
        utf8.elementsEqual(other.utf8)
    }
}
