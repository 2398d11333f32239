/// What came of one scenario.
public struct ScenarioReport: Hashable, Sendable {
    public let name: String
    public let file: String
    public let outcome: Outcome
    /// Steps that were played.
    public let steps: Int

    public enum Outcome: Hashable, Sendable {
        case passed
        /// The transcript was written, since there was none or another one.
        case updated
        case failed([Failure])
    }

    public struct Failure: Hashable, Sendable {
        /// In the scenario's file, or the golden one.
        public let file: String
        public let line: Int
        /// One line, or several.
        public let message: String

        package init(file: String, line: Int, message: String) {
            self.file = file
            self.line = line
            self.message = message
        }
    }

    package init(name: String, file: String, outcome: Outcome, steps: Int) {
        self.name = name
        self.file = file
        self.outcome = outcome
        self.steps = steps
    }

    public var hasFailed: Bool { if case .failed = outcome { true } else { false } }
}
