/// One of AWS's wire protocols, in both directions, over documents: it knows schemas, never generated types.
///
/// Bodies that stream (``Member/Traits/streaming``, ``Member/Traits/eventStream``) are none of its business: the
/// caller sets or takes the message's `body` itself, and the protocol handles the members around it.
public protocol WireProtocol: Sendable {
    var name: WireProtocolName { get }

    // As a client.

    /// The request that asks for `operation`, unsigned, without `Host`.
    func request(
        for operation: OperationSchema, of service: ServiceMetadata, input: Document
    ) throws(WireError) -> HTTPRequest

    /// - Parameter body: the whole body; empty where the output streams.
    func output(
        of response: HTTPResponse, body: [UInt8], for operation: OperationSchema
    ) throws(WireError) -> Document

    /// Whether `response` brings an error. S3 sends some with status 200, after it has begun to answer.
    func isFailure(_ response: HTTPResponse, body: [UInt8], for operation: OperationSchema) -> Bool

    /// Reads any response that is not a success, however odd its body: code and message are best efforts.
    func failure(
        of response: HTTPResponse, body: [UInt8], of service: ServiceMetadata
    ) -> WireFailure

    /// The members of the error that `error` models, typed, once ``failure(of:body:of:)`` has told which one it is.
    func details(
        of response: HTTPResponse, body: [UInt8], as error: StructureSchema
    ) throws(WireError) -> Document

    // As a server.

    /// The operation that `request` asks for, when it is a request of this protocol for that service.
    func operationName(of request: HTTPRequest, body: [UInt8], of service: ServiceMetadata) -> String?

    func input(
        of request: HTTPRequest, body: [UInt8], for operation: OperationSchema
    ) throws(WireError) -> Document

    /// - Parameter requestID: goes where the protocol has a place for it.
    func response(
        to operation: OperationSchema, of service: ServiceMetadata, output: Document, requestID: String
    ) throws(WireError) -> HTTPResponse

    func response(to operation: OperationSchema?, of service: ServiceMetadata, failure: WireFailure) -> HTTPResponse
}

extension WireProtocol {
    public func isFailure(_ response: HTTPResponse, body: [UInt8], for operation: OperationSchema) -> Bool {
        !(200..<300).contains(response.status)
    }
}

/// An error on the wire: what is left of a ``ServiceError`` when its types are taken away.
public struct WireFailure: Sendable {
    public var status: Int
    public var code: String
    public var message: String?
    public var isClientFault: Bool
    public var requestID: String?
    /// The error's members as they travel. A client reads them with `details`' schema once `code` is known.
    public var members: Document.Object
    /// The schema that `members` follow, where the model has one.
    public var schema: StructureSchema?

    public init(
        status: Int, code: String, message: String? = nil, isClientFault: Bool = true, requestID: String? = nil,
        members: Document.Object = Document.Object(), schema: StructureSchema? = nil
    ) {
        self.status = status
        self.code = code
        self.message = message
        self.isClientFault = isClientFault
        self.requestID = requestID
        self.members = members
        self.schema = schema
    }
}
