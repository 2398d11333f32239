import Chatbot
import Testing

@Suite struct ConfigurationTests {
    @Test func variablesReadBack() throws {
        var configuration = try ChatbotConfiguration(environment: "staging")
        configuration.names.bucket = "kass-chatbot-staging-data-4711"
        configuration.models[.orchestrator] = "eu.anthropic.claude-sonnet-4-5-20250929-v1:0"
        configuration.guardrail = ChatbotConfiguration.Guardrail(id: "gr1", version: "3")
        configuration.limits.toolRoundsMax = 1
        configuration.allowedOrigin = "https://example.com"
        #expect(try ChatbotConfiguration(variables: configuration.variables) == configuration)
    }

    @Test func whatIsAbsentKeepsItsDefault() throws {
        let configuration = try ChatbotConfiguration(variables: ["KASS_ENVIRONMENT": "dev"])
        #expect(configuration == (try ChatbotConfiguration(environment: "dev")))
        #expect(configuration.names.conversations == "kass-chatbot-dev-conversations")
        #expect(configuration.index == "knowledge_base")
        #expect(configuration.embeddingDimensions == 1024)
    }

    @Test func aLengthThatTheModelGivesIsTaken() throws {
        var variables = ["KASS_ENVIRONMENT": "dev", "KASS_EMBEDDING_DIMENSIONS": "512"]
        #expect(try ChatbotConfiguration(variables: variables).embeddingDimensions == 512)
        variables["KASS_EMBEDDING_DIMENSIONS"] = "333"
        variables["KASS_MODEL_EMBEDDING"] = "some.other-model-v1"
        #expect(try ChatbotConfiguration(variables: variables).embeddingDimensions == 333)
    }

    @Test(arguments: ["", "Dev", "-dev", "dev-", "a b", "dev_1", String(repeating: "a", count: 21)])
    func namesThatNoResourceBears(_ name: String) {
        #expect(throws: ConfigurationError.self) { try ChatbotConfiguration(environment: name) }
    }

    @Test(arguments: [
        ([:], "KASS_ENVIRONMENT"),
        (["KASS_ENVIRONMENT": "dev", "KASS_EMBEDDING_DIMENSIONS": "0"], "KASS_EMBEDDING_DIMENSIONS"),
        (["KASS_ENVIRONMENT": "dev", "KASS_EMBEDDING_DIMENSIONS": "333"], "KASS_EMBEDDING_DIMENSIONS"),
        (["KASS_ENVIRONMENT": "dev", "KASS_TOOL_ROUNDS_MAX": "many"], "KASS_TOOL_ROUNDS_MAX"),
    ])
    func theVariableThatIsWrongIsNamed(_ variables: [String: String], _ name: String) {
        let error = #expect(throws: ConfigurationError.self) { try ChatbotConfiguration(variables: variables) }
        #expect(error?.name == name)
    }
}
