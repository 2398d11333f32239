/// One operation as a value: what all three ways in need of it.
///
/// The emulated way runs `perform` on an emulator, the live way sends `schema`'s request and never calls it, and the
/// wire server decodes by `schema`, runs `perform`, and encodes by `schema`.
public struct Operation<Service: ServiceModel, Input: Structure, Output: Structure>: Sendable {
    public typealias Perform =
        @Sendable (Service.Client, Input) async throws(ServiceError<Service>) -> Output

    public let schema: OperationSchema
    public let perform: Perform
    /// The resource that the input names, as the part of its ARN after the account (`table/Orders`); nil where the
    /// operation works on no single resource. S3's ARNs have no account: there it is `bucket` or `bucket/key`.
    public let resource: @Sendable (Input) -> String?

    public init(
        _ schema: OperationSchema, resource: @escaping @Sendable (Input) -> String? = { _ in nil },
        perform: @escaping Perform
    ) {
        self.schema = schema
        self.resource = resource
        self.perform = perform
    }
}

/// An operation whose input and output types are not known to the holder.
public protocol ServiceOperation<Service>: Sendable {
    associatedtype Service: ServiceModel
    associatedtype Input: Structure
    associatedtype Output: Structure

    var schema: OperationSchema { get }
    var typed: Operation<Service, Input, Output> { get }
}

extension Operation: ServiceOperation {
    public var typed: Operation<Service, Input, Output> { self }
}

/// Everything about an operation that is data.
public struct OperationSchema: Sendable {
    /// "GetItem".
    public let name: String
    public let method: String
    /// The URI template: `/{Bucket}/{Key+}?tagging`.
    public let uri: String
    /// The status of a success, where the model says it.
    public let successStatus: Int
    public let input: StructureSchema
    public let output: StructureSchema
    /// The IAM action, "dynamodb:GetItem".
    public let iamAction: String
    public let checksum: ChecksumTraits?
    /// What stands before the host name, such as `{AccountId}.`.
    public let hostPrefix: String?
    /// The body is not hashed into the signature.
    public let hasUnsignedPayload: Bool
    /// Needs no credentials at all (`AssumeRoleWithWebIdentity`).
    public let isAnonymous: Bool
    /// In the query and restXml protocols, the element that wraps the output (`GetCallerIdentityResult`).
    public let resultWrapper: String?
    /// `uri`, taken apart.
    package let template: URITemplate

    public init(
        _ name: String, method: String = "POST", uri: String = "/", successStatus: Int = 200, input: StructureSchema,
        output: StructureSchema, iamAction: String, checksum: ChecksumTraits? = nil, hostPrefix: String? = nil,
        hasUnsignedPayload: Bool = false, isAnonymous: Bool = false, resultWrapper: String? = nil
    ) {
        self.name = name
        self.method = method
        self.uri = uri
        self.successStatus = successStatus
        self.input = input
        self.output = output
        self.iamAction = iamAction
        self.checksum = checksum
        self.hostPrefix = hostPrefix
        self.hasUnsignedPayload = hasUnsignedPayload
        self.isAnonymous = isAnonymous
        self.resultWrapper = resultWrapper
        template = URITemplate(uri)
    }
}

/// Smithy's `httpChecksum`: which checksums a request must or may carry, and which a response may.
public struct ChecksumTraits: Sendable {
    public let isRequired: Bool
    /// The input member that names the algorithm.
    public let requestAlgorithmMember: String?
    /// The input member that asks for validation of the response.
    public let requestValidationModeMember: String?
    public let responseAlgorithms: [String]

    public init(
        isRequired: Bool = false, requestAlgorithmMember: String? = nil, requestValidationModeMember: String? = nil,
        responseAlgorithms: [String] = []
    ) {
        self.isRequired = isRequired
        self.requestAlgorithmMember = requestAlgorithmMember
        self.requestValidationModeMember = requestValidationModeMember
        self.responseAlgorithms = responseAlgorithms
    }
}

/// Carries a call from a generated client to whatever answers it: an emulator behind the call chain, or the network.
public protocol OperationInvoker<Service>: Sendable {
    associatedtype Service: ServiceModel

    func invoke<Input, Output>(
        _ operation: Operation<Service, Input, Output>, _ input: Input
    ) async throws(ServiceError<Service>) -> Output
}
