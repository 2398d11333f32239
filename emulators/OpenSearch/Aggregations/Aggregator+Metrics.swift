import AWSCore
import AWSOpenSearch

/// Aggregations that give numbers.
extension Aggregator {
    func metric(_ call: AggregationCall) throws(OpenSearchError) -> Document.Object {
        let name = try call.required()
        if call.type == "value_count" { return try count(call, name) }
        if call.type == "cardinality" { return try distinct(call, name) }
        var sum = Summary()
        var field: FieldMapping?
        for (number, target) in targets.enumerated() {
            guard let own = target.snapshot.mapping.field(name) else { continue }
            field = own
            try Self.checkNumeric(own, call)
            let missing = call.body["missing"]?.doubleText
            for document in call.documents[number] {
                let values = Self.numbers(own, document, target.snapshot)
                for value in values { sum.add(value) }
                if values.isEmpty, let missing { sum.add(missing) }
            }
        }
        return call.type == "percentiles" ? Self.percentiles(sum, call) : sum.document(call.type, field)
    }

    static func checkNumeric(_ field: FieldMapping, _ call: AggregationCall) throws(OpenSearchError) {
        try FieldData.check(field)
        guard !field.type.isIntegral, !field.type.isDouble else { return }
        throw .illegalArgument(
            "Field [\(field.path)] of type [\(field.type.rawValue)] is not supported for aggregation [\(call.type)]")
    }

    static func numbers(_ field: FieldMapping, _ document: UInt32, _ snapshot: IndexSnapshot) -> [Double] {
        if let column = snapshot.index.integers[field.path] { return column[document].map { Double($0) } }
        return snapshot.index.doubles[field.path].map { Array($0[document]) } ?? []
    }

    private func count(_ call: AggregationCall, _ name: String) throws(OpenSearchError) -> Document.Object {
        var count = 0
        for (number, target) in targets.enumerated() {
            guard let field = target.snapshot.mapping.field(name) else { continue }
            try FieldData.check(field)
            for document in call.documents[number] {
                count += FieldReader.values(name, of: document, target.snapshot).count
            }
        }
        return .init([.init("value", .integer(count))])
    }

    /// Exact, where OpenSearch estimates.
    private func distinct(_ call: AggregationCall, _ name: String) throws(OpenSearchError) -> Document.Object {
        var seen: Set<Document> = []
        for (number, target) in targets.enumerated() {
            guard let field = target.snapshot.mapping.field(name) else { continue }
            try FieldData.check(field)
            for document in call.documents[number] {
                let values = FieldReader.values(name, of: document, target.snapshot)
                seen.formUnion(values)
                if values.isEmpty, let missing = call.body["missing"] { seen.insert(missing) }
            }
        }
        return .init([.init("value", .integer(seen.count))])
    }

    private static func percentiles(_ sum: Summary, _ call: AggregationCall) -> Document.Object {
        let percents = (call.body["percents"]?.list ?? [1, 5, 25, 50, 75, 95, 99]).compactMap(\.doubleText)
        let sorted = sum.values.sorted()
        var values = Document.Object()
        for percent in percents {
            let name = Document.double(percent).scalarText ?? ""
            guard !sorted.isEmpty else {
                values[name] = .null
                continue
            }
            let place = percent / 100 * Double(sorted.count - 1)
            let low = Int(place.rounded(.down))
            let high = min(sorted.count - 1, low + 1)
            values[name] = .double(sorted[low] + (sorted[high] - sorted[low]) * (place - Double(low)))
        }
        return .init([.init("values", .object(values))])
    }

    func topHits(_ call: AggregationCall) throws(OpenSearchError) -> Document.Object {
        var body = call.body.object ?? .init()
        if body["size"] == nil { body["size"] = 3 }
        let request = try SearchRequest(.object(body), [:])
        guard request.from + request.size <= Limits.innerHits else {
            throw .illegalArgument(
                "Top hits result window is too large, the top hits aggregator [\(call.name)]'s from + size must be less than "
                    + "or equal to: [\(Limits.innerHits)] but was [\(request.from + request.size)]. This limit can be set by "
                    + "changing the [index.max_inner_result_window] index level setting.")
        }
        var candidates: [SearchExecutor.Candidate] = []
        for (number, target) in targets.enumerated() {
            let sorter = try Sorter(request.sort, target.snapshot)
            let scores = Dictionary(zip(call.scores[number].documents, call.scores[number].scores)) { first, _ in first
            }
            for document in call.documents[number] {
                let score = scores[document] ?? 1
                candidates.append(
                    .init(
                        target: number, document: document, score: score,
                        sort: request.sort.isEmpty ? [] : sorter.values(of: document, score: score)))
            }
        }
        candidates.sort { left, right in
            if request.sort.isEmpty, left.score != right.score { return left.score > right.score }
            if let order = Sorter.precedes(left.sort, right.sort, request.sort) { return order }
            return (left.target, left.document) < (right.target, right.document)
        }
        let builder = HitBuilder(
            request: request, targets: targets, queries: Array(repeating: .all, count: targets.count))
        var hits: [OpenSearch.Hit] = []
        for candidate in candidates.dropFirst(request.from).prefix(request.size) {
            hits.append(try builder.hit(candidate))
        }
        let best = request.sort.isEmpty ? candidates.map(\.score).max() : nil
        let shown = OpenSearch.Hits(total: .init(value: candidates.count), maxScore: best, hits: hits)
        return .init([.init("hits", shown.document)])
    }
}

/// Sums of what has been seen.
struct Summary {
    private(set) var values: [Double] = []
    private var sum = 0.0
    /// What rounding has lost of the sum so far (Kahan).
    private var lost = 0.0

    mutating func add(_ value: Double) {
        values.append(value)
        let corrected = value - lost
        let next = sum + corrected
        lost = (next - sum) - corrected
        sum = next
    }

    func document(_ type: String, _ field: FieldMapping?) -> Document.Object {
        let mean = values.isEmpty ? nil : sum / Double(values.count)
        switch type {
        case "min": return single(values.min(), field)
        case "max": return single(values.max(), field)
        case "avg": return single(mean, field)
        case "sum": return single(sum, field)
        default: break
        }
        var object = Document.Object([.init("count", .integer(values.count))])
        for (name, value) in [("min", values.min()), ("max", values.max()), ("avg", mean), ("sum", Optional(sum))] {
            object[name] = value.map { .double($0) } ?? .null
        }
        if let field, field.type.isDate, !values.isEmpty {
            for (name, value) in [("min", values.min()), ("max", values.max()), ("avg", mean), ("sum", Optional(sum))] {
                object["\(name)_as_string"] = Self.text(value ?? 0, field).map { .string($0) }
            }
        }
        if type == "extended_stats" { extend(&object, mean) }
        return object
    }

    private func single(_ value: Double?, _ field: FieldMapping?) -> Document.Object {
        var object = Document.Object([.init("value", value.map { .double($0) } ?? .null)])
        if let value, let field { object["value_as_string"] = Self.text(value, field).map { .string($0) } }
        return object
    }

    private static func text(_ value: Double, _ field: FieldMapping) -> String? {
        if field.type == .boolean { return value != 0 ? "true" : "false" }
        guard field.type.isDate, abs(value) < 9e18 else { return nil }
        return field.dateFormat.string(FieldValue.instant(of: Int64(value), field))
    }

    private func extend(_ object: inout Document.Object, _ mean: Double?) {
        let squares = values.reduce(0) { $0 + $1 * $1 }
        guard let mean else {
            for name in ["sum_of_squares", "variance", "std_deviation"] { object[name] = .null }
            return
        }
        let variance = max(0, squares / Double(values.count) - mean * mean)
        let deviation = variance.squareRoot()
        object["sum_of_squares"] = .double(squares)
        object["variance"] = .double(variance)
        object["std_deviation"] = .double(deviation)
        object["std_deviation_bounds"] = [
            "upper": .double(mean + 2 * deviation), "lower": .double(mean - 2 * deviation),
        ]
    }
}
