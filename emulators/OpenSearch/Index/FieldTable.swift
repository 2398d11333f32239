import AWSCore

/// Fields of one kind by name: those of a segment, which are read when they are first asked for, and those in memory.
struct FieldTable<Field: Sendable>: Sendable {
    private var known: [String: Field] = [:]
    private let segment: SegmentFields<Field>?

    init(_ segment: SegmentFields<Field>? = nil) {
        self.segment = segment
    }

    subscript(name: String) -> Field? { known[name] ?? segment?.field(name) }

    /// To be changed: it is in memory from then on.
    subscript(name: String, default empty: @autoclosure () -> Field) -> Field {
        get { self[name] ?? empty() }
        _modify {
            if known[name] == nil { known[name] = segment?.take(name) }
            yield &known[name, default: empty()]
        }
    }

    /// All of them, by name.
    var all: [(name: String, field: Field)] {
        Set(known.keys).union(segment?.names ?? []).sorted(by: TermOrder.precedes).compactMap { name in
            self[name].map { (name, $0) }
        }
    }
}

/// Fields as they lie in a segment; shared by all who look at it.
final class SegmentFields<Field: Sendable>: Sendable {
    let names: [String]
    private let read: @Sendable (String) -> Field?
    private let fields = Lock<[String: Field]>([:])

    /// - Parameter read: out of the segment, which has been found to be whole.
    init(_ names: [String], _ read: @escaping @Sendable (String) -> Field?) {
        (self.names, self.read) = (names, read)
    }

    func field(_ name: String) -> Field? {
        guard names.contains(name) else { return nil }
        return fields.withLock { fields in
            if let field = fields[name] { return field }
            let field = read(name)
            fields[name] = field
            return field
        }
    }

    /// The field, for one who keeps it.
    func take(_ name: String) -> Field? {
        defer { fields.withLock { $0[name] = nil } }
        return field(name)
    }
}
