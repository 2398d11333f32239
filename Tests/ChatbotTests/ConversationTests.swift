import AWSBedrockRuntime
import AWSCore
import AWSDynamoDB
import AWSOpenSearch
import Chatbot
import Functions
import Testing
import World

@Suite struct ConversationTests {
    @Test func aConversationIsKeptWithItsMessages() async throws {
        let installation = try await ChatTests.library()
        let id = try #require(
            try await installation.chat("Annual leave days?", user: "ada")["conversation_id"]?.string)
        await installation.world.advance(by: .seconds(60))
        _ = try await installation.chat("Thanks!", "request-2", conversation: id, user: "ada")
        let (status, body) = try await installation.send(installation.request("GET", "/conversation/\(id)"))
        #expect(status == 200)
        #expect(body["user_id"] == "ada" && body["title"] == "Annual leave days?" && body["message_count"] == 4)
        let messages = body["messages"]?.list ?? []
        #expect(messages.compactMap { $0["role"]?.string } == ["user", "assistant", "user", "assistant"])
        #expect(messages.compactMap { $0["content"]?.string }.last == "Hello!")
        #expect(messages[1]["sources"]?.list?.count == 1 && messages[0]["sources"] == nil)
    }

    @Test func aUsersConversationsAreListedTheNewestFirst() async throws {
        let installation = try await ChatTests.library()
        for (number, user) in ["ada", "bob", "ada", "ada"].enumerated() {
            _ = try await installation.chat("Hello", "request-\(number)", conversation: "c\(number)", user: user)
            await installation.world.advance(by: .seconds(10))
        }
        let all = try await installation.send(installation.request("GET", "/conversations/ada")).body
        #expect(all["user_id"] == "ada")
        #expect(all["conversations"]?.list?.compactMap { $0["conversation_id"]?.string } == ["c3", "c2", "c0"])
        let page = installation.request("GET", "/conversations/ada", query: ["limit": "1"])
        let first = try #require(try await installation.send(page).body["conversations"]?.list?.first)
        #expect(first["conversation_id"] == "c3")
        let next = installation.request(
            "GET", "/conversations/ada", query: ["before": first["created_at"]?.string ?? ""])
        let rest = try await installation.send(next).body["conversations"]?.list ?? []
        #expect(rest.compactMap { $0["conversation_id"]?.string } == ["c2", "c0"])
    }

    /// Conversations of the same second are told apart: no page leaves one out or repeats one.
    @Test func pagesOfAListFollowOneAnother() async throws {
        let installation = try await ChatTests.library()
        for number in 0..<5 {
            _ = try await installation.chat("Hello", "request-\(number)", conversation: "c\(number)", user: "ada")
        }
        var found: [String] = []
        var query = ["limit": "2"]
        for _ in 0..<4 {
            let page = try await installation.send(
                installation.request("GET", "/conversations/ada", query: query)
            ).body
            found += page["conversations"]?.list?.compactMap { $0["conversation_id"]?.string } ?? []
            query["next_token"] = page["next_token"]?.string
            if query["next_token"] == nil { break }
        }
        #expect(query["next_token"] == nil)
        #expect(found.count == 5 && Set(found) == ["c0", "c1", "c2", "c3", "c4"])
    }

    @Test(arguments: ["", "x", "e30", "WzEsMiwzXQ", "W10=", "WyIiLDEsIiJd", String(repeating: "A", count: 2_000)])
    func aTokenThatNoListGaveIsRefused(token: String) async throws {
        let installation = try await ChatTests.library()
        let request = installation.request("GET", "/conversations/ada", query: ["next_token": token])
        let (status, body) = try await installation.send(request)
        #expect(status == 400 && body["message"] == "next_token is none that this list has given.")
    }

    @Test func aDeletedConversationIsGone() async throws {
        let installation = try await ChatTests.library()
        for number in 1...30 {
            _ = try await installation.chat("Hello", "request-\(number)", conversation: "c", user: "ada")
            await installation.world.advance(by: .seconds(1))
        }
        let deleted = try await installation.send(installation.request("DELETE", "/conversation/c"))
        #expect(deleted.status == 200 && deleted.body == ["conversation_id": "c", "deleted": true])
        let again = try await installation.send(installation.request("GET", "/conversation/c"))
        #expect(again.status == 404 && again.body["error"] == "NotFound")
        let list = try await installation.send(installation.request("GET", "/conversations/ada")).body
        #expect(list["conversations"] == [])
        _ = try await installation.chat("Hello", "request-31", conversation: "c", user: "ada")
        let anew = try await installation.send(installation.request("GET", "/conversation/c")).body
        #expect(anew["messages"]?.list?.count == 2)
    }

    @Test func afterThirtyDaysItIsForgotten() async throws {
        let installation = try await ChatTests.library()
        _ = try await installation.chat("Hello", conversation: "c", user: "ada")
        await installation.world.advance(by: .seconds(30 * 86_400 - 1))
        #expect(try await installation.send(installation.request("GET", "/conversation/c")).status == 200)
        await installation.world.advance(by: .seconds(2))
        #expect(try await installation.send(installation.request("GET", "/conversation/c")).status == 404)
    }

    @Test func onlyTheLastTurnsAreShownToTheModel() async throws {
        let installation = try await ChatTests.library { $0.configuration.limits.historyTurnsMax = 2 }
        for number in 1...5 {
            _ = try await installation.chat("Leave question \(number)?", "request-\(number)", conversation: "c")
            await installation.world.advance(by: .seconds(1))
        }
        let request = try #require(installation.models.requests.last)
        let texts = (request.messages ?? []).flatMap(\.content).compactMap { block -> String? in
            guard case .text(let text) = block else { return nil }
            return text
        }
        #expect(texts.filter { $0.hasPrefix("Leave question") } == (3...5).map { "Leave question \($0)?" })
        #expect(request.messages?.first?.role == .user)
    }

    // Whose conversation it is.

    @Test func somebodyElsesConversationIsNotFound() async throws {
        let installation = try await ChatTests.library()
        _ = try await installation.chat("Hello", conversation: "c", user: "ada")
        let chat = installation.request("POST", "/chat", ["message": "Hi", "conversation_id": "c", "user_id": "bob"])
        #expect(try await installation.send(chat).status == 404)
        for method in ["GET", "DELETE"] {
            let event = installation.request(method, "/conversation/c", user: "bob")
            #expect(try await installation.send(event).status == 404)
        }
        #expect(try await installation.send(installation.request("GET", "/conversation/c", user: "ada")).status == 200)
    }

    @Test func anAuthorizersWordOverrulesTheBody() async throws {
        let installation = try await ChatTests.library()
        let forged = installation.request("POST", "/chat", ["message": "Hi", "user_id": "ada"], user: "bob")
        #expect(try await installation.send(forged).status == 403)
        let listed = installation.request("GET", "/conversations/ada", user: "bob")
        #expect(try await installation.send(listed).status == 403)
        let own = installation.request("POST", "/chat", ["message": "Hi"], user: "bob")
        _ = try await installation.send(own)
        let list = try await installation.send(installation.request("GET", "/conversations/bob", user: "bob")).body
        #expect(list["conversations"]?.list?.count == 1)
    }

    // Routes.

    @Test func healthAsksWhatTheAnswerNeeds() async throws {
        let installation = try await Installation()
        let event = installation.request("GET", "/health")
        let healthy = try await installation.send(event)
        #expect(healthy.status == 200 && healthy.body["status"] == "healthy" && healthy.body["environment"] == "test")
        installation.index.change {
            $0.failures = [("Search", .init(.indexNotFound, reason: "no such index", status: 404))]
        }
        let degraded = try await installation.send(event)
        #expect(degraded.status == 503 && degraded.body["status"] == "degraded")
        #expect(degraded.body["checks"] == ["dynamodb": "ok", "opensearch": "index_not_found_exception"])
    }

    @Test(arguments: [
        ("GET", "/", 404), ("GET", "/chat", 405), ("PUT", "/conversation/c", 405), ("GET", "/conversation", 404),
        ("GET", "/conversation/a/b", 404), ("POST", "/nothing", 404), ("GET", "/conversation/%ff", 400),
        ("GET", "/conversations/a?", 200), ("OPTIONS", "/chat", 204),
    ])
    func pathsAndMethods(_ method: String, _ path: String, _ status: Int) async throws {
        let installation = try await Installation()
        let response = try await installation.functions.orchestrator.handle(
            installation.request(method, path), installation.context())
        #expect(response["statusCode"]?.int == status)
    }

    @Test(arguments: [["limit": "0"], ["limit": "101"], ["limit": "x"], ["before": "yesterday"]])
    func listsAreAskedForWithin(_ query: [String: String]) async throws {
        let installation = try await Installation()
        let event = installation.request("GET", "/conversations/ada", query: query)
        #expect(try await installation.send(event).status == 400)
    }

    /// DynamoDB deletes an item up to days after it has expired: until then there are two under one id.
    @Test func aConversationThatExpiredBeginsAnew() async throws {
        let installation = try await ChatTests.library()
        let table = installation.configuration.names.conversations
        _ = try await installation.dynamoDB.updateTimeToLive(
            .init(tableName: table, timeToLiveSpecification: .init(enabled: false, attributeName: "ttl")))
        _ = try await installation.chat("Hello", conversation: "c1", user: "ada")
        await installation.world.advance(by: .seconds(31 * 86_400))
        for number in 2...3 {
            _ = try await installation.chat("Hello", "request-\(number)", conversation: "c1", user: "ada")
            await installation.world.advance(by: .seconds(10))
        }
        let items = try await installation.dynamoDB.scan(.init(tableName: table)).items ?? []
        #expect(items.count == 2)
        let (status, body) = try await installation.send(installation.request("GET", "/conversation/c1"))
        #expect(status == 200 && body["message_count"] == 4 && body["messages"]?.list?.count == 4)
    }
}
