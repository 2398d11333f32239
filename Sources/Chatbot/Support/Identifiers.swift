import AWSCore

/// Ids that follow from the invocation alone, so that a retried one makes the same.
enum Identifiers {
    /// In the form of a UUID (RFC 9562, version 8: bits of one's own choice).
    static func make(_ requestID: String, _ purpose: String) -> String {
        var bytes = Array(HashAlgorithm.sha256.digest(of: "\(requestID)/\(purpose)").prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = Array(Hex.text(of: bytes))
        let groups = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }
        return groups.joined(separator: "-")
    }

    /// What a client may call a conversation or a user.
    static func isAcceptable(_ text: String, charactersMax: Int) -> Bool {
        (1...charactersMax).contains(text.unicodeScalars.count)
            && text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F }
    }
}
