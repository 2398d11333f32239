/// One word or sign of an expression, and where it stands.
struct ExpressionToken {
    enum Kind {
        /// A bare name, a function's name or a keyword.
        case identifier
        /// `#` and letters, digits, underscores.
        case name
        /// `:` and letters, digits, underscores.
        case value
        /// Digits without a leading zero.
        case number
        /// `= <> < <= > >= ( ) [ ] , . + -`
        case sign
        /// Any other character.
        case unknown
        /// Behind the last: `<EOF>`.
        case end
    }

    let kind: Kind
    let text: String
    /// In UTF-8 bytes of the expression.
    let start: Int
    let end: Int
}

/// Splits an expression as DynamoDB does.
///
/// Every character belongs to some token, so errors are left to the parsers. Known of AWS's lexer from the tokens
/// that its errors quote: bare names begin with a letter; `_`, a lone `#` or `:` and all other characters are tokens
/// of their own; a number ends after a leading zero ("2021-03" is quoted as near "2021-0").
enum ExpressionLexer {
    static func tokens(of text: String) -> [ExpressionToken] {
        var text = text
        return text.withUTF8 { bytes in
            var lexer = Scanner(bytes: bytes)
            var tokens: [ExpressionToken] = []
            repeat { tokens.append(lexer.next()) } while tokens[tokens.count - 1].kind != .end
            return tokens
        }
    }

    private struct Scanner {
        let bytes: UnsafeBufferPointer<UInt8>
        var position = 0

        init(bytes: UnsafeBufferPointer<UInt8>) {
            self.bytes = bytes
        }

        mutating func next() -> ExpressionToken {
            while position < bytes.count, isSpace(bytes[position]) { position += 1 }
            let start = position
            guard position < bytes.count else { return token(.end, from: start) }
            position += 1
            switch bytes[start] {
            case let byte where isLetter(byte):
                skip(while: isNamePart)
                return token(.identifier, from: start)
            case UInt8(ascii: "#"), UInt8(ascii: ":"):
                skip(while: isNamePart)
                let kind: ExpressionToken.Kind = bytes[start] == UInt8(ascii: "#") ? .name : .value
                return token(position - start > 1 ? kind : .unknown, from: start)
            case UInt8(ascii: "0"): return token(.number, from: start)
            case UInt8(ascii: "1")...UInt8(ascii: "9"):
                skip { (48...57).contains($0) }
                return token(.number, from: start)
            case let byte: return sign(byte, from: start)
            }
        }

        private mutating func sign(_ byte: UInt8, from start: Int) -> ExpressionToken {
            switch byte {
            case UInt8(ascii: "<"):
                if position < bytes.count, bytes[position] == UInt8(ascii: "=") || bytes[position] == UInt8(ascii: ">")
                {
                    position += 1
                }
                return token(.sign, from: start)
            case UInt8(ascii: ">"):
                if position < bytes.count, bytes[position] == UInt8(ascii: "=") { position += 1 }
                return token(.sign, from: start)
            case let byte where "=()[],.+-".utf8.contains(byte): return token(.sign, from: start)
            default:
                // The rest of a character of several bytes.
                skip { $0 & 0xC0 == 0x80 }
                return token(.unknown, from: start)
            }
        }

        private mutating func skip(while matches: (UInt8) -> Bool) {
            while position < bytes.count, matches(bytes[position]) { position += 1 }
        }

        private func token(_ kind: ExpressionToken.Kind, from start: Int) -> ExpressionToken {
            let text =
                kind == .end
                ? "<EOF>" : String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
            return ExpressionToken(kind: kind, text: text, start: start, end: position)
        }

        private func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 10 || byte == 13 }

        private func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte | 32) }

        private func isNamePart(_ byte: UInt8) -> Bool {
            isLetter(byte) || (48...57).contains(byte) || byte == UInt8(ascii: "_")
        }
    }
}
