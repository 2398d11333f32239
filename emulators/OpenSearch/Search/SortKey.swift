import AWSCore
import AWSOpenSearch

/// One of the things that hits are ordered by.
struct SortKey: Hashable, Sendable {
    enum Mode: String, Sendable {
        case min, max, sum, avg, median
    }

    var field: String
    var isDescending: Bool
    var missing: Document?
    var mode: Mode?
    var unmappedType: String?
    var format: String?

    private static let refused: Set = ["_geo_distance", "_script"]
    private static let options: Set = ["order", "missing", "mode", "unmapped_type", "format", "numeric_type", "nested"]

    static func read(_ document: Document) throws(OpenSearchError) -> [SortKey] {
        var keys: [SortKey] = []
        for element in document.elements {
            if let name = element.string {
                keys.append(SortKey(field: name, isDescending: name == "_score"))
                continue
            }
            guard let object = element.object else {
                throw .illegalArgument(
                    "malformed sort format, within the sort array, an object, or an actual string are allowed")
            }
            for entry in object.entries { keys.append(try read(entry)) }
        }
        return keys
    }

    private static func read(_ entry: Document.Entry) throws(OpenSearchError) -> SortKey {
        if refused.contains(entry.name) { throw .notEmulated("sorting by [\(entry.name)]") }
        var key = SortKey(field: entry.name, isDescending: entry.name == "_score")
        guard let options = entry.value.object else {
            key.isDescending = try isDescending(entry.value)
            return key
        }
        for option in options.entries {
            guard Self.options.contains(option.name) else {
                throw .parsing("[field_sort] unknown field [\(option.name)]")
            }
            if option.name == "nested" { throw .notEmulated("[nested] of sorts") }
        }
        if let order = options["order"] { key.isDescending = try isDescending(order) }
        key.missing = options["missing"]
        key.mode = options["mode"]?.string.flatMap { Mode(rawValue: $0.lowercased()) }
        key.unmappedType = options["unmapped_type"]?.string
        key.format = options["format"]?.string
        return key
    }

    private static func isDescending(_ order: Document) throws(OpenSearchError) -> Bool {
        switch order.string?.lowercased() {
        case "asc": return false
        case "desc": return true
        default: throw .illegalArgument("Unknown SortOrder [\(order.scalarText ?? "")]")
        }
    }
}

/// What one hit is ordered by: comparable, and shown to the caller.
enum SortValue: Hashable, Sendable {
    case integer(Int64)
    case double(Double)
    case text(String)
    case missing

    var document: Document {
        switch self {
        case .integer(let value): .integer(value)
        case .double(let value): .double(value)
        case .text(let value): .string(value)
        case .missing: .null
        }
    }

    /// -1, 0 or 1; numbers among each other, texts by their bytes.
    func compare(_ other: SortValue) -> Int {
        switch (self, other) {
        case (.integer(let left), .integer(let right)): return left < right ? -1 : left == right ? 0 : 1
        case (.text(let left), .text(let right)):
            return left == right ? 0 : TermOrder.precedes(left, right) ? -1 : 1
        case (.missing, .missing): return 0
        case (.text, _): return 1
        case (_, .text): return -1
        default:
            let (left, right) = (number, other.number)
            return left < right ? -1 : left == right ? 0 : 1
        }
    }

    private var number: Double {
        switch self {
        case .integer(let value): Double(value)
        case .double(let value): value
        case .text, .missing: 0
        }
    }
}

/// Reads what hits of one index are ordered by.
struct Sorter: Sendable {
    let keys: [SortKey]
    private let snapshot: IndexSnapshot
    private let fields: [FieldMapping?]

    /// - Throws: `query_shard_exception` for a field that is not there, `illegal_argument_exception` for a text.
    init(_ keys: [SortKey], _ snapshot: IndexSnapshot) throws(OpenSearchError) {
        self.keys = keys
        self.snapshot = snapshot
        var fields: [FieldMapping?] = []
        for key in keys {
            guard !["_score", "_doc", "_id", "_shard_doc", "_seq_no", "_index"].contains(key.field) else {
                fields.append(nil)
                continue
            }
            let field = snapshot.mapping.field(key.field)
            if field == nil, key.unmappedType == nil {
                throw OpenSearchError(
                    ErrorCode("query_shard_exception"),
                    reason: "No mapping found for [\(key.field)] in order to sort on",
                    status: 400,
                    more: [
                        .init("index", .string(snapshot.name)), .init("index_uuid", .string(snapshot.definition.uuid)),
                    ])
            }
            if let field { try FieldData.check(field) }
            fields.append(field)
        }
        self.fields = fields
    }

    func values(of document: UInt32, score: Float) -> [SortValue] {
        keys.indices.map { position in
            let key = keys[position]
            switch key.field {
            case "_score": return .double(Double(score))
            case "_doc", "_shard_doc": return .integer(Int64(document))
            case "_id": return .text(snapshot.index.stored[Int(document)]?.id ?? "")
            case "_index": return .text(snapshot.name)
            case "_seq_no": return .integer(Int64(snapshot.index.stored[Int(document)]?.seqNo ?? 0))
            default: return fields[position].map { value(of: $0, key, document) } ?? missing(key, nil)
            }
        }
    }

    private func value(of field: FieldMapping, _ key: SortKey, _ document: UInt32) -> SortValue {
        let isGreatest = key.mode == .max || (key.mode == nil && key.isDescending)
        if let column = snapshot.index.integers[field.path] {
            let values = column[document]
            guard !values.isEmpty else { return missing(key, field) }
            switch key.mode {
            case .sum: return .integer(values.reduce(0) { $0.addingReportingOverflow($1).partialValue })
            case .avg: return .integer(Int64((values.reduce(0.0) { $0 + Double($1) } / Double(values.count)).rounded()))
            case .median: return .integer(values[values.startIndex + values.count / 2])
            default: return .integer((isGreatest ? values.last : values.first) ?? 0)
            }
        }
        if let column = snapshot.index.doubles[field.path] {
            let values = column[document]
            guard !values.isEmpty else { return missing(key, field) }
            switch key.mode {
            case .sum: return .double(values.reduce(0, +))
            case .avg: return .double(values.reduce(0, +) / Double(values.count))
            case .median: return .double(values[values.startIndex + values.count / 2])
            default: return .double((isGreatest ? values.last : values.first) ?? 0)
            }
        }
        guard let terms = snapshot.index.texts[field.path] else { return missing(key, field) }
        let texts = terms.values[document].map { terms.terms[Int($0)] }.sorted(by: TermOrder.precedes)
        return (isGreatest ? texts.last : texts.first).map { .text($0) } ?? missing(key, field)
    }

    /// Documents without a value come last unless told otherwise.
    private func missing(_ key: SortKey, _ field: FieldMapping?) -> SortValue {
        let given = key.missing?.scalarText ?? "_last"
        guard given == "_last" || given == "_first" else {
            if let field, field.type.isIntegral { return .integer(Int64(given) ?? 0) }
            if let field, field.type.isDouble { return .double(Double(given) ?? 0) }
            return .text(given)
        }
        guard let field, !field.type.isKeyword else { return .missing }
        let isGreatest = (given == "_last") != key.isDescending
        if field.type.isIntegral { return .integer(isGreatest ? .max : .min) }
        return .double(isGreatest ? .infinity : -.infinity)
    }

    /// Whether the hit with `left` comes before the one with `right`; nil when they are equal.
    static func precedes(_ left: [SortValue], _ right: [SortValue], _ keys: [SortKey]) -> Bool? {
        for (position, key) in keys.enumerated() {
            let (a, b) = (left[position], right[position])
            if a == .missing || b == .missing, a != b {
                let isFirst = key.missing?.string == "_first"
                return (a == .missing) == isFirst
            }
            let order = a.compare(b)
            if order != 0 { return (order < 0) != key.isDescending }
        }
        return nil
    }

    /// The values that a caller sends back for the page behind them.
    static func values(after: [Document], _ keys: [SortKey], _ mapping: Mapping) throws(OpenSearchError) -> [SortValue]
    {
        var values: [SortValue] = []
        for (position, document) in after.enumerated() {
            let field = mapping.field(keys[position].field)
            if document.isNull {
                values.append(.missing)
            } else if let field, field.type.isDate, document.int == nil, let text = document.string {
                guard let instant = field.dateFormat.instant(text) else {
                    throw .parse("failed to parse date field [\(text)] with format [\(field.dateFormat.text)]")
                }
                values.append(.integer(FieldValue.units(of: instant, field)))
            } else if let field, field.type.isIntegral || field.type.isDouble, let number = document.doubleText {
                values.append(document.integerText.map { .integer(Int64($0)) } ?? .double(number))
            } else if let number = document.number {
                values.append(number.int64.map { .integer($0) } ?? .double(number.double ?? 0))
            } else {
                values.append(.text(document.scalarText ?? ""))
            }
        }
        return values
    }
}

/// Which fields can be sorted and aggregated.
enum FieldData {
    static func check(_ field: FieldMapping) throws(OpenSearchError) {
        if field.type.isText {
            throw .illegalArgument(
                "Text fields are not optimised for operations that require per-document field data like aggregations and "
                    + "sorting, so these operations are disabled by default. Please use a keyword field instead. "
                    + "Alternatively, set fielddata=true on [\(field.path)] in order to load field data by uninverting the "
                    + "inverted index. Note that this can use significant memory.")
        }
        if field.type == .vector || field.type == .binary || !field.hasDocValues {
            throw .illegalArgument(
                "Can't load fielddata on [\(field.path)] because fielddata is unsupported on fields of type "
                    + "[\(field.type.rawValue)]. Use doc values instead.")
        }
    }
}
