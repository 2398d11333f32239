import AWSCore

/// Finds service, protocol and operation of a request, by look-ups in tables that are made once, each when it is needed.
///
/// Services share names: DynamoDB and its streams are signed as `dynamodb`, four of Bedrock's as `bedrock`. So the most
/// telling mark of a request comes first: target, protocol header, then path or form among the services that are signed
/// alike, then host, then the form alone; what bears no mark at all is S3's, as an anonymous GET of an object is.
struct ServiceTable: Sendable {
    let names: [String]
    private var servicesByTargetPrefix: [String: ServedService] = [:]
    private let groupsBySigningName: [String: Group]
    private let groupsByHostLabel: [String: Group]
    private let all: [ServedService]

    /// Services that one mark of a request may mean.
    private struct Group: Sendable {
        let services: [ServedService]
        private let routes: OnDemand<RESTRouter<Route>>

        init(_ services: [ServedService]) {
            self.services = services
            routes = OnDemand {
                var router = RESTRouter<Route>()
                for service in services { service.insertRoutes(into: &router) }
                return router
            }
        }

        var router: RESTRouter<Route> { routes.value }
    }

    init(_ services: [WireService]) {
        all = services.map(ServedService.init)
        names = all.map(\.metadata.serviceID).sorted()
        groupsBySigningName = Dictionary(grouping: all, by: \.metadata.signingName).mapValues(Group.init)
        groupsByHostLabel = Dictionary(grouping: all, by: \.metadata.endpointPrefix).mapValues(Group.init)
        for service in all {
            if let prefix = service.metadata.targetPrefix { servicesByTargetPrefix[prefix] = service }
        }
    }

    func route(_ request: HTTPRequest, credential: SigningCredential?) -> Routing {
        if let target = request.headers["X-Amz-Target"],
            let routing = route(target: target, signed: credential?.scope.service)
        {
            return routing
        }
        if request.headers["smithy-protocol"] == "rpc-v2-cbor" {
            return routeRPC(request, signed: credential?.scope.service)
        }
        if let credential {
            guard let group = groupsBySigningName[credential.scope.service] else {
                return .unknownService(credential.scope.service)
            }
            return route(request, in: group)
        }
        if let group = group(forHost: request.headers["Host"]) { return route(request, in: group) }
        if Self.isForm(request) { return .form(all.filter { $0.queryProtocol != nil }) }
        return groupsBySigningName["s3"].map { route(request, in: $0) } ?? .unknownService(nil)
    }

    private func route(target: String, signed: String?) -> Routing? {
        // "DynamoDB_20120810.GetItem".
        guard let dot = target.utf8.lastIndex(of: UInt8(ascii: ".")) else { return nil }
        let prefix = String(target[..<dot])
        guard let service = servicesByTargetPrefix[prefix] else { return .unknownService(signed ?? prefix) }
        let name = String(target[target.utf8.index(after: dot)...])
        guard let wire = service.jsonProtocol, let operation = service.operations[name]
        else { return .unknownOperation(service, service.jsonProtocol ?? service.protocols[0]) }
        return .found(Route(service: service, wire: wire, operation: operation))
    }

    /// `/service/GraniteServiceVersion20100801/operation/PutMetricData`
    private func routeRPC(_ request: HTTPRequest, signed: String?) -> Routing {
        let segments = request.path.split(separator: "/")
        guard segments.count >= 4, segments[segments.count - 4] == "service",
            segments[segments.count - 2] == "operation"
        else { return .unknownService(signed) }
        let prefix = String(segments[segments.count - 3])
        guard let service = servicesByTargetPrefix[prefix], let wire = service.cborProtocol else {
            return .unknownService(signed ?? prefix)
        }
        guard let operation = service.operations[String(segments[segments.count - 1])] else {
            return .unknownOperation(service, wire)
        }
        return .found(Route(service: service, wire: wire, operation: operation))
    }

    private func route(_ request: HTTPRequest, in group: Group) -> Routing {
        if Self.isForm(request), group.services.contains(where: { $0.queryProtocol != nil }) {
            return .form(group.services.filter { $0.queryProtocol != nil })
        }
        if let route = group.router.find(request) { return .found(route) }
        let service = group.services[0]
        return .unknownOperation(service, service.restProtocol ?? service.protocols[0])
    }

    /// `dynamodb.us-east-1.amazonaws.com`, `streams.dynamodb.us-east-1.amazonaws.com`, `sqs.localhost`.
    private func group(forHost host: String?) -> Group? {
        guard let host, !groupsByHostLabel.isEmpty else { return nil }
        let labels = host.prefix { $0 != ":" }.split(separator: ".")
        guard labels.count > 1 else { return nil }
        return groupsByHostLabel["\(labels[0]).\(labels[1])"] ?? groupsByHostLabel[String(labels[0])]
    }

    /// Which of the services that speak query a form is for, once its `Action` and `Version` can be read.
    func route(form body: [UInt8], of request: HTTPRequest, among services: [ServedService]) -> Routing {
        for service in services {
            guard let wire = service.queryProtocol,
                let name = wire.operationName(of: request, body: body, of: service.metadata),
                let operation = service.operations[name]
            else { continue }
            return .found(Route(service: service, wire: wire, operation: operation))
        }
        guard let service = services.first, let wire = service.queryProtocol else { return .unknownService(nil) }
        return .unknownOperation(service, wire)
    }

    private static func isForm(_ request: HTTPRequest) -> Bool {
        request.query.contains { $0.name == "Action" }
            || request.headers["Content-Type"]?.hasPrefix("application/x-www-form-urlencoded") == true
    }
}

extension ServedService {
    /// Its operations, where it is a REST service; sorted, so that equals are told apart the same way each time.
    fileprivate func insertRoutes(into router: inout RESTRouter<Route>) {
        guard let wire = restProtocol else { return }
        for operation in operations.values.sorted(by: { $0.schema.name < $1.schema.name }) {
            router.insert(operation.schema, Route(service: self, wire: wire, operation: operation))
        }
    }
}
