/// A configuration or credentials file of AWS's tools: sections of properties, some with properties below them.
///
/// Source: AWS SDKs and Tools Reference Guide, "Shared config and credentials files", its format.
struct ProfileFile: Hashable, Sendable {
    /// By kind and name, later sections of one name added to the ones before.
    private(set) var sections: [Name: Section] = [:]

    struct Name: Hashable, Sendable {
        let kind: Kind
        let name: String
    }

    enum Kind: String, Hashable, Sendable {
        case profile
        case ssoSession = "sso-session"
        case services
    }

    struct Section: Hashable, Sendable {
        /// By name in lower case.
        var values: [String: String] = [:]
        /// Of properties that have others below them: `s3`, or the services of a `services` section.
        var nested: [String: [String: String]] = [:]
    }

    /// - Parameter isCredentials: sections are called by the profile's name alone.
    /// - Throws: ``ConfigurationError`` that names the line.
    init(_ text: String, path: String, isCredentials: Bool) throws(ConfigurationError) {
        var reader = Reader(path: path, isCredentials: isCredentials)
        var number = 0
        // To Swift, "\r\n" is one character.
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" || $0 == "\r\n" }) {
            number += 1
            try reader.read(line, number)
        }
        sections = reader.sections
    }

    init() {}

    subscript(kind: Kind, name: String) -> Section? { sections[Name(kind: kind, name: name)] }

    private struct Reader {
        let path: String
        let isCredentials: Bool
        var sections: [Name: Section] = [:]
        /// nil before the first section, and within one that means nothing to us.
        var section: Name?
        var hasSection = false
        /// The property above, to which indented lines belong.
        var property: String?
        /// `[profile default]` has been seen: `[default]` counts no more.
        var hasLongDefault = false

        mutating func read(_ line: Substring, _ number: Int) throws(ConfigurationError) {
            let text = line.trimmed
            if text.isEmpty || text.first == "#" || text.first == ";" { return }
            if line.first == "[" {
                try begin(text, number)
            } else if line.first == " " || line.first == "\t" {
                try continuing(text, number)
            } else {
                let (name, value) = try split(text, number)
                guard hasSection else { throw error(number, "a property stands before the first section") }
                property = name
                if let section { sections[section]?.values[name] = value }
            }
        }

        private mutating func begin(_ text: Substring, _ number: Int) throws(ConfigurationError) {
            guard let end = text.firstIndex(of: "]") else {
                throw error(number, "the section's name does not end in ]")
            }
            (hasSection, property) = (true, nil)
            let words = text[text.index(after: text.startIndex)..<end].split(whereSeparator: \.isWhitespace)
            section = name(of: words.map(String.init))
            if let section, sections[section] == nil { sections[section] = Section() }
        }

        /// nil for what is no section of this file.
        private mutating func name(of words: [String]) -> Name? {
            if isCredentials { return words.count == 1 ? Name(kind: .profile, name: words[0]) : nil }
            if words == ["default"] { return hasLongDefault ? nil : Name(kind: .profile, name: "default") }
            guard words.count == 2, let kind = Kind(rawValue: words[0]) else { return nil }
            let name = Name(kind: kind, name: words[1])
            if kind == .profile, words[1] == "default", !hasLongDefault {
                hasLongDefault = true
                sections[name] = nil
            }
            return name
        }

        /// An indented line: a property below the one above, or more of its value.
        private mutating func continuing(_ text: Substring, _ number: Int) throws(ConfigurationError) {
            guard hasSection, let property else { throw error(number, "an indented line belongs to no property") }
            guard let section else { return }
            if sections[section]?.values[property]?.isEmpty == false {
                sections[section]?.values[property]? += "\n" + text
            } else {
                let (name, value) = try split(text, number)
                sections[section]?.nested[property, default: [:]][name] = value
            }
        }

        private func split(_ text: Substring, _ number: Int) throws(ConfigurationError) -> (String, String) {
            guard let equals = text.firstIndex(of: "="), !text[..<equals].trimmed.isEmpty else {
                throw error(number, "this is no 'name = value'")
            }
            return (text[..<equals].trimmed.lowercased(), Self.withoutComment(text[text.index(after: equals)...]))
        }

        /// A comment at the end of a line begins with a blank.
        private static func withoutComment(_ value: Substring) -> String {
            var previous: Character = " "
            for index in value.indices {
                let character = value[index]
                if (character == "#" || character == ";") && (previous == " " || previous == "\t") {
                    return String(value[..<index].trimmed)
                }
                previous = character
            }
            return String(value.trimmed)
        }

        /// Names file and line, but not what stands there: it may be a secret.
        private func error(_ number: Int, _ words: String) -> ConfigurationError {
            ConfigurationError("\(path), line \(number): \(words).")
        }
    }
}

extension Substring {
    /// Without blanks at its ends.
    var trimmed: Substring {
        var text = self
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
