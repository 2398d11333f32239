import AWSCore

/// Keeps web pages away from a server that is meant for this machine alone.
///
/// - A page may let its own name resolve to this machine (DNS rebinding); its requests then say that name in `Host`.
/// - A page may send requests blindly; browsers then say in `Origin` where they come from.
///
/// AWS's own names pass: clients are told to resolve them to this machine, and nobody else can.
struct LoopbackGuard: Sendable {
    private let isLoopback: Bool

    /// - Parameter host: that the server listens on. One that other machines reach answers to any name.
    init(listeningOn host: String) {
        isLoopback = Self.own.contains(host.lowercased())
    }

    func allows(_ request: HTTPRequest) -> Bool {
        guard isLoopback else { return true }
        if let origin = request.headers["Origin"] {
            guard let scheme = origin.firstRange(of: "://"), Self.isKnown(String(origin[scheme.upperBound...])) else {
                return false
            }
        }
        return knowsHost(of: request)
    }

    /// The request says none but this machine's names, wherever it comes from.
    func knowsHost(of request: HTTPRequest) -> Bool {
        !isLoopback || (request.headers["Host"].map(Self.isKnown) ?? true)
    }

    private static let own: Set = ["localhost", "127.0.0.1", "::1", "[::1]"]
    private static let endings = [".localhost", ".amazonaws.com", ".amazonaws.com.cn", ".aws", ".localstack.cloud"]

    /// - Parameter authority: a name or address, perhaps with a port.
    private static func isKnown(_ authority: String) -> Bool {
        // What nearly every request says.
        let plain = Substring(authority.utf8.prefix { $0 != UInt8(ascii: ":") })
        if plain == "127.0.0.1" || plain == "localhost" { return true }
        let authority = authority.lowercased()
        let isBracketed = authority.hasPrefix("[")
        let name = isBracketed ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
        return own.contains(String(name)) || endings.contains { name.hasSuffix($0) }
    }
}
