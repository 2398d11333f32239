import AWSCore
import AWSOpenSearch
import Chatbot
import Doctor
import LocalCloud
import Testing

/// One thing that is wrong with an account, and the words in which it must be found.
struct Defect: Sendable, CustomTestStringConvertible {
    let kind: String
    let words: String
    var state = Finding.State.bad
    /// Kinds that suffer with it.
    var brings: Set<String> = []
    let plant: @Sendable (inout Account) async throws -> Void

    init(
        _ kind: String, _ words: String, _ state: Finding.State = .bad, brings: Set<String> = [],
        _ plant: @escaping @Sendable (inout Account) async throws -> Void
    ) {
        self.kind = kind
        self.words = words
        self.state = state
        self.brings = brings
        self.plant = plant
    }

    var testDescription: String { "\(kind) \(words)" }

    static let all = ofAccount + ofModels + ofTables + ofBuckets + ofSearch + ofFunctions + ofSurroundings

    private static let ofAccount: [Defect] = [
        Defect("identity", "belong to account 000000000000, and 123456789012 is meant") { $0.account = "123456789012" },
        Defect("clock", "is 400 s off") { $0.clients.clockDifference = { .seconds(-400) } },
        Defect("clock", "is 90 s off", .doubtful) { $0.clients.clockDifference = { .seconds(90) } },
        Defect("clock", "could not be checked", .unknown) {
            $0.clients.clockDifference = { throw WireError.malformed("no date", offset: 0) }
        },
        Defect("region", "is no region of AWS") { $0.region = "moon" },
    ]

    private static let ofModels: [Defect] = [
        Defect("model", "is no inference profile of us-east-1") {
            $0.control.errors["GetInferenceProfile"] = ("ResourceNotFoundException", 404)
        },
        Defect("model", "is no model of us-east-1, or has reached its end") {
            $0.control.errors["GetFoundationModel"] = ("ResourceNotFoundException", 404)
        },
        Defect("model", "reached its end of life on 2026-07-01") {
            $0.control.changes["GetFoundationModel"] = life([
                "endOfLifeTime": .timestamp(Timestamp(seconds: 1_782_864_000))
            ])
        },
        Defect("model", "in 30 days", .doubtful) {
            let end = Timestamp(seconds: $0.now.seconds + 30 * 86_400)
            $0.control.changes["GetFoundationModel"] = life(["endOfLifeTime": .timestamp(end)])
        },
        Defect("model", "is legacy since 2026-07-01", .doubtful) {
            $0.control.changes["GetFoundationModel"] = life([
                "status": "LEGACY", "legacyTime": .timestamp(Timestamp(seconds: 1_782_864_000)),
            ])
        },
        Defect("model", "is not open to this account") {
            $0.control.changes["GetFoundationModelAvailability"] = ["authorizationStatus": "NOT_AUTHORIZED"]
        },
        Defect("model", "the terms of its provider are not accepted yet (PENDING)") {
            $0.control.changes["GetFoundationModelAvailability"] = ["agreementAvailability": ["status": "PENDING"]]
        },
        Defect("model", "is not offered in us-east-1") {
            $0.control.changes["GetFoundationModelAvailability"] = ["regionAvailability": "NOT_AVAILABLE"]
        },
        Defect("model", "lack bedrock:GetFoundationModelAvailability", .unknown) {
            $0.control.errors["GetFoundationModelAvailability"] = ("AccessDeniedException", 403)
        },
        Defect("guardrail", "there is none") { $0.control.errors["GetGuardrail"] = ("ResourceNotFoundException", 404) },
        Defect("guardrail", "is FAILED") { $0.control.changes["GetGuardrail"] = ["status": "FAILED"] },
    ]

    private static func life(_ members: Document) -> Document { ["modelDetails": ["modelLifecycle": members]] }

    private static let ofSearch: [Defect] = [
        Defect("collection", "there is none") { $0.control.changes["BatchGetCollection"] = ["collectionDetails": []] },
        Defect("collection", "is CREATING") {
            $0.control.changes["BatchGetCollection"] = collection(["status": "CREATING"])
        },
        Defect("collection", "is of type SEARCH") {
            $0.control.changes["BatchGetCollection"] = collection(["type": "SEARCH"])
        },
        Defect("collection", "answers at https://abc.us-east-1.aoss.amazonaws.com, and https://other.example is") {
            $0.clients.search?.endpoint = "https://other.example"
        },
        Defect("data access", "there is none") {
            $0.control.errors["GetAccessPolicy"] = ("ResourceNotFoundException", 404)
        },
        Defect("data access", "kass-chatbot-staging-document-processor-role lacks aoss:WriteDocument") {
            $0.control.changes["GetAccessPolicy"] = [
                "accessPolicyDetail": [
                    "policy": [
                        [
                            "Rules": [
                                [
                                    "ResourceType": "index", "Resource": ["index/*"],
                                    "Permission": ["aoss:DescribeIndex", "aoss:ReadDocument"],
                                ]
                            ], "Principal": ["arn:aws:iam::000000000000:role/*"],
                        ]
                    ]
                ]
            ]
        },
        Defect("data access", "lack aoss:GetAccessPolicy", .unknown) {
            $0.control.errors["GetAccessPolicy"] = ("AccessDeniedException", 403)
        },
        Defect("index", "there is none") { account in
            try await account.cloud.clients().openSearch.deleteIndex(.init(index: "knowledge_base"))
        },
        Defect("index", "embedding has the dimension 256, not 1024") { account in
            let openSearch = account.cloud.clients().openSearch
            try await openSearch.deleteIndex(.init(index: "knowledge_base"))
            var other = account.configuration
            other.embeddingDimensions = 256
            let body = Topology(other, in: .init(region: "us-east-1", account: "000000000000")).index.body
            try await openSearch.createIndex(.init(index: "knowledge_base", body: body))
        },
        Defect("index", "lacks the field metadata.doc_id") { account in
            let openSearch = account.cloud.clients().openSearch
            try await openSearch.deleteIndex(.init(index: "knowledge_base"))
            try await openSearch.createIndex(
                .init(
                    index: "knowledge_base",
                    body: [
                        "mappings": ["properties": ["metadata": ["properties": ["source": ["type": "keyword"]]]]]
                    ]))
        },
        Defect("index", "could not be checked", .unknown) { $0.clients.search?.index = nil },
    ]

    private static func collection(_ members: Document) -> Document {
        var object = members.object ?? .init()
        object["collectionEndpoint"] = .string(Control.endpoint)
        if object["status"] == nil { object["status"] = "ACTIVE" }
        if object["type"] == nil { object["type"] = "VECTORSEARCH" }
        return ["collectionDetails": [.object(object)]]
    }
}
