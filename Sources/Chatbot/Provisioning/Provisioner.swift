import AWSCore
import AWSOpenSearch

/// Creates what a topology declares, or brings it up to date. Running it again changes nothing.
public struct Provisioner: Sendable {
    public let topology: Topology
    let clients: ProvisioningClients
    let package: FunctionPackage
    let pause: @Sendable (Duration) async throws -> Void
    let report: @Sendable (Step) -> Void

    /// What became of one resource.
    public struct Step: Hashable, Sendable, CustomStringConvertible {
        public var kind: String
        public var name: String
        public var outcome: Outcome

        public enum Outcome: Hashable, Sendable {
            case created
            /// It was there; its settings are now as declared.
            case updated
            case skipped(reason: String)
        }

        public var description: String {
            switch outcome {
            case .created: "\(kind) \(name): created"
            case .updated: "\(kind) \(name): up to date"
            case .skipped(let reason): "\(kind) \(name): skipped, \(reason)"
            }
        }
    }

    /// - Parameters:
    ///   - pause: waits for what AWS takes a while to make.
    ///   - report: is told of each resource as it is done.
    public init(
        _ topology: Topology, clients: ProvisioningClients, package: FunctionPackage,
        pause: @escaping @Sendable (Duration) async throws -> Void,
        report: @escaping @Sendable (Step) -> Void = { _ in }
    ) {
        self.topology = topology
        self.clients = clients
        self.package = package
        self.pause = pause
        self.report = report
    }

    /// - Throws: ``ProvisioningError`` with the resource that could not be made; what was made before it stays.
    public func run() async throws(ProvisioningError) {
        for group in topology.logGroups { try await step("log group", group.name) { try await make(group) } }
        for role in topology.roles { try await step("role", role.name) { try await make(role) } }
        for queue in topology.queues { try await step("queue", queue.name) { try await make(queue) } }
        for secret in topology.secrets { try await step("secret", secret.name) { try await make(secret) } }
        for table in topology.tables { try await step("table", table.name) { try await make(table) } }
        for bucket in topology.buckets { try await step("bucket", bucket.name) { try await make(bucket) } }
        let endpoint = try await makeCollection()
        try await step("index", topology.index.name) { try await make(topology.index, at: endpoint) }
        for function in topology.functions {
            try await step("function", function.name) { try await make(function, searchEndpoint: endpoint) }
        }
        for rule in topology.rules { try await step("rule", rule.name) { try await make(rule) } }
        try await step("api", topology.api.name) { try await make(topology.api) }
    }

    private func step(
        _ kind: String, _ name: String, _ work: () async throws -> Step.Outcome
    ) async throws(ProvisioningError) {
        do {
            report(Step(kind: kind, name: name, outcome: try await work()))
        } catch {
            throw ProvisioningError(kind: kind, name: name, cause: error)
        }
    }

    private func makeCollection() async throws(ProvisioningError) -> String? {
        let name = topology.collection.name
        do {
            let (outcome, endpoint) = try await make(topology.collection)
            report(Step(kind: "collection", name: name, outcome: outcome))
            return endpoint
        } catch {
            throw ProvisioningError(kind: "collection", name: name, cause: error)
        }
    }

    private func make(_ role: Topology.Role) async throws -> Step.Outcome {
        guard let roles = clients.roles else { return .skipped(reason: "nobody was given that makes roles") }
        try await roles.provision(role)
        return .updated
    }

    private func make(_ api: Topology.API) async throws -> Step.Outcome {
        guard let provisioner = clients.api else { return .skipped(reason: "nobody was given that makes APIs") }
        try await provisioner.provision(api)
        return .updated
    }

    /// Repeats a call while AWS says that something it needs is not ready yet.
    /// - Parameter isTransient: whether an error means that.
    func settled<Value>(
        _ isTransient: (any Error) -> Bool, _ call: () async throws -> Value
    ) async throws -> Value {
        var attempt = 1
        while true {
            do {
                return try await call()
            } catch {
                guard attempt < Self.attemptsMax, isTransient(error) else { throw error }
            }
            try await pause(Self.interval)
            attempt += 1
        }
    }

    /// Together five minutes: a collection takes that long, a table or a role seconds.
    static let attemptsMax = 60
    static let interval: Duration = .seconds(5)
}

/// A resource that could not be made, and why.
public struct ProvisioningError: Error, CustomStringConvertible {
    public let kind: String
    public let name: String
    public let cause: any Error

    public var description: String { "\(kind) \(name): \(cause)" }
}

/// Something was asked for and is not ready.
struct NotReadyError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
