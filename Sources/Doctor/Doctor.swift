public import AWSCore
public import Chatbot

/// Looks, without changing anything, at all that would go wrong with an installation, before it does.
///
/// What should be there is the installation's ``Topology``; what is there is asked of AWS.
public struct Doctor: Sendable {
    let configuration: ChatbotConfiguration
    let region: String
    /// The account that is meant; nil: whichever the credentials belong to.
    let account: String?
    let clients: DoctorClients
    let now: Timestamp

    /// - Parameter now: for what comes to an end one day.
    public init(
        _ configuration: ChatbotConfiguration, region: String, account: String? = nil, clients: DoctorClients,
        now: Timestamp
    ) {
        self.configuration = configuration
        self.region = region
        self.account = account
        self.clients = clients
        self.now = now
    }

    /// All findings, in the order in which they matter: without an identity nothing else can be looked at.
    /// - Parameter found: is told of each as it is there.
    public func examine(_ found: @Sendable (Finding) -> Void = { _ in }) async -> [Finding] {
        var findings: [Finding] = []
        func add(_ more: [Finding]) {
            more.forEach(found)
            findings += more
        }
        add(examineRegion())
        guard let partition = Region(region)?.partition.name else { return findings }
        let (identity, own) = await examineIdentity()
        add(identity)
        add(await examineClock())
        guard let own else { return findings }
        let topology = Topology(
            configuration, in: .init(partition: partition, region: region, account: own))
        add(await examineModels())
        add(await examineGuardrail())
        for table in topology.tables { add(await examine(table)) }
        for bucket in topology.buckets { add(await examine(bucket)) }
        add(await examineSearch(topology))
        if let functions = clients.functions {
            let surroundings = Surroundings(topology: topology, clients: functions)
            add(await surroundings.examine())
            add(await examinePermissions(topology))
        }
        return findings
    }
}
