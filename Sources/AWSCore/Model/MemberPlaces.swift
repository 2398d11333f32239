/// Which members of a structure travel outside the body, worked out once: of the dozens that some have, a message
/// carries a few.
struct MemberPlaces: Sendable {
    /// A member by its name on the wire.
    struct Named: Sendable {
        let name: String
        /// Among the structure's members.
        let index: Int
    }

    private(set) var labels: [Named] = []
    private(set) var queries: [Named] = []
    private(set) var headers: [Named] = []
    private(set) var headerPrefixes: [Named] = []
    /// The map of query parameters.
    private(set) var queryParameters: Int?
    private(set) var statusCode: Int?
    private(set) var hasBody = false
    /// All members travel in the body.
    private(set) var isAllBody = true

    init(_ members: [Member]) {
        for (index, member) in members.enumerated() {
            if member.isInBody { hasBody = true } else { isAllBody = false }
            switch member.place {
            case .label(let name): labels.append(Named(name: name, index: index))
            case .query(let name): queries.append(Named(name: name, index: index))
            case .header(let name): headers.append(Named(name: name, index: index))
            case .headers(let prefix): headerPrefixes.append(Named(name: prefix, index: index))
            case .queryParameters: queryParameters = queryParameters ?? index
            case .statusCode: statusCode = statusCode ?? index
            case .body, .payload, .eventHeader: break
            }
        }
    }
}
