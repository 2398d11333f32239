import AWSCore
import TestSupport
import Testing

/// Valid bodies, damaged: whatever comes of it, the decoder returns or throws, and what it returns reads back the same.
@Suite struct JSONMutationTests {
    static let corpus = [
        #"{"TableName":"Orders","Item":{"pk":{"S":"a\u00e9\ud83d\ude00"},"n":{"N":"-12.50"},"b":{"B":"AAEC"}}}"#,
        #"{"S":"x","N":12,"F":1.5e3,"Bool":true,"B":"AAEC","T":1422172800.5,"Date":"2015-01-25T08:00:00Z"}"#,
        #"{"L":["a",null],"Sparse":["a",null],"M":{"a":1},"Any":{"a":[1,null,{"b":"\n"}]},"innerOnTheWire":{"Name":""}}"#,
        #"{"Http":"Sun, 25 Jan 2015 08:00:00 GMT","D":"-Infinity","Long":-9223372036854775808}"#,
        "[[[[[[[[[[null,true,false,0,-1.5E-10,\"\\\\\"]]]]]]]]]]",
    ]

    private static let iterations = 1500

    @Test(arguments: corpus) func freeFormReadsBackTheSame(_ json: String) throws {
        var generator = SeededGenerator(seed: SeededGenerator.seed)
        for _ in 0..<Self.iterations {
            guard let value = try? Document(json: generator.mutated(Array(json.utf8))) else { continue }
            let again = try Document(json: value.json())
            #expect(again == value, "seed \(SeededGenerator.seed)")
        }
    }

    @Test(arguments: corpus) func typedReadsBackTheSame(_ json: String) async throws {
        let schema = JSONParserTests.schema
        let operation = OperationSchema("Op", input: schema, output: schema, iamAction: "")
        let wire = AWSJSONProtocol(.v1_0)
        var generator = SeededGenerator(seed: SeededGenerator.seed)
        for _ in 0..<Self.iterations {
            let bytes = generator.mutated(Array(json.utf8))
            guard let value = try? wire.input(of: HTTPRequest(), body: bytes, for: operation) else { continue }
            // Finer than a microsecond is not written.
            let first = try await read(value, operation)
            #expect(try await read(first, operation) == first, "seed \(SeededGenerator.seed)")
        }
    }

    private func read(_ value: Document, _ operation: OperationSchema) async throws -> Document {
        let wire = AWSJSONProtocol(.v1_0)
        let request = try wire.request(for: operation, of: .json, input: value)
        return try wire.input(of: request, body: try await request.body.collect(bytesMax: 1 << 20), for: operation)
    }
}
