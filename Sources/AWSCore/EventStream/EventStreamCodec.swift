/// Events as messages and back, guided by the schema of their union.
///
/// Source: Smithy, "Amazon Event Stream specification"; botocore's parsers for what services send.
public struct EventStreamCodec: Sendable {
    let body: any RESTBodyCodec

    package init(_ body: any RESTBodyCodec) {
        self.body = body
    }

    /// Payloads of the JSON protocols.
    public static let json = EventStreamCodec(RESTJSONBody())
    /// Payloads of restXml.
    public static let xml = EventStreamCodec(RESTXMLBody())

    /// What a message was found to be.
    public enum Received: Hashable, Sendable {
        /// The union with the one member that came.
        case event(Document)
        /// The members beside the stream, as a body. It comes first, where the protocol has no other place for them.
        case initial([UInt8])
        /// An exception of the model: the name of its member in the union, and its own members.
        case exception(member: String, Document)
        /// An error outside the model.
        case error(code: String, message: String?)
        /// An event that the model does not know.
        case unknown(type: String)
    }

    enum Name {
        static let messageType = ":message-type"
        static let eventType = ":event-type"
        static let exceptionType = ":exception-type"
        static let errorCode = ":error-code"
        static let errorMessage = ":error-message"
        static let contentType = ":content-type"
        static let initialResponse = "initial-response"
    }

    static func schema(of member: Member) throws(WireError) -> StructureSchema {
        guard case .structure(let schema) = member.shape else {
            throw .unexpectedType(expected: "structure", at: member.name)
        }
        return schema()
    }
}
