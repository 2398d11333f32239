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
}
