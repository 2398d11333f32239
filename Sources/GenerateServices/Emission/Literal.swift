import AWSCore

/// Pieces of Swift that several emitters need.
enum Literal {
    /// A string literal, raw where that saves escapes.
    static func string(_ text: String) -> String {
        guard text.contains(where: { "\"\\\n\t\r".contains($0) }) else { return "\"\(text)\"" }
        guard !text.contains(where: { "\n\t\r".contains($0) }) else { return escaped(text) }
        var fence = "#"
        while text.contains("\"\(fence)") || text.contains("\\\(fence)") { fence += "#" }
        return "\(fence)\"\(text)\"\(fence)"
    }

    private static func escaped(_ text: String) -> String {
        let pairs = [("\\", "\\\\"), ("\"", "\\\""), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r")]
        return "\"" + pairs.reduce(text) { $0.replacing($1.0, with: $1.1) } + "\""
    }

    /// `text` in pieces of at most `length` characters, none of which ends inside an escape.
    static func pieces(of text: String, length: Int) -> [String] {
        var pieces: [String] = []
        var rest = Substring(text)
        while rest.count > length {
            var piece = rest.prefix(length)
            while piece.last == "\\" { piece = piece.dropLast() }
            pieces.append(String(piece))
            rest = rest.dropFirst(piece.count)
        }
        return pieces + [String(rest)]
    }

    static func xmlNamespace(_ json: Document?) -> String? {
        guard let uri = json?.string ?? json?["uri"]?.string else { return nil }
        let prefix = json?["prefix"]?.string.map { ", prefix: \(string($0))" } ?? ""
        return "XMLNamespace(\(string(uri))\(prefix))"
    }
}
