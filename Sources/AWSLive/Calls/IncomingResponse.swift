import AWSCore

/// What came back, judged and decoded.
struct IncomingResponse: Sendable {
    var response: HTTPResponse
    /// Empty where the output streams.
    let body: [UInt8]

    /// Fails the attempt when the body is not the one whose checksum the service sent.
    func hasBrokenChecksum(_ operation: OperationSchema) -> Bool {
        if let checksum = ResponseChecksum(response, operation), operation.method != "HEAD" {
            return !checksum.fits(body)
        }
        guard let claimed = response.headers["x-amz-crc32"].flatMap({ UInt32($0) }),
            response.headers["Content-Encoding"] == nil
        else { return false }
        return CRC32.checksum(of: body) != claimed
    }

    /// The output, with its stream, if it has one, read from the connection.
    func output<Service: ServiceModel, Input: Structure, Output: Structure>(
        of operation: Operation<Service, Input, Output>, _ wire: any WireProtocol, checking: Bool
    ) throws(WireError) -> Output {
        let document = try wire.output(of: response, body: body, for: operation.schema)
        let output = try Output(received: document)
        if var streaming = output as? any StreamingStructure {
            let checksum = checking ? ResponseChecksum(response, operation.schema) : nil
            streaming.payloadStream = checksum?.checking(response.body) ?? response.body
            return streaming as? Output ?? output
        }
        guard let streaming = output as? any EventStreamStructure else { return output }
        return reading(streaming, wire, Service.self) as? Output ?? output
    }

    private func reading<Output: EventStreamStructure, Service: ServiceModel>(
        _ output: Output, _ wire: any WireProtocol, _: Service.Type
    ) -> Output {
        wire.name.eventCodec.output(output, readingEventsFrom: response.body, of: Service.self)
    }
}
