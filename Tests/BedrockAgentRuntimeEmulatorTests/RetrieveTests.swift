import AWSBedrockAgentRuntime
import AWSCore
import BedrockAgentRuntimeEmulator
import Testing
import World

@Suite struct RetrieveTests {
    @Test func findsThePassageWithItsSource() async throws {
        let library = try await Library()
        let results = try await library.retrieve("How long is a frame guaranteed?").retrievalResults
        // "Amazon Bedrock returns up to five results in the response by default" (User Guide).
        #expect(results.count == 5)
        let best = try #require(results.first)
        #expect(best.content.text == "A frame is guaranteed for ten years.")
        #expect(best.content.type == .text)
        #expect(best.location?.type == .s3)
        #expect(best.location?.s3Location?.uri == "s3://papers/documents/pdf/warranty.pdf")
        #expect(best.metadata?["page"] == 1)
        #expect(best.metadata?["x-amz-bedrock-kb-source-uri"] == "s3://papers/documents/pdf/warranty.pdf")
        #expect(best.metadata?["x-amz-bedrock-kb-chunk-id"] == "chunk-0")
        #expect(best.metadata?["x-amz-bedrock-kb-document-page-number"] == 1)
        let scores = results.compactMap(\.score)
        #expect(scores == scores.sorted(by: >) && scores.allSatisfy { (0...1).contains($0) })
    }

    @Test func wordsCountInAHybridSearch() async throws {
        let library = try await Library()
        for kind in [BedrockAgentRuntime.SearchType.semantic, .hybrid] {
            let found = try await library.retrieve(
                "hotels Munich", .init(numberOfResults: 1, overrideSearchType: kind)
            ).retrievalResults
            #expect(found.map(\.content.text) == ["Hotels in Munich cost at most 140 euros."])
        }
    }

    /// "The maximum number of results to return": clients that follow pages by themselves get no more, either.
    @Test(arguments: [1, 4, 6, 100]) func asManyAsAskedFor(count: Int) async throws {
        let library = try await Library()
        let found = try await library.retrieve("warranty", .init(numberOfResults: count))
        #expect(found.retrievalResults.count == min(count, Library.passages.count))
        #expect(found.nextToken == nil)
        await expectError("ValidationException") { _ = try await library.retrieve("warranty", token: "x") }
    }

    static func attribute(_ key: String, _ value: Document) -> BedrockAgentRuntime.FilterAttribute {
        .init(key: key, value: value)
    }

    static let travel = attribute("source", "documents/raw/travel.md")

    /// What each operator finds, by the pages or names of the passages (User Guide, "Metadata and filtering").
    static let filters: [(filter: BedrockAgentRuntime.RetrievalFilter, found: [Int])] = [
        (.equals(travel), [3, 4]), (.notEquals(travel), [0, 1, 2, 5]),
        (.in(attribute("page", [3, 7])), [3, 5]), (.notIn(attribute("page", [1, 2])), [3, 4, 5]),
        (.greaterThan(attribute("page", 3)), [4, 5]), (.greaterThanOrEquals(attribute("page", 3)), [3, 4, 5]),
        (.lessThan(attribute("page", 2)), [0, 2]), (.lessThanOrEquals(attribute("page", 2)), [0, 1, 2]),
        (.startsWith(attribute("source", "documents/pdf/")), [0, 1]),
        (.stringContains(attribute("source", "raw/t")), [3, 4]), (.stringContains(attribute("source", "r*w/t")), []),
        (.listContains(attribute("tags", "staff")), [2, 5]),
        (.andAll([.listContains(attribute("tags", "staff")), .lessThan(attribute("page", 5))]), [2]),
        (.orAll([.equals(travel), .equals(attribute("page", 7))]), [3, 4, 5]),
        (.equals(attribute("unknown", "x")), []),
    ]

    @Test(arguments: filters.indices) func filtersByMetadata(index: Int) async throws {
        let library = try await Library()
        let test = Self.filters[index]
        #expect(try await library.texts(test.filter) == Set(test.found.map { Library.passages[$0].text }))
    }

    static let badFilters: [BedrockAgentRuntime.RetrievalFilter] = [
        .equals(attribute("page", [1])), .in(attribute("page", 1)), .in(attribute("page", [])),
        .greaterThan(attribute("page", "3")), .startsWith(attribute("source", 1)),
        .orAll([.stringContains(attribute("source", 1)), .equals(travel)]),
    ]

    @Test(arguments: badFilters.indices) func valuesThatAnOperatorDoesNotTake(index: Int) async throws {
        let library = try await Library()
        await expectError("ValidationException", "Invalid input or configuration provided.") {
            _ = try await library.texts(Self.badFilters[index])
        }
    }

    @Test func refusesWhatTheModelRefuses() async throws {
        let library = try await Library()
        await expectError("ValidationException", "'retrievalConfiguration.vectorSearchConfiguration.numberOfResults'") {
            _ = try await library.retrieve("q", .init(numberOfResults: 101))
        }
        await expectError("ValidationException", "'knowledgeBaseId' failed to satisfy constraint") {
            _ = try await library.retrieve("q", id: "KB-1")
        }
        await expectError("ValidationException") { _ = try await library.retrieve("") }
        await expectError("ValidationException") { _ = try await library.retrieve(nil) }
    }

    /// It belongs to one account in one region.
    @Test func othersHaveNoSuchKnowledgeBase() async throws {
        let library = try await Library()
        await expectError("ResourceNotFoundException") { _ = try await library.retrieve("q", id: "KB12345678") }
        for other in [Caller(account: "123456789012"), Caller(region: "eu-west-1")] {
            await expectError("ResourceNotFoundException") {
                _ = try await library.client(as: other).retrieve(
                    .init(knowledgeBaseId: Library.id, retrievalQuery: .init(text: "q")))
            }
        }
    }

    @Test func saysWhatIsNotEmulated() async throws {
        let library = try await Library()
        await expectError("NotImplemented", "implicitFilterConfiguration of bedrock:Retrieve") {
            _ = try await library.retrieve(
                "q",
                .init(
                    implicitFilterConfiguration: .init(
                        metadataAttributes: [.init(description: "Whose it is.", key: "owner", type: .string)],
                        modelArn: Library.model)))
        }
    }

    @Test func anIndexThatIsNotThereIsADependency() async throws {
        let library = try await Library(index: "none")
        await expectError("DependencyFailedException", "no such index [none]") { _ = try await library.retrieve("q") }
    }
}
