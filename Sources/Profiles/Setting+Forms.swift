import AWSCore
import YAMLFiles

// What the values of settings look like.
extension Setting {
    static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    static func isEnvironment(_ text: String) -> Bool {
        let isSpelled = text.utf8.allSatisfy { byte in
            isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "-")
        }
        return isSpelled && (1...20).contains(text.utf8.count) && !text.hasPrefix("-") && !text.hasSuffix("-")
    }

    static func isRegion(_ text: String) -> Bool { Region(text) != nil }

    static func isOrigin(_ text: String) -> Bool {
        let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == "http" || parts[0] == "https" else { return false }
        let authority = parts[1].hasSuffix("/") ? parts[1].dropLast() : parts[1]
        guard !authority.isEmpty, !authority.contains(where: { "/?#@ ".contains($0) }) else { return false }
        guard let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]") else { return true }
        return Int(authority[authority.index(after: colon)...]).map { (1...65_535).contains($0) } ?? false
    }

    /// `emulated or live`
    static func list(_ names: [String]) -> String {
        guard names.count > 1 else { return names.joined() }
        return names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
    }

    static func guess(_ text: String, _ names: [String]) -> String {
        Spelling.nearest(to: text, among: names).map { ", not `\(text)`; did you mean `\($0)`?" } ?? ", not `\(text)`"
    }
}
