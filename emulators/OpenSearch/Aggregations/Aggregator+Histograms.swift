import AWSCore
import AWSOpenSearch

/// Buckets of equal width.
extension Aggregator {
    func histogram(_ call: AggregationCall) throws(OpenSearchError) -> Document.Object {
        let name = try call.required()
        guard let interval = call.body["interval"]?.doubleText, interval > 0 else {
            throw .illegalArgument("[interval] must be >0 for histogram aggregation [\(call.name)]")
        }
        let offset = call.body["offset"]?.doubleText ?? 0
        let groups = try group(call, name) { value, _ in
            ((value - offset) / interval).rounded(.down) * interval + offset
        }
        return try buckets(groups, call, next: { $0 + interval }) { key in [.init("key", .double(key))] }
    }

    func dateHistogram(_ call: AggregationCall) throws(OpenSearchError) -> Document.Object {
        let name = try call.required()
        let step = try DateStep(call)
        let field = targets.lazy.compactMap { $0.snapshot.mapping.field(name) }.first
        let format = call.body["format"]?.string.map { DateFormat($0) } ?? field?.dateFormat ?? .standard
        let groups = try group(call, name) { value, field in
            Double(step.floor(FieldValue.instant(of: Int64(value), field).milliseconds))
        }
        return try buckets(groups, call, next: { Double(step.next(Int64($0))) }) { key in
            [
                .init("key_as_string", .string(format.string(Timestamp(milliseconds: Int64(key))))),
                .init("key", .integer(Int64(key))),
            ]
        }
    }

    private func group(
        _ call: AggregationCall, _ name: String, _ key: (Double, FieldMapping) -> Double
    ) throws(OpenSearchError) -> [Double: [[UInt32]]] {
        var groups: [Double: [[UInt32]]] = [:]
        for (number, target) in targets.enumerated() {
            guard let field = target.snapshot.mapping.field(name) else { continue }
            try Self.checkNumeric(field, call)
            for document in call.documents[number] {
                var values = Self.numbers(field, document, target.snapshot)
                if values.isEmpty, let missing = call.body["missing"]?.doubleText { values = [missing] }
                for key in Set(values.map { key($0, field) }) {
                    groups[key, default: Array(repeating: [], count: targets.count)][number].append(document)
                }
            }
        }
        return groups
    }

    private func buckets(
        _ groups: [Double: [[UInt32]]], _ call: AggregationCall, next: (Double) -> Double,
        keys: (Double) -> [Document.Entry]
    ) throws(OpenSearchError) -> Document.Object {
        let least = call.body["min_doc_count"]?.integerText ?? 0
        var names = groups.keys.sorted()
        if least == 0, var key = names.first, let last = names.last {
            // Empty buckets between the first and the last are shown as well.
            var all: [Double] = []
            while key <= last {
                guard all.count <= Limits.buckets else { break }
                all.append(key)
                let following = next(key)
                guard following > key else { break }
                key = following
            }
            names = Set(all).union(names).sorted()
        }
        let order = call.body["order"]?.object?.entries.first
        if order?.name == "_key", order?.value.string == "desc" { names.reverse() }
        var shown: [(String, Document)] = []
        for name in names {
            let documents = groups[name] ?? Array(repeating: [], count: targets.count)
            guard documents.reduce(0, { $0 + $1.count }) >= least else { continue }
            let entries = keys(name)
            let body = try bucket(call.with(documents), keys: entries)
            shown.append((entries[0].value.scalarText ?? "", .object(body)))
        }
        if order?.name == "_count" {
            func count(_ body: Document) -> Int { body["doc_count"]?.int ?? 0 }
            let isDescending = order?.value.string == "desc"
            shown = shown.enumerated().sorted { left, right in
                let (a, b) = (count(left.element.1), count(right.element.1))
                return a == b ? left.offset < right.offset : (a < b) != isDescending
            }.map(\.element)
        }
        guard call.body["keyed"]?.truth ?? false else { return .init([.init("buckets", .list(shown.map(\.1)))]) }
        return .init([.init("buckets", .object(.init(shown.map { .init($0.0, $0.1) })))])
    }
}

/// The width of the buckets of a date histogram.
private struct DateStep {
    private enum Width {
        case fixed(Int64)
        case calendar(CalendarUnit)
    }

    private let width: Width
    /// Milliseconds.
    private let offset: Int64
    /// Of the time zone, milliseconds.
    private let zone: Int64

    init(_ call: AggregationCall) throws(OpenSearchError) {
        let body = call.body
        if let text = body["calendar_interval"]?.string ?? body["interval"]?.string,
            let unit = CalendarUnit(interval: text)
        {
            width = .calendar(unit)
        } else if let text = body["fixed_interval"]?.string ?? body["interval"]?.string,
            let duration = TimeValue.duration(text), duration > .zero
        {
            width = .fixed(duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000)
        } else if let text = body["calendar_interval"]?.string {
            throw .illegalArgument("The supplied interval [\(text)] could not be parsed as a calendar interval.")
        } else {
            throw .illegalArgument(
                "Required one of fields [interval, calendar_interval, fixed_interval], but none were specified. ")
        }
        let shift = body["offset"]?.string.flatMap { TimeValue.duration(String($0.drop { $0 == "+" })) } ?? .zero
        offset = shift.components.seconds * 1000
        guard let text = body["time_zone"]?.string, text != "UTC", text != "Z" else {
            zone = 0
            return
        }
        var reader = DigitReader(text)
        guard let seconds = reader.zone(), reader.isAtEnd else {
            throw .notEmulated("the time zone [\(text)]: offsets such as +01:00 are")
        }
        zone = Int64(seconds) * 1000
    }

    func floor(_ milliseconds: Int64) -> Int64 {
        let local = milliseconds + zone - offset
        switch width {
        case .fixed(let width):
            let rest = local % width
            return local - (rest < 0 ? rest + width : rest) - zone + offset
        case .calendar(let unit):
            return (unit.floor(Timestamp(milliseconds: local))?.milliseconds ?? local) - zone + offset
        }
    }

    func next(_ key: Int64) -> Int64 {
        switch width {
        case .fixed(let width): return key + width
        case .calendar(let unit):
            let local = Timestamp(milliseconds: key + zone - offset)
            return (unit.move(local, by: 1)?.milliseconds ?? key) - zone + offset
        }
    }
}
