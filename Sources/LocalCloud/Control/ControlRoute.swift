import AWSCore
import World

/// What the control API does, and where.
enum ControlRoute: Hashable {
    case health
    case reset
    case clock, setClock, advanceClock
    case faults, addFaults, removeFaults
    case removeFault(Int)
    case calls
    case meter
    case snapshots
    case saveSnapshot(String), removeSnapshot(String), loadSnapshot(String)

    static let prefix = "/_kass/"
    /// Where clients of other emulators look for the same.
    private static let aliases = ["/_localstack/health": "health", "/moto-api/reset": "reset"]

    /// - Returns: the path below ``prefix``; nil when the request is for a service.
    static func path(of request: HTTPRequest) -> Substring? {
        if let alias = aliases[request.path] {
            // A bucket may be called `moto-api`: what goes to it is signed, or has a query.
            return request.query.isEmpty && request.headers["Authorization"] == nil ? alias[...] : nil
        }
        return request.path.hasPrefix(prefix) ? request.path.dropFirst(prefix.utf8.count) : nil
    }

    /// - Throws: `NotFound`, or `MethodNotAllowed` with the methods that the path knows.
    static func match(_ method: String, _ path: Substring) throws(ControlFailure) -> ControlRoute {
        let routes = try routes(at: path.split(separator: "/", omittingEmptySubsequences: false).map(String.init))
        guard !routes.isEmpty else { throw ControlFailure(404, "NotFound", "There is nothing at this path.") }
        let asked = method == "HEAD" ? "GET" : method
        if let route = routes.first(where: { $0.method == asked }) { return route.route }
        throw ControlFailure(
            405, "MethodNotAllowed", "\(method) is not for this path.",
            allow: routes.map(\.method).joined(separator: ", "))
    }

    private static func routes(
        at parts: [String]
    ) throws(ControlFailure) -> [(method: String, route: ControlRoute)] {
        switch (parts[0], parts.count) {
        case ("health", 1): return [("GET", .health)]
        case ("reset", 1): return [("POST", .reset)]
        case ("clock", 1): return [("GET", .clock), ("PUT", .setClock), ("POST", .advanceClock)]
        case ("faults", 1): return [("GET", .faults), ("POST", .addFaults), ("DELETE", .removeFaults)]
        case ("faults", 2):
            guard let number = Int(parts[1]) else { return [] }
            return [("DELETE", .removeFault(number))]
        case ("calls", 1): return [("GET", .calls)]
        case ("meter", 1): return [("GET", .meter)]
        case ("snapshots", 1): return [("GET", .snapshots)]
        case ("snapshots", 2):
            let name = try name(parts[1])
            return [("POST", .saveSnapshot(name)), ("DELETE", .removeSnapshot(name))]
        case ("snapshots", 3) where parts[2] == "load": return [("POST", .loadSnapshot(try name(parts[1])))]
        default: return []
        }
    }

    private static func name(_ text: String) throws(ControlFailure) -> String {
        guard SavedWorlds.isName(text) else {
            throw .invalid(
                "A snapshot's name begins with a letter or a digit, goes on with those and `.`, `_`, `-`, and has at "
                    + "most \(SavedWorlds.nameBytesMax) characters.")
        }
        return text
    }
}
