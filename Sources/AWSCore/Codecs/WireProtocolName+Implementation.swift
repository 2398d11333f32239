extension WireProtocolName {
    /// The codec that speaks the protocol.
    public var implementation: any WireProtocol {
        switch self {
        case .awsJSON1_0: AWSJSONProtocol(.v1_0)
        case .awsJSON1_1: AWSJSONProtocol(.v1_1)
        case .restJSON, .restXML, .query, .rpcV2CBOR: AWSJSONProtocol(.v1_0)
        }
    }
}
