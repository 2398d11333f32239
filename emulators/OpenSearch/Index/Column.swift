/// The values of one field by document: none, one or several each, in one array.
struct Column<Value: Sendable>: Sendable {
    private(set) var starts: [UInt32] = [0]
    private(set) var values: [Value] = []

    init() {}

    /// - Parameter starts: where the values of each document begin, and the end.
    init(starts: [UInt32], values: [Value]) {
        self.starts = starts
        self.values = values
    }

    /// Documents come in ascending order; those left out have no value.
    mutating func append(_ new: [Value], for document: UInt32) {
        pad(to: Int(document))
        values.append(contentsOf: new)
        starts.append(UInt32(values.count))
    }

    private mutating func pad(to document: Int) {
        while starts.count <= document { starts.append(UInt32(values.count)) }
    }

    subscript(document: UInt32) -> ArraySlice<Value> {
        let index = Int(document)
        guard index + 1 < starts.count else { return [] }
        return values[Int(starts[index])..<Int(starts[index + 1])]
    }

    func hasValue(_ document: UInt32) -> Bool {
        let index = Int(document)
        return index + 1 < starts.count && starts[index] < starts[index + 1]
    }

    /// The documents that have a value, in ascending order.
    var documents: [UInt32] {
        (0..<max(0, starts.count - 1)).lazy.filter { starts[$0] < starts[$0 + 1] }.map { UInt32($0) }
    }

    /// The documents of which a value satisfies `isMatch`, in ascending order.
    func documents(where isMatch: (Value) -> Bool) -> [UInt32] {
        var found: [UInt32] = []
        for document in 0..<max(0, starts.count - 1) {
            for index in starts[document]..<starts[document + 1] where isMatch(values[Int(index)]) {
                found.append(UInt32(document))
                break
            }
        }
        return found
    }
}
