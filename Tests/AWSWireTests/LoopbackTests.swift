import AWSCore
import AWSS3
import AWSWire
import Testing

/// Who may not come in: web pages that try to reach this machine through somebody's browser.
@Suite struct LoopbackTests {
    static let cases: [(header: String, isAnswered: Bool)] = [
        ("Host: 127.0.0.1:4566", true), ("Host: localhost", true), ("Host: [::1]:4566", true),
        ("Host: bucket.s3.us-east-1.amazonaws.com", true), ("Host: bucket.localhost:4566", true),
        ("Host: evil.example", false), ("Host: localhost.evil.example", false),
        ("Host: amazonaws.com.evil.example", false),
        ("Host: localhost\r\nOrigin: http://evil.example", false), ("Host: localhost\r\nOrigin: null", false),
        ("Host: localhost\r\nOrigin: http://localhost:8080", true),
    ]

    @Test(arguments: cases) func namesOfThisMachineAloneAreAnswered(_ header: String, _ isAnswered: Bool) async throws {
        let service = StreamingTests.s3 { _ in throw S3Error(ErrorCode("NoSuchBucket"), "no", status: 404) }
        try await withServer([service]) { port in
            let client = try RawConnection(port: port)
            let text = request(nil, "", service: "s3", method: "GET", path: "/")
            let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
            let changed = lines.map { $0.lowercased().hasPrefix("host:") ? header : $0 }.joined(separator: "\r\n")
            try await client.send(changed)
            #expect(try await client.response().status == (isAnswered ? 404 : 403))
        }
    }
}
