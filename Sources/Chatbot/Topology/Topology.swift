/// All that an installation is made of, declared once: an emulated world is built from it, live AWS is provisioned from
/// it, and other tools may export it. Pure data.
public struct Topology: Hashable, Sendable {
    public var place: Place
    public var configuration: ChatbotConfiguration
    public var tables: [Table]
    public var buckets: [Bucket]
    public var collection: Collection
    public var index: Index
    public var queues: [Queue]
    public var secrets: [Secret]
    public var logGroups: [LogGroup]
    public var roles: [Role]
    public var functions: [Function]
    public var rules: [Rule]
    public var api: API

    /// Where everything stands.
    public struct Place: Hashable, Sendable {
        public var partition: String
        public var region: String
        public var account: String

        public init(partition: String = "aws", region: String, account: String) {
            self.partition = partition
            self.region = region
            self.account = account
        }
    }

    public init(_ configuration: ChatbotConfiguration, in place: Place) {
        let names = configuration.names
        self.place = place
        self.configuration = configuration
        tables = Self.tables(names)
        buckets = [Self.dataBucket(names)]
        collection = Collection(
            name: names.collection, readers: [.orchestrator, .vectorSearch], writers: [.documentProcessor])
        index = Index(
            name: configuration.index, body: IndexMapping.body(dimensions: configuration.embeddingDimensions))
        queues = [Queue(name: names.deadLetters, retentionSeconds: 14 * 86_400)]
        secrets = [
            Secret(
                name: names.secret("integrations"),
                description: "Tokens of the systems that tools talk to; filled in by a person.")
        ]
        logGroups = Handler.allCases.map { LogGroup(name: names.logGroup($0.rawValue), retentionDays: 30) }
        roles = Handler.allCases.map { Self.role(of: $0, configuration, place) }
        functions = Self.functions(configuration)
        rules = Self.rules(names)
        api = Self.api(names)
    }
}
