import AWSCore
import AWSOpenSearch

/// Buckets by value.
extension Aggregator {
    private struct TermBucket {
        let key: Document
        let sort: SortValue
        var documents: [[UInt32]]
        var count: Int
        /// What an order by a metric looks at.
        var metric: Double?
    }

    func terms(_ call: AggregationCall) throws(OpenSearchError) -> Document.Object {
        let name = try call.required()
        let size = call.body["size"]?.integerText ?? 10
        guard size > 0 else {
            throw .illegalArgument("[size] must be greater than 0. Found [\(size)] in [\(call.name)]")
        }
        var buckets = try gather(call, name)
        let least = call.body["min_doc_count"]?.integerText ?? 1
        buckets.removeAll { $0.count < least }
        let orders = try Self.orders(call.body["order"])
        try measure(&buckets, orders, call)
        buckets.sort { left, right in Self.precedes(left, right, orders) }
        let total = buckets.reduce(0) { $0 + $1.count }
        var shown: [Document] = []
        var counted = 0
        for bucket in buckets.prefix(size) {
            counted += bucket.count
            shown.append(.object(try self.bucket(call.with(bucket.documents), keys: keys(of: bucket, call, name))))
        }
        return .init([
            .init("doc_count_error_upper_bound", 0), .init("sum_other_doc_count", .integer(total - counted)),
            .init("buckets", .list(shown)),
        ])
    }

    private func keys(of bucket: TermBucket, _ call: AggregationCall, _ name: String) -> [Document.Entry] {
        var entries = [Document.Entry("key", bucket.key)]
        guard let field = targets.lazy.compactMap({ $0.snapshot.mapping.field(name) }).first else { return entries }
        if field.type == .boolean {
            entries.append(.init("key_as_string", .string(bucket.key == 1 ? "true" : "false")))
        } else if field.type.isDate, case .integer(let units) = bucket.sort {
            let format = call.body["format"]?.string.map { DateFormat($0) } ?? field.dateFormat
            entries.append(.init("key_as_string", .string(format.string(FieldValue.instant(of: units, field)))))
        }
        return entries
    }

    private func gather(_ call: AggregationCall, _ name: String) throws(OpenSearchError) -> [TermBucket] {
        let wanted = try TermChoice(call.body)
        var places: [Document: Int] = [:]
        var buckets: [TermBucket] = []
        func add(_ key: Document, _ sort: SortValue, _ document: UInt32, _ number: Int) {
            guard wanted.includes(key) else { return }
            let place = places[key] ?? buckets.count
            if place == buckets.count {
                places[key] = place
                buckets.append(
                    TermBucket(key: key, sort: sort, documents: Array(repeating: [], count: targets.count), count: 0))
            }
            guard buckets[place].documents[number].last != document else { return }
            buckets[place].documents[number].append(document)
            buckets[place].count += 1
        }
        for (number, target) in targets.enumerated() {
            guard let field = target.snapshot.mapping.field(name) else { continue }
            try FieldData.check(field)
            for document in call.documents[number] {
                let values = Self.values(field, document, target.snapshot)
                for (key, sort) in values { add(key, sort, document, number) }
                if values.isEmpty, let missing = call.body["missing"] {
                    add(missing, .text(missing.scalarText ?? ""), document, number)
                }
            }
        }
        return buckets
    }

    private static func values(
        _ field: FieldMapping, _ document: UInt32, _ snapshot: IndexSnapshot
    ) -> [(Document, SortValue)] {
        if let column = snapshot.index.integers[field.path] {
            return Set(column[document]).sorted().map { (.integer($0), .integer($0)) }
        }
        if let column = snapshot.index.doubles[field.path] {
            return Set(column[document]).sorted().map { (.double($0), .double($0)) }
        }
        guard let terms = snapshot.index.texts[field.path] else { return [] }
        return Set(terms.values[document]).map { terms.terms[Int($0)] }.map { (.string($0), .text($0)) }
    }

    // Orders.

    private static func orders(_ order: Document?) throws(OpenSearchError) -> [(path: String, isDescending: Bool)] {
        guard let order else { return [("_count", true), ("_key", false)] }
        var orders: [(path: String, isDescending: Bool)] = []
        for entry in order.elements.flatMap({ $0.object?.entries ?? [] }) {
            let direction = entry.value.string?.lowercased()
            guard direction == "asc" || direction == "desc" else {
                throw .parsing("Unknown order direction [\(entry.value.scalarText ?? "")]")
            }
            orders.append((entry.name == "_term" ? "_key" : entry.name, direction == "desc"))
        }
        return orders + [("_key", false)]
    }

    private func measure(
        _ buckets: inout [TermBucket], _ orders: [(path: String, isDescending: Bool)], _ call: AggregationCall
    ) throws(OpenSearchError) {
        guard let path = orders.first(where: { !$0.path.hasPrefix("_") })?.path else { return }
        let parts = path.split(whereSeparator: { $0 == ">" || $0 == "." }).map(String.init)
        guard let first = parts.first, let definition = call.inner?[first] else {
            throw OpenSearchError(
                ErrorCode("aggregation_execution_exception"),
                reason:
                    "Invalid aggregation order path [\(path)]. The provided aggregation [\(parts.first ?? path)] either "
                    + "does not exist, or is a pipeline aggregation and cannot be used to sort the buckets.",
                status: 400)
        }
        for place in buckets.indices {
            let inner = try run(
                .init([.init(first, definition)]), buckets[place].documents, scores: call.scores)
            var value = inner[first]
            for part in parts.dropFirst() { value = value?[part] }
            buckets[place].metric = value?.double ?? value?["value"]?.double ?? value?["doc_count"]?.double
        }
    }

    private static func precedes(
        _ left: TermBucket, _ right: TermBucket, _ orders: [(path: String, isDescending: Bool)]
    ) -> Bool {
        for (path, isDescending) in orders {
            let order: Int
            switch path {
            case "_count": order = left.count - right.count
            case "_key": order = left.sort.compare(right.sort)
            default:
                let (a, b) = (left.metric ?? -.infinity, right.metric ?? -.infinity)
                order = a < b ? -1 : a == b ? 0 : 1
            }
            if order != 0 { return (order < 0) != isDescending }
        }
        return false
    }
}

/// Which values become buckets.
private struct TermChoice {
    private enum Choice {
        case values(Set<String>)
        case pattern(RegexpProgram)
    }

    private let include: Choice?
    private let exclude: Choice?

    init(_ body: Document) throws(OpenSearchError) {
        include = try Self.choice(body["include"])
        exclude = try Self.choice(body["exclude"])
    }

    private static func choice(_ value: Document?) throws(OpenSearchError) -> Choice? {
        switch value {
        case nil: return nil
        case .list(let values)?: return .values(Set(values.compactMap(\.scalarText)))
        case .string(let text)?:
            guard let program = RegexpProgram(text) else {
                throw .illegalArgument(
                    "the expression [\(text)] is malformed, or uses operators that KASS does not emulate")
            }
            return .pattern(program)
        default: throw .notEmulated("partitions of [terms] aggregations")
        }
    }

    func includes(_ key: Document) -> Bool {
        let text = key.scalarText ?? ""
        return (include.map { Self.holds($0, text) } ?? true) && !(exclude.map { Self.holds($0, text) } ?? false)
    }

    private static func holds(_ choice: Choice, _ text: String) -> Bool {
        switch choice {
        case .values(let values): values.contains(text)
        case .pattern(let program): program.matches(text)
        }
    }
}
