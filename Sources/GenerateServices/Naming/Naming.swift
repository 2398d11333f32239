/// AWS's names as Swift's.
package enum Naming {
    /// `TableName` → `tableName`, `SSESpecification` → `sseSpecification`, `ARNs` → `arns`, `x-id` → `xId`.
    package static func member(_ name: String) -> String {
        let words = words(of: name)
        return ([lowered(words[0])] + words.dropFirst().map(capitalized)).joined()
    }

    /// `__listOfString` → `ListOfString`.
    package static func type(_ name: String) -> String {
        words(of: name).map(capitalized).joined()
    }

    /// `PAY_PER_REQUEST` → `payPerRequest`, `s3:ObjectCreated:*` → `s3ObjectCreatedAny`, `python3.9` → `python3_9`.
    package static func value(_ value: String) -> String {
        guard !value.isEmpty else { return "empty" }
        let readable = value.replacing("*", with: "Any")
        var words = words(of: readable)
        let hasLowercase = readable.contains { $0.isLowercase }
        if !hasLowercase { words = words.map { $0.lowercased() } }
        var result = hasLowercase ? lowered(words[0]) : words[0]
        for word in words.dropFirst() {
            let bothDigits = result.last?.isNumber == true && word.first?.isNumber == true
            result += (bothDigits ? "_" : "") + capitalized(word)
        }
        return result.first?.isNumber == true ? "_\(result)" : result
    }

    /// `name` where a declaration or an expression without a dot stands.
    package static func escaped(_ name: String) -> String {
        keywords.contains(name) ? "`\(name)`" : name
    }

    /// The leading acronym in small letters: all capitals and digits up to the one that begins the next word.
    private static func lowered(_ word: String) -> String {
        let run = word.prefix { $0.isUppercase || $0.isNumber }
        let rest = word.dropFirst(run.count)
        let isPlural = rest.first == "s" && (rest.dropFirst().first?.isLowercase != true)
        guard run.count > 1, !rest.isEmpty, !isPlural, rest.first?.isLowercase == true else {
            return run.lowercased() + rest
        }
        return run.dropLast().lowercased() + run.suffix(1) + rest
    }

    private static func capitalized(_ word: String) -> String {
        word.prefix(1).uppercased() + word.dropFirst()
    }

    private static func words(of name: String) -> [String] {
        let words = name.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }.map(String.init)
        return words.isEmpty ? ["symbol"] : words
    }

    private static let keywords: Set<String> = [
        "as", "associatedtype", "break", "case", "catch", "class", "continue", "default", "defer", "deinit", "do",
        "else", "enum", "extension", "fallthrough", "false", "fileprivate", "for", "func", "guard", "if", "import",
        "in", "init", "inout", "internal", "is", "let", "nil", "operator", "precedencegroup", "private", "protocol",
        "public", "repeat", "rethrows", "return", "self", "static", "struct", "subscript", "super", "switch", "throw",
        "throws", "true", "try", "typealias", "var", "where", "while",
    ]
}
