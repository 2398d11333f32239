import AWSCore
import AWSLambda
import FrontDoor
import Testing

/// Requests become events and responses become HTTP, as API Gateway does it.
@Suite struct GatewayTests {
    /// Members as in a recorded event of an HTTP API (aws-lambda-go, apigw-v2-request-no-authorizer.json).
    @Test func eventsHaveTheShapeOfFormat2() async throws {
        let house = House { _, _ in proxyResponse() }
        _ = await house.door.send(
            "GET", "/conversations/u%2B1", query: [.init("limit", "5"), .init("tag", "a"), .init("tag", "b c")],
            headers: ["X-Two": "1", "x-two": "2", "Cookie": "a=1; b=2", "User-Agent": "curl/7.58.0"])
        let (function, event) = try #require(house.functions.events.first)
        #expect(function == "kass-chatbot-test-orchestrator")
        #expect(event["version"] == "2.0")
        #expect(event["routeKey"] == "GET /conversations/{user_id}")
        #expect(event["rawPath"] == "/conversations/u%2B1")
        #expect(event["rawQueryString"] == "limit=5&tag=a&tag=b%20c")
        #expect(event["queryStringParameters"] == ["limit": "5", "tag": "a,b c"])
        #expect(event["pathParameters"] == ["user_id": "u+1"])
        #expect(event["cookies"] == ["a=1", "b=2"])
        #expect(event["headers"]?["x-two"] == "1,2")
        #expect(event["headers"]?["cookie"] == nil)
        #expect(event["isBase64Encoded"] == false)
        #expect(event["body"] == nil)
        let context = event["requestContext"]
        #expect(
            context?["http"] == [
                "method": "GET", "path": "/conversations/u%2B1", "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1",
                "userAgent": "curl/7.58.0",
            ])
        #expect(context?["requestId"] == "request-1")
        #expect(context?["stage"] == "$default")
        #expect(context?["domainName"] == "localhost")
        #expect(context?["time"] == "21/Apr/2020:15:08:21 +0000")
        #expect(context?["timeEpoch"] == 1_587_481_701_000)
        let trace = try #require(event["headers"]?["x-amzn-trace-id"]?.string)
        #expect(trace.wholeMatch(of: /Root=1-5e9f0c65-[0-9a-f]{24}/) != nil)
    }

    @Test func bodiesThatAreNoTextAreBase64() async throws {
        let house = House { _, _ in proxyResponse() }
        let body = "{\"query\":\"x\"}"
        _ = await house.door.send("POST", "/search", headers: ["Content-Type": "application/json"], body: body)
        _ = await house.door.send("POST", "/search", headers: ["Content-Type": "application/cbor"], body: body)
        #expect(house.functions.events.map(\.function) == Array(repeating: "kass-chatbot-test-vector-search", count: 2))
        #expect(house.functions.events[0].event["body"]?.string == body)
        #expect(house.functions.events[1].event["body"]?.string == "eyJxdWVyeSI6IngifQ==")
        #expect(house.functions.events[1].event["isBase64Encoded"] == true)
    }

    @Test func responsesBecomeHTTP() async throws {
        let more = """
            ,"headers":{"Content-Type":"text/csv","X-Count":3,"bad name":"x","Content-Length":"99"}\
            ,"cookies":["a=1","b=2"]
            """
        let response = await House { _, _ in proxyResponse(201, "a;b", more: more) }.door.send("GET", "/health")
        #expect(response.status == 201)
        #expect(await response.text == "a;b")
        #expect(response.headers["content-type"] == "text/csv")
        #expect(response.headers["X-Count"] == "3")
        #expect(response.headers[all: "Set-Cookie"] == ["a=1", "b=2"])
        #expect(response.headers["bad name"] == nil)
        #expect(response.headers["Content-Length"] == nil)
        #expect(response.headers["Apigw-Requestid"] == "request-1")
    }

    @Test func bodiesInBase64AreDecoded() async throws {
        let house = House { _, _ in proxyResponse(200, "AAEC", more: ",\"isBase64Encoded\":true") }
        let response = await house.door.send("GET", "/health")
        let body = try await response.body.collect(bytesMax: 10)
        #expect(body == [0, 1, 2])
    }

    /// The chatbot may be configured to let any page in; this door lets none in.
    @Test func functionsCannotOpenTheAPIToOtherOrigins() async {
        let more = ",\"headers\":{\"Access-Control-Allow-Origin\":\"*\",\"access-control-allow-headers\":\"X\"}"
        let response = await House { _, _ in proxyResponse(200, "{}", more: more) }.door.send("GET", "/health")
        #expect(!response.headers.fields.contains { $0.name.lowercased().hasPrefix("access-control") })
    }

    /// API Gateway developer guide, "Lambda function response for format 2.0".
    @Test func aValueWithoutAStatusIsTheBody() async {
        let response = await House { _, _ in .returned("{\"hello\":1}") }.door.send("GET", "/health")
        #expect(response.status == 200)
        #expect(response.headers["Content-Type"] == "application/json")
        #expect(await response.text == "{\"hello\":1}")
    }

    @Test(arguments: [
        "", "no JSON", "{\"statusCode\":99}", "{\"statusCode\":\"many\"}", "{\"statusCode\":200,\"body\":1}",
        "{\"statusCode\":200,\"body\":\"%\",\"isBase64Encoded\":true}",
    ])
    func whatIsNoResponseIsABadGateway(payload: String) async {
        let response = await House { _, _ in .returned(payload) }.door.send("GET", "/health")
        #expect(response.status == 502)
        #expect(await response.text == "{\"message\":\"Internal Server Error\"}")
    }

    @Test func aFailedFunctionSaysNothingOfItself() async {
        let response = await House { _, _ in .failed("Runtime.ExitError") }.door.send("GET", "/health")
        #expect(response.status == 502)
        #expect(await response.text == "{\"message\":\"Internal Server Error\"}")
    }

    @Test(arguments: [
        (LambdaError(.tooManyRequestsException, "Rate Exceeded."), 429, "Too Many Requests"),
        (LambdaError(.resourceNotFoundException, "Function not found: arn:…"), 502, "Internal Server Error"),
        (LambdaError(.serviceException, "…"), 502, "Internal Server Error"),
    ])
    func failuresOfLambdaAreMapped(error: LambdaError, status: Int, message: String) async {
        let house = House { _, _ throws(LambdaError) in throw error }
        for accept in ["application/json", "text/event-stream"] {
            let response = await house.door.send(
                "POST", "/chat", headers: ["Accept": accept], body: "{\"message\":\"Hi\"}")
            #expect(response.status == status)
            #expect(await response.json == ["message": .string(message)])
        }
    }
}
