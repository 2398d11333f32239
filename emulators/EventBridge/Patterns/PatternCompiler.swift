/// Turns the text of a pattern into alternatives of demands, or says why it is none.
///
/// The order of checks, and how far the text has been read at each, are those of AWS's compiler (event-ruler), since its
/// messages tell.
struct PatternCompiler {
    typealias Demands = [String: [ValueTest]]

    var reader: PatternReader
    private var path: [String] = []
    private var alternatives: [Demands] = []

    /// Names that could be taken for match types, so that they are no fields inside `$or`.
    private static let reserved: Set = [
        "exactly", "equals-ignore-case", "prefix", "suffix", "anything-but", "exists", "wildcard", "numeric", "cidr",
        "=", "<", "<=", ">", ">=", "regex", "not-wildcard", "not-equals-ignore-case", "date-after",
        "date-on-or-after", "date-before", "date-on-or-before", "in-date-range", "ip-address-in-range",
        "ip-address-not-in-range",
    ]

    init(_ text: String) {
        reader = PatternReader(text)
    }

    mutating func pattern() throws(PatternError) -> [Demands] {
        guard try reader.next() == .objectStart else { throw reader.failure("Filter is not an object") }
        try object(isInsideOr: false)
        return alternatives
    }

    private mutating func object(isInsideOr: Bool) throws(PatternError) {
        var isEmpty = true
        while try reader.next() != .objectEnd {
            isEmpty = false
            let name = reader.name
            if name == "$or" {
                try or()
                continue
            }
            if isInsideOr, Self.reserved.contains(name) {
                throw reader.failure("\(name) is Ruler reserved fieldName which cannot be used inside $or.")
            }
            path.append(name)
            switch try reader.next() {
            case .objectStart: try object(isInsideOr: isInsideOr)
            case .arrayStart: try field()
            default: throw reader.failure("\"\(name)\" must be an object or an array")
            }
            path.removeLast()
        }
        if isEmpty { throw reader.failure("Empty objects are not allowed") }
    }

    /// Each object of the array goes on from the alternatives that there were before it.
    private mutating func or() throws(PatternError) {
        let before = alternatives
        alternatives = []
        guard try reader.next() == .arrayStart else { throw reader.failure("It must be an Array followed with $or.") }
        var all: [Demands] = []
        var count = 0
        while let token = try reader.next(), token != .arrayEnd {
            count += 1
            guard token == .objectStart else {
                throw reader.failure("Only JSON object is allowed in array of $or relationship.")
            }
            alternatives = before.isEmpty ? [[:]] : before
            try object(isInsideOr: true)
            all += alternatives
            guard all.count <= EventPattern.alternativesMax else {
                throw PatternError("Rule is too complex - try using fewer $or conditions")
            }
        }
        guard count >= 2 else { throw reader.failure("There must have at least 2 Objects in $or relationship.") }
        alternatives = all
    }

    /// The array of values at a path. Of a path named twice the last counts.
    private mutating func field() throws(PatternError) {
        var tests: [ValueTest] = []
        while let token = try reader.next(), token != .arrayEnd { tests += try self.tests(token) }
        if tests.isEmpty { throw reader.failure("Empty arrays are not allowed") }
        if alternatives.isEmpty { alternatives = [[:]] }
        if tests.contains(where: \.isNumeric) {
            tests = tests.map { test in
                if case .address(let block, _) = test { .address(block, readsDigits: false) } else { test }
            }
        }
        let name = path.joined(separator: ".")
        for index in alternatives.indices { alternatives[index][name] = tests }
    }

    private mutating func tests(_ token: PatternReader.Token) throws(PatternError) -> [ValueTest] {
        switch token {
        case .objectStart: return [try matchExpression()]
        case .string:
            let text = try reader.text()
            // An address is met by every way of writing it.
            if let address = InternetAddress(text) { return [.address(AddressBlock(address), readsDigits: true)] }
            return [.text(Array(text.utf8))]
        case .number:
            let text = try reader.text()
            return [ComparableNumber.value(text).map(ValueTest.number) ?? .literal(text)]
        case .true, .false, .null: return [.literal(try reader.text())]
        default: throw reader.failure("Match value must be String, number, true, false, or null")
        }
    }
}
