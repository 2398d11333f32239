/// What restJson1 and restXml differ in: how a structure becomes a body. All else of a REST message is ``HTTPBinding``.
package protocol RESTBodyCodec: Sendable {
    /// The content type of a body that holds a structure.
    var mediaType: String { get }

    /// What a payload that is a structure and absent is sent as; nil sends no body.
    var absentStructure: [UInt8]? { get }

    /// - Parameters:
    ///   - value: of a structure without payload, only the members that travel in the body.
    ///   - payload: the member that is the whole body, where there is one.
    func encode(_ value: Document, as shape: Shape, payload: Member?) throws(WireError) -> [UInt8]

    /// - Parameter body: never empty.
    func decode(_ body: [UInt8], as shape: Shape, payload: Member?) throws(WireError) -> Document
}

/// restJson1's bodies.
package struct RESTJSONBody: RESTBodyCodec {
    package var mediaType: String { "application/json" }

    package var absentStructure: [UInt8]? { Array("{}".utf8) }

    package init() {}

    package func encode(_ value: Document, as shape: Shape, payload: Member?) throws(WireError) -> [UInt8] {
        try JSONWriter.write(value, as: shape)
    }

    package func decode(_ body: [UInt8], as shape: Shape, payload: Member?) throws(WireError) -> Document {
        try JSONParser.parse(body, as: shape)
    }
}
