import AWSBedrockRuntime
import AWSCore
import BedrockEmulator
import Testing

/// Questions on real pages, answered out of passages as a chatbot gives them.
@Suite struct AnsweringTests {
    private typealias Chunk = (page: String, text: String)

    private static let system = """
        Answer from the passages and from nothing else. After each statement, cite the passages by their numbers in square \
        brackets, such as [1].
        If the passages do not hold the answer, reply exactly "I don't know that." and cite nothing.
        """

    private static let pages = [
        "cdn-route.md", "cloud-gov-service-account.md", "free-limited-sandbox.md", "quotas.md",
        "relational-database.md",
    ]

    /// Chunks of about a thousand characters, with the page that each comes from.
    private static func chunks() throws -> [Chunk] {
        try pages.flatMap { page in
            var chunks: [Chunk] = []
            var chunk = ""
            for paragraph in try Fixture.text("kb/\(page)").split(separator: "\n\n") {
                if !chunk.isEmpty, chunk.count + paragraph.count > 1000 {
                    chunks.append((page, chunk))
                    chunk = ""
                }
                chunk += paragraph + "\n\n"
            }
            return chunks + [(page, chunk)]
        }
    }

    private func index(_ cloud: Cloud) async throws -> [(chunk: Chunk, vector: [Double])] {
        var index: [(chunk: Chunk, vector: [Double])] = []
        for chunk in try Self.chunks() { index.append((chunk, try await embed(chunk.text, cloud))) }
        return index
    }

    /// The eight chunks nearest to a question by the embedding model.
    private func nearest(_ question: String, _ index: [(chunk: Chunk, vector: [Double])], _ cloud: Cloud) async throws
        -> [Chunk]
    {
        let target = try await embed(question, cloud)
        let scored = index.map { (score: zip(target, $0.vector).reduce(0) { $0 + $1.0 * $1.1 }, chunk: $0.chunk) }
        return scored.sorted { $0.score > $1.score }.prefix(8).map(\.chunk)
    }

    private func embed(_ text: String, _ cloud: Cloud) async throws -> [Double] {
        let answer = try await cloud.invoke("amazon.titan-embed-text-v2:0", ["inputText": .string(text)])
        return (answer["embedding"]?.list ?? []).compactMap(\.double)
    }

    /// Nine in ten questions must be answered rightly and with the right page, or refused where the pages say nothing.
    @Test func answersFromPassagesOrNotAtAll() async throws {
        let cloud = try Cloud()
        let index = try await index(cloud)
        let questions = try Fixture.lines("kb/questions.jsonl")
        var wrong: [String] = []
        for question in questions {
            let text = try #require(question["question"]?.string)
            let found = try await nearest(text, index, cloud)
            let blocks = found.enumerated().map {
                "<passage number=\"\($0.offset + 1)\">\n\($0.element.text)\n</passage>"
            }
            let prompt = blocks.joined(separator: "\n") + "\n\nQuestion: \(text)"
            let answer = try await cloud.say(prompt, system: Self.system)
            if !isRight(answer, question, found) { wrong.append("\(text) -> \(answer)") }
        }
        #expect(wrong.count * 10 <= questions.count, "\(wrong.joined(separator: "\n"))")
    }

    private func isRight(_ answer: String, _ question: Document, _ found: [Chunk]) -> Bool {
        guard let page = question["page"]?.string else { return answer == "I don't know that." }
        let parts = (question["contains"]?.list ?? []).compactMap(\.string)
        let cited = found.indices.filter { answer.contains("[\($0 + 1)]") }
        return parts.allSatisfy(answer.contains) && cited.contains { found[$0].page == page }
    }

    @Test(arguments: [
        "[1] The office opens at 9.\n[2] The canteen closes at 14:30.\n\nQuestion: When does the canteen close?",
        "<documents><document index=\"1\"><source>a</source><document_content>The office opens at 9.</document_content></document>"
            + "<document index=\"2\"><document_content>The canteen closes at 14:30.</document_content></document></documents>\n"
            + "When does the canteen close?",
        "Passage 1: The office opens at 9.\nPassage 2: The canteen closes at 14:30.\nQuestion: When does the canteen close?",
    ])
    func readsPassagesInManyForms(_ prompt: String) async throws {
        #expect(try await Cloud().say(prompt) == "The canteen closes at 14:30. [2]")
    }

    /// The password of another office, and a cup that is not the World Cup, are near and still not the answer.
    @Test(arguments: [
        ("What is the wifi password in the Oslo office?", "I don't know that."),
        ("What is the wifi password in the Rome office?", "type wifi in Slack to get the password"),
        ("Who won the 2018 World Cup?", "I don't know that."),
        ("Who won the 2018 Spanish Cup?", "Madrid won the Spanish Cup"),
    ])
    func isNotMisledByNames(_ question: String, _ wanted: String) async throws {
        let passages = """
            [1] # Rome\n\nIn the Rome office, type wifi in Slack to get the password.
            [2] # Oslo\n\nThe office in Oslo opens at nine.
            [3] In 2018 Madrid won the Spanish Cup.
            [4] Deploy the Hello World app.
            """
        let answer = try await Cloud().say("\(passages)\n\nQuestion: \(question)", system: Self.system)
        #expect(answer.contains(wanted), "\(answer)")
    }

    @Test func readsTheDocumentsOfConverse() async throws {
        let page = "# Plans\n\n| Plan | Price |\n| --- | --- |\n| basic | 10 dollars |\n| large | 40 dollars |\n"
        let document = BedrockRuntime.DocumentBlock(format: .md, name: "Plans", source: .bytes(Blob(page)))
        let answer = try await Cloud().client.converse(
            .init(
                modelId: Cloud.claude,
                messages: [
                    .init(role: .user, content: [.text("What is the price of the large plan?"), .document(document)])
                ]))
        #expect(answer.text.contains("Plan: large; Price: 40 dollars"))
    }

    @Test func inventsNothing() async throws {
        let answer = try await Cloud().say("What is the airspeed of an unladen swallow?")
        #expect(answer == "I don't have the information to answer that, and I would rather not guess.")
    }

    @Test func rewritesFollowUps() async throws {
        let system = """
            Rewrite the last question of a conversation so that it can be understood without the conversation.
            Reply with the rewritten question and nothing else.
            """
        func rewrite(_ question: String) async throws -> String {
            try await Cloud().say(
                "<conversation>\nUser: How long is the probation period?\nAssistant: One year.\n</conversation>\n"
                    + "<question>\(question)</question>", system: system)
        }
        #expect(try await rewrite("Can it be extended?") == "Can the probation period be extended?")
        #expect(try await rewrite("And for interns?") == "How long is the probation period for interns?")
        #expect(try await rewrite("How do I book a meeting room?") == "How do I book a meeting room?")
    }

    @Test func summarizesByQuoting() async throws {
        let text = """
            Summarize this in one sentence: The build failed because the cache was full. The cache holds artefacts of the build. \
            Someone had lunch. The build cache is emptied each night.
            """
        let answer = try await Cloud().say(text)
        #expect(answer.contains("cache") && !answer.contains("lunch"))
    }

    @Test func answersInJSONOnly() async throws {
        let system = #"Reply with valid JSON only: {"answer": "...", "sources": [1], "confidence": 0.5}"#
        let prompt =
            "[1] The canteen closes at 14:30.\n[2] The office opens at 9.\n\nQuestion: When does the canteen close?"
        let answer = try Document(json: try await Cloud().say(prompt, system: system))
        #expect(answer["answer"]?.string?.contains("14:30") == true)
        #expect(answer["sources"]?.list == [1])
    }

    @Test func followsReAct() async throws {
        let form = """
            Answer with these tools:
            search: Searches the documents.
            Use the following format:
            Question: the input question you must answer
            Thought: think
            Action: the tool
            Action Input: its input
            Observation: the result of the action
            Final Answer: the answer
            Question: When does the canteen close?
            """
        #expect(try await Cloud().say(form).hasSuffix("Action: search\nAction Input: When does the canteen close?"))
        let next =
            form + "\nThought: look\nAction: search\nAction Input: canteen\nObservation: The canteen closes at 14:30.\n"
        #expect(try await Cloud().say(next).hasSuffix("Final Answer: The canteen closes at 14:30."))
    }

    @Test func reviewsDiffs() async throws {
        let diff = """
            Review this change:
            diff --git a/app.py b/app.py
            --- a/app.py
            +++ b/app.py
            @@ -1,2 +10,4 @@
             import os
            +password = "hunter2hunter2"
            +print(password)
            """
        let answer = try await Cloud().say(diff)
        #expect(answer.contains("app.py:11: critical: a secret") && answer.contains("app.py:12: minor: debug output"))
    }

    @Test func saysWhatItCannotDo() async throws {
        #expect(try await Cloud().say("Translate to French: good morning").hasPrefix("I cannot translate"))
    }
}
