/// One thing that a profile says.
public struct Setting: Hashable, Sendable {
    /// Its place in a profile: `opensearch.endpoint`.
    public let key: String
    /// The environment variable that weighs more than the file.
    public let variable: String
    let kind: Kind
    /// What holds when nobody says anything; nil where there is none, or where it follows from something else.
    public let fallback: String?
    /// What it is, in a few words.
    public let help: String

    enum Kind: Hashable, Sendable {
        case text
        /// A part of resource names.
        case environment
        /// 12 digits.
        case account
        case region
        case count
        case choice([String])
        /// `http://host:port` or `https://host`.
        case url
        /// Never in a file, and never printed.
        case secret
    }

    init(_ key: String, _ variable: String, _ kind: Kind, fallback: String? = nil, _ help: String) {
        self.key = key
        self.variable = variable
        self.kind = kind
        self.fallback = fallback
        self.help = help
    }

    public var isSecret: Bool { kind == .secret }

    /// What is wrong with a value, as a sentence that goes on after the setting's name; nil for a good one.
    func complaint(about text: String) -> String? {
        switch kind {
        case .text, .secret: text.isEmpty ? "is empty" : nil
        case .environment:
            Self.isEnvironment(text) ? nil : "is 1 to 20 lower-case letters, digits and inner hyphens"
        case .account: text.utf8.count == 12 && text.utf8.allSatisfy(Self.isDigit) ? nil : "is 12 digits, in quotes"
        case .region:
            Self.isRegion(text) ? nil : "is a region of AWS such as eu-west-1"
        case .count: (Int(text) ?? 0) >= 1 ? nil : "is a whole number of at least 1"
        case .url:
            Self.isOrigin(text) ? nil : "is an address such as http://127.0.0.1:4566 or https://host, without a path"
        case .choice(let choices):
            choices.contains(text) ? nil : "is " + Self.list(choices) + Self.guess(text, choices)
        }
    }
}
