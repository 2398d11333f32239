import AWSCore
import FrontDoor
import Testing

/// What is served, to whom, and what requests may hold.
@Suite struct RoutingTests {
    let house = House { _, _ in proxyResponse() }

    @Test(arguments: ["/nothing", "/assets", "/assets/a/b", "/documents/a/b", "/documents/a/passages", "/conversation"])
    func unknownPathsAreNotFound(path: String) async {
        let response = await house.door.send("GET", path)
        #expect(response.status == 404)
        #expect(await response.json["error"] == "NotFound")
    }

    @Test(arguments: [
        ("DELETE", "/", "GET"), ("GET", "/chat", "POST"), ("OPTIONS", "/chat", "POST"),
        ("PUT", "/documents", "GET, POST"),
        ("POST", "/conversation/a", "GET, DELETE"),
    ])
    func otherMethodsAreNamed(method: String, path: String, allowed: String) async {
        let response = await house.door.send(method, path)
        #expect(response.status == 405)
        #expect(response.headers["Allow"] == allowed)
        #expect(await response.json["error"] == "MethodNotAllowed")
    }

    @Test func pathsMustBeEncodedText() async {
        #expect(await house.door.send("GET", "/conversations/%FF").status == 400)
        #expect(await house.door.send("GET", "/conversations/%2").status == 400)
    }

    @Test func headIsGet() async {
        #expect(await house.door.send("HEAD", "/").status == 200)
    }

    @Test(arguments: [(128, 200), (129, 400)]) func identifiersAreBounded(length: Int, status: Int) async {
        let id = String(repeating: "a", count: length)
        #expect(await house.door.send("GET", "/conversations/\(id)").status == status)
        let body = "{\"message\":\"x\",\"user_id\":\"\(id)\"}"
        #expect(await house.door.send("POST", "/chat", body: body).status == status)
    }

    @Test(arguments: [
        ("", "The body must be a JSON object."), ("[]", "The body must be a JSON object."),
        ("{}", "message must be a text that is not empty."),
        ("{\"message\":1}", "message must be a text that is not empty."),
        ("{\"message\":\" \\n\"}", "message must be a text that is not empty."),
        ("{\"message\":\"x\",\"user_id\":7}", "user_id must be a text."),
        (
            "{\"message\":\"x\",\"conversation_id\":\"a b\"}",
            "conversation_id must be a text of 1 to 128 characters without spaces."
        ),
    ])
    func messagesAreCheckedBeforeAFunctionRuns(body: String, message: String) async {
        let response = await house.door.send("POST", "/chat", body: body)
        #expect(response.status == 400)
        #expect(await response.json == ["error": "ValidationError", "message": .string(message)])
        #expect(house.functions.events.isEmpty)
    }

    @Test(arguments: [(8_000, 200), (8_001, 400)]) func messagesAreBounded(length: Int, status: Int) async {
        // Characters as people count them, not bytes.
        let body = "{\"message\":\"\(String(repeating: "é", count: length))\"}"
        #expect(await house.door.send("POST", "/chat", body: body).status == status)
    }

    @Test func bodiesAreBounded() async {
        var house = house
        house.configuration.limits.jsonBytesMax = 64
        let fits = "{\"query\":\"\(String(repeating: "a", count: 52))\"}"
        #expect(fits.utf8.count == 64)
        #expect(await house.door.send("POST", "/search", body: fits).status == 200)
        let response = await house.door.send("POST", "/search", body: fits + " ")
        #expect(response.status == 413)
        #expect(await response.json == ["error": "PayloadTooLarge", "message": "The body must have at most 64 bytes."])
    }

    @Test(arguments: [
        ("localhost", 200), ("localhost:8080", 200), ("LOCALHOST:1", 200), ("127.0.0.1:8080", 200), ("[::1]:8080", 200),
        ("evil.example", 421), ("localhost.evil.example:8080", 421), ("127.0.0.1.evil.example", 421), ("", 421),
        ("[::1].evil.example", 421), ("10.0.0.1:8080", 421),
    ])
    func namesOfThisMachineAloneAreAnswered(host: String, status: Int) async {
        #expect(await house.door.send("GET", "/settings", headers: ["Host": host]).status == status)
    }

    @Test func otherInterfacesTakeAnyName() async {
        let request = HTTPRequest(path: "/settings", headers: ["Host": "kass.example"])
        #expect(await house.door.answer(request, listeningOn: "0.0.0.0").status == 200)
        #expect(await house.door.answer(request, listeningOn: "127.0.0.1").status == 421)
    }

    @Test(arguments: [
        ("http://localhost:8080", 200), ("https://localhost:8080", 200), ("http://localhost:8081", 403),
        ("http://evil.example", 403), ("null", 403), ("", 403),
    ])
    func pagesOfOtherOriginsAreRefused(origin: String, status: Int) async {
        let response = await house.door.send(
            "POST", "/chat", headers: ["Host": "localhost:8080", "Origin": origin], body: "{\"message\":\"x\"}")
        #expect(response.status == status)
        #expect(response.headers["Access-Control-Allow-Origin"] == nil)
    }
}
