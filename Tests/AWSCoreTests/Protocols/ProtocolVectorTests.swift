import AWSCore
import Testing

/// Every protocol on AWS's own vectors: as a client that calls, as the server that it calls, and back.
@Suite struct ProtocolVectorTests {
    /// What a caller fills in for tokens that are not given, as the vectors have it.
    static let idempotencyToken = "00000000-0000-4000-8000-000000000000"

    static func input(_ vector: ProtocolVector) -> Document {
        let schema = vector.operation.input
        let value = VectorValues.typed(vector.json["params"] ?? [:], .structure { schema })
        return vector.operation.fillingIdempotencyTokens(in: value) { idempotencyToken }
    }

    static func body(_ stream: ByteStream) async throws -> [UInt8] { try await stream.collect(bytesMax: 1 << 20) }

    @Test func noSuiteIsMissing() {
        let suites = Set(ProtocolVector.codecs.map(\.suite))
        #expect(Set(ProtocolVector.inputs.map(\.suite)) == suites)
        #expect(
            Set((ProtocolVector.outputs + ProtocolVector.errors).map(\.suite))
                == suites.subtracting(["smithy-rpc-v2-cbor-non-query-compatible"]), "which has inputs alone")
    }

    @Test(arguments: [VectorExclusions.Side.client, .server]) func noExclusionIsIdle(_ side: VectorExclusions.Side) {
        let vectors = ProtocolVector.inputs + ProtocolVector.outputs + ProtocolVector.errors
        for part in VectorExclusions.reasons(side).keys {
            #expect(vectors.contains { $0.id.contains(part) }, "\(part)")
        }
    }

    // Inputs.

    @Test(arguments: ProtocolVector.inputs.filter { !VectorExclusions.contains($0, .client) })
    func clientWritesInput(_ vector: ProtocolVector) async throws {
        let expected = try vector.request
        let written = try vector.codec.request(
            for: vector.operation, of: vector.service, input: Self.input(vector))
        #expect(written.method == expected.message.method && written.path == expected.message.path)
        #expect(
            Set(written.query) == Set(expected.message.query) && written.query.count == expected.message.query.count)
        for field in expected.message.headers.fields { #expect(written.headers[field.name] == field.value) }
        for name in vector.json["serialized"]?["forbidHeaders"]?.list ?? [] {
            #expect(written.headers[name.string ?? ""] == nil)
        }
        if let host = vector.json["serialized"]?["host"]?.string {
            let prefix = try vector.operation.resolvedHostPrefix(for: Self.input(vector))
            #expect(host == "\(prefix ?? "")example.com")
        }
        guard let body = expected.body else { return }
        let writtenBody = try VectorValues.body(try await Self.body(written.body), suite: vector.suite)
        #expect(writtenBody == (try VectorValues.body(body, suite: vector.suite)))
    }

    @Test(arguments: ProtocolVector.inputs.filter { !VectorExclusions.contains($0, .server) })
    func serverReadsInput(_ vector: ProtocolVector) throws {
        let (request, body) = try vector.request
        guard let body else { return }
        // Some of awsJson's vectors leave out the header that names the operation.
        if !vector.suite.hasPrefix("json") || request.headers["X-Amz-Target"] != nil {
            #expect(vector.codec.operationName(of: request, body: body, of: vector.service) == vector.operation.name)
        }
        var read = try vector.codec.input(of: request, body: body, for: vector.operation)
        let expected = Self.input(vector)
        // A server finds all parameters in such a map, also those that are members of their own.
        for member in vector.operation.input.members where member.place == .queryParameters {
            let names = expected[member.name]?.object?.entries.map(\.name) ?? []
            guard case .object(var object) = read else { continue }
            let entries = object[member.name]?.object?.entries.filter { names.contains($0.name) } ?? []
            object[member.name] = entries.isEmpty ? nil : .object(Document.Object(entries))
            read = .object(object)
        }
        #expect(VectorValues.normalized(read) == VectorValues.normalized(expected))
    }

    // Outputs.

    static func output(_ vector: ProtocolVector) -> Document {
        VectorValues.typed(vector.json["result"] ?? [:], .structure { vector.operation.output })
    }

    @Test(arguments: ProtocolVector.outputs.filter { !VectorExclusions.contains($0, .client) })
    func clientReadsOutput(_ vector: ProtocolVector) throws {
        let (response, body) = try vector.response
        #expect(!vector.codec.isFailure(response, body: body, for: vector.operation))
        let read = try vector.codec.output(of: response, body: body, for: vector.operation)
        #expect(VectorValues.normalized(read) == VectorValues.normalized(Self.output(vector)))
    }

    @Test(arguments: ProtocolVector.outputs.filter { !VectorExclusions.contains($0, .server) })
    func serverWritesOutputThatReadsTheSame(_ vector: ProtocolVector) async throws {
        let output = Self.output(vector)
        let response = try vector.codec.response(
            to: vector.operation, of: vector.service, output: output, requestID: "request-id")
        let body = try await Self.body(response.body)
        let read = try vector.codec.output(of: response, body: body, for: vector.operation)
        #expect(VectorValues.normalized(read) == VectorValues.normalized(output))
        #expect(response.status == (try vector.response.message.status))
    }

    // Errors.

    @Test(arguments: ProtocolVector.errors.filter { !VectorExclusions.contains($0, .client) })
    func clientReadsError(_ vector: ProtocolVector) throws {
        let (response, body) = try vector.response
        try expectError(vector, response, body)
    }

    @Test(arguments: ProtocolVector.errors.filter { !VectorExclusions.contains($0, .server) })
    func serverWritesErrorThatReadsTheSame(_ vector: ProtocolVector) async throws {
        let schema = try #require(vector.errorSchema)
        let members = VectorValues.typed(vector.json["error"] ?? [:], .structure { schema })
        let failure = WireFailure(
            status: try vector.response.message.status, code: vector.json["errorCode"]?.string ?? "",
            message: vector.json["errorMessage"]?.string, requestID: "request-id",
            members: members.object ?? Document.Object(), schema: schema)
        let response = vector.codec.response(to: vector.operation, of: vector.service, failure: failure)
        let body = try await Self.body(response.body)
        try expectError(vector, response, body)
        #expect(vector.codec.failure(of: response, body: body, of: vector.service).requestID == "request-id")
    }

    private func expectError(_ vector: ProtocolVector, _ response: HTTPResponse, _ body: [UInt8]) throws {
        let schema = try #require(vector.errorSchema)
        #expect(vector.codec.isFailure(response, body: body, for: vector.operation))
        let failure = vector.codec.failure(of: response, body: body, of: vector.service)
        #expect(failure.status == (try vector.response.message.status))
        #expect(failure.code == vector.json["errorCode"]?.string)
        if let message = vector.json["errorMessage"]?.string { #expect(failure.message == message) }
        let expected = VectorValues.typed(vector.json["error"] ?? [:], .structure { schema })
        let details = try vector.codec.details(of: response, body: body, as: schema)
        #expect(VectorValues.normalized(details) == VectorValues.normalized(expected))
    }
}
