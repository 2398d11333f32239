import AWSCore

/// Keeps other web sites from using the chatbot through the browser of someone who visits them.
///
/// - A site may let its own name resolve to this machine (DNS rebinding); its requests then say that name in `Host`.
/// - A site may send requests blindly; browsers then say in `Origin` where they come from.
struct RequestGuard: Sendable {
    /// Names that requests may be addressed to; nil takes any, as behind a load balancer.
    let hosts: Set<String>?

    static let loopback: Set = ["localhost", "127.0.0.1", "::1"]

    init(hosts: Set<String>?) {
        self.hosts = hosts
    }

    init(listeningOn host: String) {
        self.init(hosts: Self.loopback.contains(host.lowercased()) ? Self.loopback : nil)
    }

    /// - Throws: `MisdirectedRequest` for a name that is none of ours, `Forbidden` for a page of another origin.
    func check(_ request: HTTPRequest) throws(APIFailure) {
        let authority = (request.headers["Host"] ?? "").lowercased()
        if let hosts, !hosts.contains(Self.name(of: authority)) {
            throw APIFailure(
                421, "MisdirectedRequest", "This server answers to \(hosts.sorted().joined(separator: ", ")) alone.")
        }
        guard let origin = request.headers["Origin"] else { return }
        guard let scheme = origin.firstRange(of: "://"), origin[scheme.upperBound...].lowercased() == authority else {
            throw APIFailure(403, "Forbidden", "Pages of other origins may not use this API.")
        }
    }

    /// `[::1]:8080` is `::1`, `localhost:8080` is `localhost`.
    static func name(of authority: String) -> String {
        guard authority.hasPrefix("["), let end = authority.firstIndex(of: "]") else {
            return String(authority.prefix { $0 != ":" })
        }
        let rest = authority[authority.index(after: end)...]
        return rest.isEmpty || rest.hasPrefix(":") ? String(authority.dropFirst()[..<end]) : authority
    }
}
