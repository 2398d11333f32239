import AWSCore
import AWSWire
import World

/// What can be asked of the emulated AWS itself, beside its services: `/_kass/` on their port.
struct ControlAPI: Sendable {
    let host: CloudHost

    /// Of a request, in bytes.
    static let bodyBytesMax = 256 * 1024

    init(_ host: CloudHost) {
        self.host = host
    }

    /// Whether a request is for the control API. A bucket's own host has keys of any name.
    static func concerns(_ request: HTTPRequest) -> Bool {
        ControlRoute.path(of: request) != nil && Endpoint.s3Bucket(inHost: request.headers["Host"] ?? "") == nil
    }

    func answer(_ request: HTTPRequest) async -> HTTPResponse {
        do {
            try Self.checkOrigin(request)
            guard let path = ControlRoute.path(of: request) else { throw ControlFailure(404, "NotFound", "No path.") }
            return try await answer(try ControlRoute.match(request.method, path), request)
        } catch {
            return ControlFailure(error).response
        }
    }

    /// A server that other machines reach answers to any name; pages must still be of its own.
    private static func checkOrigin(_ request: HTTPRequest) throws(ControlFailure) {
        guard let origin = request.headers["Origin"], let scheme = origin.firstRange(of: "://") else {
            if request.headers["Origin"] == nil { return }
            throw ControlFailure(403, "Forbidden", "Pages without an origin may not use this API.")
        }
        let name = { (authority: Substring) in authority.prefix { $0 != ":" }.lowercased() }
        let own: Set = ["localhost", "127.0.0.1", name((request.headers["Host"] ?? "")[...])]
        guard own.contains(name(origin[scheme.upperBound...])) else {
            throw ControlFailure(403, "Forbidden", "Pages of other origins may not use this API.")
        }
    }

    private func answer(_ route: ControlRoute, _ request: HTTPRequest) async throws -> HTTPResponse {
        switch route {
        case .health: return .control(health)
        case .reset:
            try await host.replaceWorld()
            return .control(["status": "ok"])
        case .clock: return .control(clock)
        case .setClock: return .control(try await setClock(try await body(of: request)))
        case .advanceClock: return .control(try await advanceClock(try await body(of: request)))
        case .faults: return .control(faults)
        case .addFaults: return .control(try addFaults(try await body(of: request)), status: 201)
        case .removeFaults: return .control(removeFaults())
        case .removeFault(let number): return .control(try removeFault(number))
        case .calls: return try calls(request)
        case .meter: return .control(meter)
        case .snapshots: return .control(try await snapshots())
        case .saveSnapshot(let name): return .control(try await save(name, request), status: 201)
        case .removeSnapshot(let name): return .control(try await remove(name))
        case .loadSnapshot(let name): return .control(try await load(name))
        }
    }

    var world: World { host.tenant.world }

    private func body(of request: HTTPRequest) async throws -> Document {
        let bytes: [UInt8]
        do {
            bytes = try await request.body.collect(bytesMax: Self.bodyBytesMax)
        } catch is WireError {
            throw ControlFailure(413, "PayloadTooLarge", "The body must have at most \(Self.bodyBytesMax) bytes.")
        }
        do throws(WireError) {
            return try Document(json: bytes)
        } catch {
            throw ControlFailure.invalid("The body is not JSON: \(error).")
        }
    }

    /// In the shape that LocalStack's clients read.
    private var health: Document {
        let services = (host.tenant.chatbot.cloud.emulatedServices.map(\.metadata.healthName) + ["opensearch"]).sorted()
        var object = Document.Object([
            .init("status", host.rooms.isOpen ? "running" : host.rooms.failure == nil ? "changing" : "failed"),
            .init(
                "services",
                .object(.init(services.map { .init($0, host.rooms.failure == nil ? "running" : "error") }))),
            .init("edition", "kass"), .init("version", .string(host.options.version)),
        ])
        object["message"] = host.rooms.failure.map { .string($0) }
        return .object(object)
    }

    private var meter: Document {
        let (totals, prices, now) = (world.meter.totals, world.prices, world.clock.now)
        let lines = totals.map { total -> Document in
            var object = Document.Object([
                .init("account", .string(total.place.account)), .init("region", .string(total.place.region)),
                .init("service", .string(total.place.service)), .init("unit", .string(total.usage.unit.rawValue)),
            ])
            object["resource"] = total.usage.resource.map { .string($0) }
            object["quantity"] = .number(Number(total.usage.quantity))
            object["dollars"] = prices.cost(of: total.usage, service: total.place.service, at: now).dollars
            return .object(object)
        }
        return ["dollars": prices.cost(of: totals, at: now).dollars, "totals": .list(lines)]
    }
}

extension Cost {
    /// An exact decimal number.
    var dollars: Document {
        let text = description
        return .number(Number(text: text.hasPrefix("-") ? "-" + text.dropFirst(2) : String(text.dropFirst())))
    }
}

extension ServiceMetadata {
    /// As boto3 names the service.
    fileprivate var healthName: String {
        endpointPrefix == "streams.dynamodb" ? "dynamodbstreams" : endpointPrefix
    }
}
