import AWSCore
import AWSS3
import AWSWire
import Testing

@Suite struct CallerTests {
    func callers(_ requests: [String]) async throws -> [WireCaller] {
        let callers = Callers()
        try await withServer([.echoingDynamoDB(callers)]) { port in
            for request in requests {
                let client = try RawConnection(port: port)
                try await client.send(request)
                _ = try await client.response()
            }
        }
        return callers.all
    }

    @Test func accessKeysOfTwelveDigitsAreAccounts() async throws {
        let callers = try await callers([
            request("ListTables", key: "123456789012"), request("ListTables", key: "AKIDEXAMPLE"),
            request("ListTables", key: "12345678901"),
        ])
        #expect(callers.map(\.account) == ["123456789012", "000000000000", "000000000000"])
        #expect(callers.map(\.accessKeyID) == ["123456789012", "AKIDEXAMPLE", "12345678901"])
        #expect(callers.map(\.region) == ["eu-west-1", "eu-west-1", "eu-west-1"])
        #expect(callers.map(\.requestID) == ["REQUEST1", "REQUEST2", "REQUEST3"])
        #expect(callers.allSatisfy { $0.signature == .unchecked })
    }

    /// S3 User Guide, "Authenticating requests (AWS Signature Version 2)": the examples of header and query.
    @Test(arguments: [
        "GET /photos/puppy.jpg HTTP/1.1\r\nHost: s3.localhost\r\nAuthorization: AWS 123456789012:frJIUN8DYpKDtOLCwo//yllqDzg=",
        "GET /photos/puppy.jpg?AWSAccessKeyId=123456789012&Signature=NpgCjnDzrM%2B&Expires=1735689600 HTTP/1.1\r\nHost: s3.localhost",
    ])
    func s3KnowsSignaturesOfVersion2(_ request: String) async throws {
        let callers = Callers()
        let s3 = WireService.stub(S3.self, callers: callers) { _, _ throws(S3Error) in
            throw S3Error(.noSuchKey, "None.")
        }
        try await withServer([s3]) { port in
            let client = try RawConnection(port: port)
            try await client.send(request + "\r\n\r\n")
            #expect(try await client.response().status == 404)
        }
        #expect(callers.all.map(\.account) == ["123456789012"])
        #expect(callers.all.map(\.region) == ["us-east-1"])
    }

    static let unsigned: [(headers: [String], text: String)] = [
        ([], "MissingAuthenticationTokenException"),
        (["Authorization: AWS4-HMAC-SHA256 Signature=1"], "IncompleteSignatureException"),
        (["Authorization: Bearer x"], "IncompleteSignatureException"),
        (["Authorization: AWS4-HMAC-SHA256 Credential=only/three/parts, Signature=1"], "IncompleteSignatureException"),
    ]

    /// DynamoDB's words for a request without a signature, as DynamoDB Local and AWS give them.
    @Test(arguments: unsigned) func demandsAnIdentity(headers: [String], text: String) async throws {
        try await withServer { port in
            let client = try RawConnection(port: port)
            try await client.send(request("ListTables", key: "", headers: headers))
            let response = try await client.response()
            #expect(response.status == 400)
            #expect(response.text.contains("com.amazon.coral.service#\(text)"))
            if headers.isEmpty { #expect(response.text.contains("Request is missing Authentication Token")) }
        }
    }
}
