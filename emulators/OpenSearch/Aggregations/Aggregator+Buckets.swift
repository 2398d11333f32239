import AWSCore
import AWSOpenSearch

/// Aggregations that sort documents by conditions.
extension Aggregator {
    func filter(_ call: AggregationCall) throws(OpenSearchError) -> Document.Object {
        try bucket(call.with(try documents(of: call, matching: call.body)))
    }

    func filters(_ call: AggregationCall) throws(OpenSearchError) -> Document.Object {
        let named = call.body["filters"]?.object
        let list = named?.entries.map(\.value) ?? call.body["filters"]?.list ?? []
        guard !list.isEmpty else { throw .illegalArgument("[filters] cannot be empty.") }
        var buckets: [(name: String, body: Document)] = []
        var rest = call.documents.map(Set.init)
        for (number, filter) in list.enumerated() {
            let matched = try documents(of: call, matching: filter)
            for target in rest.indices { rest[target].subtract(matched[target]) }
            let body = try bucket(call.with(matched))
            buckets.append((named?.entries[number].name ?? "", .object(body)))
        }
        let otherName = call.body["other_bucket_key"]?.string
        if otherName != nil || call.body["other_bucket"]?.truth ?? false {
            let body = try bucket(call.with(rest.map { $0.sorted() }))
            buckets.append((otherName ?? "_other_", .object(body)))
        }
        guard named != nil else { return .init([.init("buckets", .list(buckets.map(\.body)))]) }
        return .init([.init("buckets", .object(.init(buckets.map { .init($0.name, $0.body) })))])
    }

    private func documents(of call: AggregationCall, matching filter: Document) throws(OpenSearchError) -> [[UInt32]] {
        var result: [[UInt32]] = []
        for (number, target) in targets.enumerated() {
            let query = try QueryParser.parse(filter, target.snapshot, now: now)
            let matched = Evaluator(target.snapshot.index).documents(query)
            result.append(Documents.intersection(call.documents[number], matched))
        }
        return result
    }

    func missing(_ call: AggregationCall) throws(OpenSearchError) -> Document.Object {
        let name = try call.required()
        // What stands in for a missing value leaves none missing.
        guard call.body["missing"] == nil else { return try bucket(call.with(call.documents.map { _ in [] })) }
        let documents = targets.enumerated().map { number, target in
            let present = Bitmap(
                target.snapshot.index.documents(having: target.snapshot.mapping.field(name)?.path ?? name))
            return call.documents[number].filter { !present.contains($0) }
        }
        return try bucket(call.with(documents))
    }

    func nested(_ call: AggregationCall) throws(OpenSearchError) -> Document.Object {
        guard let path = call.body["path"]?.string else {
            throw .parsing("Missing [path] field for nested aggregation [\(call.name)]")
        }
        let documents = targets.enumerated().map { number, target in
            call.documents[number].flatMap { target.snapshot.index.nested(in: $0, path: path) }
        }
        return try bucket(call.with(documents))
    }

    func reverseNested(_ call: AggregationCall) throws(OpenSearchError) -> Document.Object {
        let path = call.body["path"]?.string
        let documents = targets.enumerated().map { number, target in
            let index = target.snapshot.index
            return Set(
                call.documents[number].map { document in
                    var document = document
                    while index.path(of: document) != path, index.parent(of: document) != document {
                        document = index.parent(of: document)
                    }
                    return document
                }
            ).sorted()
        }
        return try bucket(call.with(documents))
    }

    func ranges(_ call: AggregationCall) throws(OpenSearchError) -> Document.Object {
        let name = try call.required()
        guard let list = call.body["ranges"]?.list, !list.isEmpty else {
            throw .illegalArgument("No [ranges] specified for the [\(call.name)] aggregation")
        }
        let field = targets.lazy.compactMap { $0.snapshot.mapping.field(name) }.first
        if let field { try Self.checkNumeric(field, call) }
        let isDate = call.type == "date_range"
        var ranges = try list.map { range throws(OpenSearchError) in
            try RangeBounds(range, field, isDate: isDate, format: call.body["format"]?.string, now: now)
        }
        ranges = ranges.enumerated().sorted { left, right in
            left.element.order == right.element.order
                ? left.offset < right.offset : left.element.order.lexicographicallyPrecedes(right.element.order)
        }.map(\.element)
        let missing = call.body["missing"].flatMap { value in
            value.doubleText
                ?? value.string.flatMap { text in
                    field.flatMap { field in
                        field.dateFormat.instant(text).map { Double(FieldValue.units(of: $0, field)) }
                    }
                }
        }
        var buckets: [(String, Document)] = []
        for range in ranges {
            let documents = targets.enumerated().map { number, target -> [UInt32] in
                guard let field = target.snapshot.mapping.field(name) else { return [] }
                return call.documents[number].filter { document in
                    let values = Self.numbers(field, document, target.snapshot)
                    return values.isEmpty
                        ? missing.map(range.contains) ?? false : values.contains(where: range.contains)
                }
            }
            let isKeyed = call.body["keyed"]?.truth ?? false
            let body = try bucket(call.with(documents), keys: range.entries(isKeyed: isKeyed))
            buckets.append((range.key, .object(body)))
        }
        guard call.body["keyed"]?.truth ?? false else { return .init([.init("buckets", .list(buckets.map(\.1)))]) }
        return .init([.init("buckets", .object(.init(buckets.map { .init($0.0, $0.1) })))])
    }
}

/// One range of a range aggregation: from its lower bound up to its upper one.
struct RangeBounds {
    let key: String
    private let lower: Double?
    private let upper: Double?
    private let lowerText: String?
    private let upperText: String?

    var order: [Double] { [lower ?? -.infinity, upper ?? .infinity] }

    init(
        _ range: Document, _ field: FieldMapping?, isDate: Bool, format: String?, now: Timestamp
    ) throws(OpenSearchError) {
        let dateFormat = format.map { DateFormat($0) } ?? field?.dateFormat ?? .standard
        func bound(_ name: String) throws(OpenSearchError) -> Double? {
            guard let value = range[name], !value.isNull else { return nil }
            guard isDate || field?.type.isDate ?? false else {
                guard let number = value.doubleText else {
                    throw .parsing("[range] failed to parse field [\(name)]")
                }
                return number
            }
            let text = value.scalarText ?? ""
            guard let instant = DateMath.instant(text, dateFormat, now: now, isUpper: false) else {
                throw .parse("failed to parse date field [\(text)] with format [\(dateFormat.text)]")
            }
            return Double(field.map { FieldValue.units(of: instant, $0) } ?? instant.milliseconds)
        }
        lower = try bound("from")
        upper = try bound("to")
        func text(_ value: Double?) -> String? {
            guard let value, isDate || field?.type.isDate ?? false else { return nil }
            let instant =
                field.map { FieldValue.instant(of: Int64(saturating: value), $0) }
                ?? Timestamp(milliseconds: Int64(saturating: value))
            return dateFormat.string(instant)
        }
        lowerText = text(lower)
        upperText = text(upper)
        func name(_ value: Double?, _ text: String?) -> String {
            text ?? value.map { Document.double($0).scalarText ?? "" } ?? "*"
        }
        key = range["key"]?.string ?? "\(name(lower, lowerText))-\(name(upper, upperText))"
    }

    func contains(_ value: Double) -> Bool {
        (lower.map { value >= $0 } ?? true) && (upper.map { value < $0 } ?? true)
    }

    func entries(isKeyed: Bool) -> [Document.Entry] {
        var object = Document.Object()
        if !isKeyed { object["key"] = .string(key) }
        object["from"] = lower.map { .double($0) }
        object["from_as_string"] = lowerText.map { .string($0) }
        object["to"] = upper.map { .double($0) }
        object["to_as_string"] = upperText.map { .string($0) }
        return object.entries
    }
}
