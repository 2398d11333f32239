/// One field of a cron expression: the values that it names.
struct CronField: Hashable, Sendable {
    private let values: Set<Int>

    /// - Parameters:
    ///   - text: `*`, or values, ranges and steps with commas between them: `0/15`, `MON-FRI`, `5,35`.
    ///   - range: what a value may be.
    ///   - names: of the values from the first on.
    init?(_ text: String, _ range: ClosedRange<Int>, names: [String] = []) {
        var values: Set<Int> = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let some = Self.values(of: String(part), range, names) else { return nil }
            values.formUnion(some)
        }
        self.values = values
    }

    func contains(_ value: Int) -> Bool { values.contains(value) }

    private static func values(of text: String, _ range: ClosedRange<Int>, _ names: [String]) -> [Int]? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard let first = parts.first, parts.count <= 2, var bounds = bounds(first, range, names) else { return nil }
        guard parts.count == 2 else { return Array(bounds) }
        guard let step = Int(parts[1]), step > 0, step <= range.upperBound else { return nil }
        // A step goes on to the end from where it starts.
        if !first.contains("-"), first != "*" { bounds = bounds.lowerBound...range.upperBound }
        return Array(stride(from: bounds.lowerBound, through: bounds.upperBound, by: step))
    }

    private static func bounds(_ text: String, _ range: ClosedRange<Int>, _ names: [String]) -> ClosedRange<Int>? {
        if text == "*" { return range }
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        let values = ends.compactMap { value(String($0), range, names) }
        guard values.count == ends.count, let first = values.first, let last = values.last, values.count <= 2,
            first <= last
        else { return nil }
        return first...last
    }

    static func value(_ text: String, _ range: ClosedRange<Int>, _ names: [String]) -> Int? {
        if let index = names.firstIndex(of: text.uppercased()) { return range.lowerBound + index }
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = Int(text),
            range.contains(value)
        else { return nil }
        return value
    }
}
