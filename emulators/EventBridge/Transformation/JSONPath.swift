import AWSCore

/// A path into an event: `$.detail.items[0].name`, `$['detail-type']`, `$.resources[*]`.
struct JSONPath: Hashable, Sendable {
    private enum Step: Hashable, Sendable {
        case member(String)
        case element(Int)
        case all
    }

    private let steps: [Step]

    /// - Returns: nil for what is no path.
    init?(_ text: String) {
        guard text.first == "$" else { return nil }
        var rest = text.dropFirst()
        var steps: [Step] = []
        while let mark = rest.first {
            rest = rest.dropFirst()
            if mark == "." {
                let name = rest.prefix { $0 != "." && $0 != "[" }
                guard !name.isEmpty else { return nil }
                steps.append(.member(String(name)))
                rest = rest.dropFirst(name.count)
            } else if mark == "[", let end = rest.firstIndex(of: "]"), let step = Self.step(rest[..<end]) {
                steps.append(step)
                rest = rest[rest.index(after: end)...]
            } else {
                return nil
            }
        }
        self.steps = steps
    }

    private static func step(_ inside: Substring) -> Step? {
        if inside == "*" { return .all }
        if let index = Int(inside), index >= 0 { return .element(index) }
        guard inside.count > 2, let quote = inside.first, quote == "'" || quote == "\"", inside.last == quote else {
            return nil
        }
        return .member(String(inside.dropFirst().dropLast()))
    }

    /// What the path leads to; nil when it leads nowhere.
    func value(in document: Document) -> Document? {
        Self.value(in: document, steps[...])
    }

    private static func value(in document: Document, _ steps: ArraySlice<Step>) -> Document? {
        guard let step = steps.first else { return document }
        let rest = steps.dropFirst()
        switch step {
        case .member(let name): return document[name].flatMap { value(in: $0, rest) }
        case .element(let index): return document[index].flatMap { value(in: $0, rest) }
        case .all: return document.list.map { .list($0.compactMap { value(in: $0, rest) }) }
        }
    }
}
