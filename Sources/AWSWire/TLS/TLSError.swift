import CSSL

/// What the system's TLS library reports.
public struct TLSError: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String

    init(_ description: String) {
        self.description = description
    }

    /// What was tried, and the library's own words; its errors are taken from the thread.
    init(trying what: String) {
        var reasons: [String] = []
        while case let code = ERR_get_error(), code != 0 {
            if let text = ERR_reason_error_string(code) { reasons.append(String(cString: text)) }
        }
        self.init(reasons.isEmpty ? what : "\(what): \(reasons.joined(separator: ", "))")
    }
}
