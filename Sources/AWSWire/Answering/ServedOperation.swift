import AWSCore

/// One operation with its types forgotten: documents in, documents out. A class, since its schema is long and each
/// request passes it on.
final class ServedOperation: Sendable {
    let schema: OperationSchema
    /// The input's payload is passed on as it comes, and not read before the call.
    let streamsInput: Bool
    let answer: @Sendable (WireCaller, Document, ByteStream) async -> Answer

    enum Answer: Sendable {
        case output(Document, OutputBody)
        case failure(WireFailure)
        /// The input does not make the operation's input type.
        case refusal(WireError)
    }

    /// What of an output is no part of its document.
    enum OutputBody: Sendable {
        case none
        case payload(ByteStream)
        /// The events as bytes, in the protocol's way of writing them.
        case events(@Sendable (EventStreamCodec) -> ByteStream)
    }

    init<Served: ServiceOperation>(
        _ operation: Served, invoker: @escaping @Sendable (WireCaller) -> any OperationInvoker<Served.Service>
    ) {
        let operation = operation.typed
        // The schema knows what asking the type for a conformance would take half a millisecond to find out.
        let streamsInput = operation.schema.input.streamsPayload
        schema = operation.schema
        self.streamsInput = streamsInput
        answer = { caller, document, payload in
            let input: Served.Input
            do throws(WireError) {
                input =
                    try streamsInput
                    ? Self.input(document, payload: payload) : Served.Input(document)
            } catch {
                return .refusal(error)
            }
            do throws(ServiceError<Served.Service>) {
                let output = try await invoker(caller).invoke(operation, input)
                let isStream =
                    operation.schema.output.streamsPayload || operation.schema.output.eventStreamMember != nil
                return .output(output.document, isStream ? Self.body(of: output, Served.Service.self) : .none)
            } catch {
                return .failure(WireFailure(error, requestID: caller.requestID))
            }
        }
    }

    private static func input<Input: Structure>(
        _ document: Document, payload: ByteStream
    ) throws(WireError) -> Input {
        let input = try Input(document)
        guard var streaming = input as? any StreamingStructure else { return input }
        streaming.payloadStream = payload
        return streaming as? Input ?? input
    }

    private static func body<Service: ServiceModel>(of output: some Structure, _: Service.Type) -> OutputBody {
        if let streaming = output as? any StreamingStructure { return .payload(streaming.payloadStream) }
        if let streaming = output as? any EventStreamStructure { return events(of: streaming, Service.self) }
        return .none
    }

    private static func events<Output: EventStreamStructure, Service: ServiceModel>(
        of output: Output, _: Service.Type
    ) -> OutputBody {
        let stream = output.eventStream
        return .events { codec in codec.body(of: stream, of: Service.self) }
    }
}

extension WireFailure {
    init<Service>(_ error: ServiceError<Service>, requestID: String) {
        self.init(
            status: error.status, code: error.code.rawValue, message: error.message,
            isClientFault: error.isClientFault, requestID: requestID,
            members: error.details?.document.object ?? Document.Object(),
            schema: error.details.map { type(of: $0).schema } ?? Self.schema(of: error.code))
    }

    /// By which clients know errors that carry no members, too: SQS's are named otherwise than their codes.
    private static func schema<Service: ServiceModel>(of code: ErrorCode<Service>) -> StructureSchema? {
        Service.errors.lazy.map { $0.schema }.first { ($0.error?.code ?? $0.name) == code.rawValue }
    }
}
