/// What a listing asks for: keys with a prefix, in their order, those that share what comes up to a delimiter as one.
struct ListQuery: Sendable {
    let prefix: String
    /// Not empty.
    let delimiter: String?
    /// Entries come after it.
    let marker: String?
    /// Items of the marker's own key may still come.
    let includesMarker: Bool
    let limit: Int

    init(prefix: String?, delimiter: String?, marker: String?, includesMarker: Bool = false, limit: Int) {
        self.prefix = prefix ?? ""
        self.delimiter = delimiter.flatMap { $0.isEmpty ? nil : $0 }
        self.marker = marker.flatMap { $0.isEmpty ? nil : $0 }
        self.includesMarker = includesMarker
        self.limit = limit
    }

    /// The prefix that `key` stands under together with others; nil where it stands for itself.
    func commonPrefix(of key: String) -> String? {
        guard let delimiter else { return nil }
        let bytes = Array(key.utf8)
        let wanted = Array(delimiter.utf8)
        var start = prefix.utf8.count
        while start + wanted.count <= bytes.count {
            if bytes[start..<start + wanted.count].elementsEqual(wanted) {
                return String(decoding: bytes[..<(start + wanted.count)], as: UTF8.self)
            }
            start += 1
        }
        return nil
    }

    /// The first key that may come, as bytes.
    var lowerBound: [UInt8] {
        let start = Array(prefix.utf8)
        guard let marker else { return start }
        // A marker under a common prefix has listed that prefix already.
        if marker.starts(withUTF8: prefix), let common = commonPrefix(of: marker) { return Self.successor(common) }
        let bytes = Array(marker.utf8) + (includesMarker ? [] : [0])
        return start.lexicographicallyPrecedes(bytes) ? bytes : start
    }

    /// The first key that comes no more, as bytes.
    var upperBound: [UInt8] { Self.successor(prefix) }

    /// Follows every key with this prefix. No key has a byte FF, for it is in no UTF-8.
    static func successor(_ prefix: String) -> [UInt8] {
        var bytes = Array(prefix.utf8)
        guard let last = bytes.popLast() else { return [0xFF] }
        return bytes + [last + 1]
    }
}

/// One page of a listing.
struct ListPage<Item: Sendable>: Sendable {
    var entries: [Entry] = []
    var isTruncated = false

    enum Entry: Sendable {
        case item(Item)
        case prefix(String)
    }

    var items: [Item] {
        entries.compactMap { if case .item(let item) = $0 { item } else { nil } }
    }

    var prefixes: [String] {
        entries.compactMap { if case .prefix(let prefix) = $0 { prefix } else { nil } }
    }
}
