import AWSCore
import Chatbot
import Testing

@Suite struct TopologyTests {
    private func topology(_ change: (inout ChatbotConfiguration) -> Void = { _ in }) throws -> Topology {
        var configuration = try ChatbotConfiguration(environment: "dev")
        change(&configuration)
        return Topology(configuration, in: .init(region: "eu-west-1", account: "123456789012"))
    }

    @Test func everyNameBearsTheEnvironment() throws {
        let topology = try topology()
        let names =
            topology.tables.map(\.name) + topology.buckets.map(\.name) + topology.queues.map(\.name)
            + topology.functions.map(\.name) + topology.roles.map(\.name) + topology.rules.map(\.name)
            + topology.secrets.map(\.name) + [topology.api.name, topology.collection.name]
        #expect(names.allSatisfy { $0.hasPrefix("kass-chatbot-dev-") })
        #expect(Set(names).count == names.count)
        // OpenSearch Serverless: 3 to 32 characters.
        #expect(topology.collection.name.utf8.count <= 32)
    }

    @Test func conversationsAreKeptAsTheyWere() throws {
        let table = try #require(try topology().tables.first { $0.name == "kass-chatbot-dev-conversations" })
        #expect(table.key.map { "\($0.name) \($0.type)" } == ["conversation_id S", "timestamp N"])
        #expect(table.indexes.first?.name == "user_id-index")
        #expect(table.indexes.first?.key.map(\.name) == ["user_id", "created_at"])
        #expect(table.streamsImages && table.recoversToPointInTime && table.timeToLive == "ttl")
    }

    @Test func functionsHaveTheSizesOfTheDesign() throws {
        let sizes = try topology().functions.map {
            "\($0.handler.rawValue) \($0.memoryMB) \($0.timeoutSeconds) \($0.concurrency)"
        }
        #expect(sizes == ["orchestrator 1024 300 100", "vector-search 512 30 200", "document-processor 3008 900 10"])
    }

    @Test func functionsReadTheirConfigurationFromTheirVariables() throws {
        let topology = try topology { $0.limits.cacheSeconds = 60 }
        for function in topology.functions {
            #expect(try ChatbotConfiguration(variables: function.variables) == topology.configuration)
        }
    }

    @Test func rulesSayWhatComesAndWhen() throws {
        let rules = try topology().rules
        #expect(rules.compactMap(\.schedule) == ["cron(0 2 * * ? *)"])
        let pattern = try Document(json: try #require(rules.compactMap(\.pattern).first))
        #expect(pattern["detail-type"] == ["Object Created", "Object Deleted"])
        #expect(pattern["detail"]?["bucket"]?["name"] == ["kass-chatbot-dev-data"])
        #expect(pattern["detail"]?["object"]?["key"] == [["prefix": "documents/"]])
        #expect(rules.allSatisfy { $0.function == "kass-chatbot-dev-document-processor" })
    }

    @Test func theIndexIsWhatServerlessTakes() throws {
        let body = try topology().index.body
        #expect(body["settings"]?["index"]?["knn"] == true)
        let embedding = body["mappings"]?["properties"]?["embedding"]
        #expect(embedding?["type"] == "knn_vector" && embedding?["dimension"] == 1024)
        #expect(embedding?["method"]?["engine"] == "faiss" && embedding?["method"]?["name"] == "hnsw")
        #expect(embedding?["method"]?["parameters"] == ["m": 16, "ef_construction": 512])
    }

    // Least privilege.

    private func statements(_ topology: Topology, _ handler: Handler) -> [Document] {
        topology.roles.first { $0.handler == handler }?.policy["Statement"]?.list ?? []
    }

    @Test func noPolicyAllowsAnyActionOrEverything() throws {
        for role in try topology().roles {
            for statement in role.policy["Statement"]?.list ?? [] {
                let actions = statement["Action"]?.list?.compactMap(\.string) ?? []
                let resources = statement["Resource"]?.list?.compactMap(\.string) ?? []
                #expect(!actions.isEmpty && actions.allSatisfy { !$0.contains("*") })
                #expect(!resources.isEmpty && resources.allSatisfy { $0 != "*" && $0.hasPrefix("arn:aws:") })
            }
        }
    }

    @Test func onlyTheProcessorReadsDocumentsAndNobodyWritesThem() throws {
        let topology = try topology()
        for handler in Handler.allCases {
            let actions = statements(topology, handler).flatMap { $0["Action"]?.list?.compactMap(\.string) ?? [] }
            #expect(actions.contains("s3:GetObject") == (handler == .documentProcessor))
            #expect(!actions.contains { $0.hasPrefix("s3:Put") || $0.hasPrefix("s3:Delete") })
        }
    }

    @Test func aModelIsAFoundationModelOrAnInferenceProfile() throws {
        let topology = try topology { $0.models.orchestrator = "eu.anthropic.claude-sonnet-4-5-20250929-v1:0" }
        let converse = statements(topology, .orchestrator).first { $0["Sid"] == "Converse" }
        let resources = converse?["Resource"]?.list?.compactMap(\.string) ?? []
        #expect(
            resources.contains(
                "arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.anthropic.claude-sonnet-4-5-20250929-v1:0")
        )
        #expect(resources.contains("arn:aws:bedrock:*::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0"))
        #expect(resources.contains("arn:aws:bedrock:eu-west-1::foundation-model/amazon.titan-embed-text-v2:0"))
    }
}
