/// An event pattern, compiled: an event matches when it meets all demands of one of the alternatives.
struct EventPattern: Hashable, Sendable {
    /// One, unless the pattern has an `$or`.
    let alternatives: [Alternative]

    struct Alternative: Hashable, Sendable {
        /// In the order of their paths.
        let demands: [Demand]
    }

    /// One of the tests must be met by a value at the path.
    struct Demand: Hashable, Sendable {
        /// Names joined by dots: to AWS, `{"a": {"b": 1}}` and `{"a.b": 1}` are the same.
        let path: String
        let tests: [ValueTest]
    }

    /// EventBridge User Guide, "Creating event patterns": combinations that an `$or` may lead to.
    static let alternativesMax = 1000

    /// - Throws: ``PatternError`` in AWS's words.
    init(_ text: String) throws(PatternError) {
        var compiler = PatternCompiler(text)
        alternatives = try compiler.pattern().map { demands in
            Alternative(
                demands: demands.sorted { $0.key < $1.key }.map { Demand(path: $0.key, tests: $0.value) })
        }
    }
}
