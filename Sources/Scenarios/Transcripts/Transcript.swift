package import AWSCore

/// What came of a scenario: one JSON object a line, keys sorted, so that the same run gives the same bytes.
package struct Transcript: Hashable, Sendable {
    package private(set) var lines: [String] = []

    package init() {}

    package init(text: String) {
        lines = text.split(separator: "\n").map(String.init)
    }

    package mutating func append(_ line: Document) {
        lines.append(Self.rounded(line).jsonText(.sorted))
    }

    package var text: String { lines.map { $0 + "\n" }.joined() }

    /// Six significant digits are what a different vector unit leaves unchanged.
    private static func rounded(_ value: Document) -> Document {
        switch value {
        case .number(let number): number.int64 == nil ? .number(rounded(number)) : value
        case .list(let elements): .list(elements.map(rounded))
        case .object(let object): .object(.init(object.entries.map { .init($0.name, rounded($0.value)) }))
        default: value
        }
    }

    private static func rounded(_ number: Number) -> Number {
        guard let value = number.double, value.isFinite, value != 0 else { return number }
        var scale = 1.0
        var magnitude = value.magnitude
        while magnitude < 100_000, scale < 1e15 { (scale, magnitude) = (scale * 10, magnitude * 10) }
        return Number((value * scale).rounded() / scale)
    }
}
