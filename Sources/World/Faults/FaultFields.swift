import AWSCore

/// Reads the members of an object, and says what each must be.
struct FaultFields {
    let object: Document.Object
    private let what: String

    init(_ document: Document, _ what: String, known: [String]) throws(FaultMistake) {
        guard case .object(let object) = document else { throw FaultMistake("\(what) has named members") }
        if let other = object.entries.first(where: { !known.contains($0.name) }) {
            throw FaultMistake("\(what) knows no `\(other.name)`: it has \(known.joined(separator: ", "))")
        }
        self.object = object
        self.what = what
    }

    func required<Value>(_ name: String, _ value: Value?) throws(FaultMistake) -> Value {
        guard let value else { throw FaultMistake("\(what) lacks `\(name)`", in: name) }
        return value
    }

    func text(_ name: String) throws(FaultMistake) -> String? {
        try value(name, "is a text") { $0.string }
    }

    func bool(_ name: String) throws(FaultMistake) -> Bool? {
        try value(name, "is true or false") { $0.bool }
    }

    func integer(_ name: String, from least: Int, through most: Int = .max) throws(FaultMistake) -> Int? {
        let range = most == .max ? "of at least \(least)" : "from \(least) to \(most)"
        return try value(name, "is a whole number \(range)") { value in
            value.int.flatMap { (least...most).contains($0) ? $0 : nil }
        }
    }

    func probability(_ name: String) throws(FaultMistake) -> Double? {
        try value(name, "is a number from 0 to 1") { value in
            value.double.flatMap { (0...1).contains($0) ? $0 : nil }
        }
    }

    func duration(_ name: String) throws(FaultMistake) -> Duration? {
        try value(name, "is a time such as 90s, 15m, 2h, 31d or 250ms") { value in
            value.string.flatMap { DurationText.duration($0) }
        }
    }

    private func value<Value>(
        _ name: String, _ rule: String, _ read: (Document) -> Value?
    ) throws(FaultMistake) -> Value? {
        guard let member = object[name] else { return nil }
        guard let value = read(member) else { throw FaultMistake("`\(name)` \(rule)", in: name) }
        return value
    }
}
