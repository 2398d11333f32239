/// What came of one scenario.
public struct ScenarioReport: Hashable, Sendable {
    public let name: String
    public let file: String
    public let outcome: Outcome
    /// Steps that were played.
    public let steps: Int
    /// What was measured on the way, for people to read.
    public let figures: [String]

    public enum Outcome: Hashable, Sendable {
        case passed
        /// The transcript was written, since there was none or another one.
        case updated
        case failed([Failure])
        /// It was not played, since it needs what is not there.
        case skipped(String)
    }

    public struct Failure: Hashable, Sendable {
        /// In the scenario's file, or the golden one.
        public let file: String
        public let line: Int
        /// Where it is known: of a mistake in the scenario's file.
        public let column: Int?
        /// One line, or several.
        public let message: String

        package init(file: String, line: Int, column: Int? = nil, message: String) {
            self.file = file
            self.line = line
            self.column = column
            self.message = message
        }

        /// `file:line:` or `file:line:column:`, as compilers say it.
        public var place: String { "\(file):\(line):" + (column.map { "\($0):" } ?? "") }
    }

    package init(name: String, file: String, outcome: Outcome, steps: Int, figures: [String] = []) {
        self.name = name
        self.file = file
        self.outcome = outcome
        self.steps = steps
        self.figures = figures
    }

    public var isSkipped: Bool { if case .skipped = outcome { true } else { false } }

    public var hasFailed: Bool { if case .failed = outcome { true } else { false } }
}
