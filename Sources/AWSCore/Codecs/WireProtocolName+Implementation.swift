extension WireProtocolName {
    /// The codec that speaks the protocol; a server finds REST operations by a router of its own.
    public var implementation: any WireProtocol {
        switch self {
        case .awsJSON1_0: AWSJSONProtocol(.v1_0)
        case .awsJSON1_1: AWSJSONProtocol(.v1_1)
        case .restJSON: RestJSONProtocol()
        case .restXML: RestXMLProtocol()
        case .query: QueryProtocol()
        case .rpcV2CBOR: RPCv2CBORProtocol()
        }
    }

    /// How the payloads of its event streams are written.
    public var eventCodec: EventStreamCodec {
        self == .restXML ? EventStreamCodec(RESTXMLBody()) : .json
    }

    /// The members beside an event stream have no place in the message's head, and travel as the stream's first event.
    public var hasInitialEvent: Bool {
        switch self {
        case .awsJSON1_0, .awsJSON1_1, .rpcV2CBOR: true
        case .restJSON, .restXML, .query: false
        }
    }
}
