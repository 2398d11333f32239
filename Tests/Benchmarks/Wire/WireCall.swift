import Foundation

/// One kind of request, as every AWS client would send it, but for a signature that proves nothing.
struct WireCall {
    let name: String
    let request: [UInt8]
    /// Bytes of what is stored or fetched; small calls are judged by what they cost, large ones by bytes.
    let bytes: Int

    var isLarge: Bool { bytes >= 1 << 20 }

    static let all: [WireCall] = [
        WireCall(name: "GetItem, 1 KB", request: dynamoDB("GetItem", #"{"TableName":"bench",\#(key)}"#), bytes: 1024),
        WireCall(
            name: "PutItem, 1 KB", request: dynamoDB("PutItem", #"{"TableName":"bench","Item":\#(item)}"#), bytes: 1024),
        WireCall(name: "Query, 1 KB", request: dynamoDB("Query", query), bytes: 1024),
        WireCall(name: "PutObject, 4 KB", request: s3("PUT", "small", body(4096)), bytes: 4096),
        WireCall(name: "GetObject, 4 KB", request: s3("GET", "small"), bytes: 4096),
        WireCall(name: "PutObject, 8 MB", request: s3("PUT", "large", body(8 << 20)), bytes: 8 << 20),
        WireCall(name: "GetObject, 8 MB", request: s3("GET", "large"), bytes: 8 << 20),
        WireCall(name: "Converse", request: converse, bytes: 0),
    ]

    /// What the calls find: a table with an item, and a bucket with objects.
    static let preparation: [[UInt8]] = [
        dynamoDB("CreateTable", HTTPBenchmark.createTable),
        dynamoDB("DescribeTable", #"{"TableName":"bench"}"#),
        dynamoDB("PutItem", #"{"TableName":"bench","Item":\#(item)}"#),
        http("PUT", "/bench", ["Authorization": authorization("s3")]),
        s3("PUT", "small", body(4096)),
        s3("PUT", "large", body(8 << 20)),
    ]

    private static let key = #""Key":{"pk":{"S":"key"}}"#
    private static let query =
        #"{"TableName":"bench","KeyConditionExpression":"pk = :pk","ExpressionAttributeValues":{":pk":{"S":"key"}}}"#
    private static let item = HTTPBenchmark.item

    private static func dynamoDB(_ target: String, _ body: String) -> [UInt8] { LoadClient.request(target, body) }

    private static func body(_ count: Int) -> [UInt8] { [UInt8](repeating: UInt8(ascii: "x"), count: count) }

    private static func s3(_ method: String, _ key: String, _ body: [UInt8] = []) -> [UInt8] {
        http(
            method, "/bench/\(key)",
            ["Authorization": authorization("s3"), "x-amz-content-sha256": "UNSIGNED-PAYLOAD"], body)
    }

    private static let converse = http(
        "POST", "/model/anthropic.claude-3-haiku-20240307-v1%3A0/converse",
        ["Authorization": authorization("bedrock"), "Content-Type": "application/json"],
        Array(#"{"messages":[{"role":"user","content":[{"text":"Say hello to the people of Paris."}]}]}"#.utf8))

    private static func authorization(_ service: String) -> String {
        let scope = "000000000000/20260101/us-east-1/\(service)/aws4_request"
        let signature = String(repeating: "0", count: 64)
        return "AWS4-HMAC-SHA256 Credential=\(scope), SignedHeaders=host;x-amz-date, Signature=\(signature)"
    }

    private static func http(
        _ method: String, _ path: String, _ headers: KeyValuePairs<String, String>, _ body: [UInt8] = []
    ) -> [UInt8] {
        let lines = headers.map { "\($0.key): \($0.value)\r\n" }.joined()
        let head = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Amz-Date: 20260101T000000Z\r\n"
        return Array("\(head)\(lines)Content-Length: \(body.count)\r\n\r\n".utf8) + body
    }
}
