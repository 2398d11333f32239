/// White space as text has it: what `Character.isWhitespace` says.
extension StringProtocol {
    /// Without white space at either end.
    var trimmed: String {
        // Most texts begin and end with a letter.
        if let first = unicodeScalars.first, let last = unicodeScalars.last, ("!"..."~").contains(first),
            ("!"..."~").contains(last)
        {
            return String(self)
        }
        guard let first = unicodeScalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = unicodeScalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(String.UnicodeScalarView(unicodeScalars[first...last]))
    }

    /// In one line, every run of white space one space, none at the ends.
    var collapsed: String {
        var result = String.UnicodeScalarView()
        var isPending = false
        for scalar in unicodeScalars {
            if scalar.properties.isWhitespace {
                isPending = !result.isEmpty
            } else {
                if isPending { result.append(" ") }
                isPending = false
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// Between line feeds, carriage returns, or both, with lines that are empty.
    var lines: [Substring] {
        var lines: [Substring] = []
        let text = Substring(self)
        let scalars = text.unicodeScalars
        var start = scalars.startIndex
        var index = start
        while index < scalars.endIndex {
            let scalar = scalars[index]
            let next = scalars.index(after: index)
            guard scalar == "\n" || scalar == "\r" else {
                index = next
                continue
            }
            lines.append(text[start..<index])
            start =
                scalar == "\r" && next < scalars.endIndex && scalars[next] == "\n" ? scalars.index(after: next) : next
            index = start
        }
        lines.append(text[start..<scalars.endIndex])
        return lines
    }

    /// By bytes, ASCII letters in either case.
    func hasPrefixIgnoringCase(_ prefix: StaticString) -> Bool {
        var bytes = utf8.makeIterator()
        for offset in 0..<prefix.utf8CodeUnitCount {
            guard let byte = bytes.next(), byte.lowercasedASCII == prefix.utf8Start[offset].lowercasedASCII else {
                return false
            }
        }
        return true
    }
}

extension UInt8 {
    var lowercasedASCII: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
    var isDigitASCII: Bool { (0x30...0x39).contains(self) }
    var isLetterASCII: Bool { (0x61...0x7A).contains(lowercasedASCII) }
    var isSpaceASCII: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}
