/// Text with `*` (any run of characters) and `?` (any one character), as IAM and fault rules write it.
public struct WildcardPattern: Hashable, Sendable {
    enum Token: Hashable, Sendable {
        case character(Character)
        case anyOne
        case anyRun
    }

    let tokens: [Token]

    public init(_ text: String) {
        tokens = text.map { character in
            switch character {
            case "*": .anyRun
            case "?": .anyOne
            default: .character(character)
            }
        }
    }

    init(tokens: [Token]) {
        self.tokens = tokens
    }

    /// - Complexity: O(n·m) at worst: after a mismatch only the last `*` is tried again.
    public func matches(_ text: String, ignoringCase: Bool = false) -> Bool {
        let text = Array(text)
        var (token, position) = (0, 0)
        var retry: (token: Int, position: Int)?
        while position < text.count {
            if token < tokens.count, tokens[token] == .anyRun {
                retry = (token, position)
                token += 1
            } else if token < tokens.count, Self.matches(tokens[token], text[position], ignoringCase) {
                token += 1
                position += 1
            } else if let last = retry {
                retry = (last.token, last.position + 1)
                (token, position) = (last.token + 1, last.position + 1)
            } else {
                return false
            }
        }
        return tokens[token...].allSatisfy { $0 == .anyRun }
    }

    private static func matches(_ token: Token, _ character: Character, _ ignoringCase: Bool) -> Bool {
        guard case .character(let expected) = token else { return true }
        return expected == character || ignoringCase && expected.lowercased() == character.lowercased()
    }
}
