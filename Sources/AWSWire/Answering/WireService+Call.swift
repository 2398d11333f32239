public import AWSCore

extension WireService {
    package var operationNames: [String] { operations.map(\.schema.name) }

    /// Calls an operation that is known by its name only, with plain data in and plain data out.
    ///
    /// Members go by the model's names; blobs are base64, instants RFC 3339, and a payload that streams is text under
    /// its member's name. Streams of events are not read.
    /// - Parameters:
    ///   - operation: "GetItem".
    ///   - payloadBytesMax: of an answer's payload that is read.
    /// - Returns: the output's members, or `{error: {code, message, status}}`.
    /// - Throws: ``WireError`` for an unknown operation or an input of another shape.
    public func call(
        _ operation: String, _ input: Document, as caller: WireCaller, payloadBytesMax: Int = 1 << 20
    ) async throws -> Document {
        guard let served = operations.first(where: { $0.schema.name == operation }) else {
            throw WireError.unexpectedType(expected: "operation of \(metadata.serviceID)", at: operation)
        }
        let (members, payload) = try Self.parts(of: input, for: served)
        switch await served.answer(caller, members, payload) {
        case .refusal(let error): throw error
        case .failure(let failure): return Self.plain(failure)
        case .output(let output, let rest):
            var answer = PlainDocument.plain(output).object ?? .init()
            if case .payload(let stream) = rest, let member = served.schema.output.payloadMember {
                let content = try await stream.collect(bytesMax: payloadBytesMax)
                answer[member.name] = .string(String(decoding: content, as: UTF8.self))
            }
            return .object(answer)
        }
    }

    private static func parts(
        of input: Document, for served: ServedOperation
    ) throws(WireError) -> (members: Document, payload: ByteStream) {
        let shape = Shape.structure { served.schema.input }
        guard served.streamsInput, let member = served.schema.input.payloadMember, case .object(var object) = input
        else { return (try PlainDocument.typed(input, as: shape), .bytes([])) }
        let payload = Array((object[member.name]?.string ?? "").utf8)
        object[member.name] = nil
        return (try PlainDocument.typed(.object(object), as: shape), .bytes(payload))
    }

    private static func plain(_ failure: WireFailure) -> Document {
        let members: [Document.Entry] = [
            .init("code", .string(failure.code)), .init("message", failure.message.map { .string($0) } ?? .null),
            .init("status", .number(Number(failure.status))),
        ]
        return ["error": .object(.init(members))]
    }
}
