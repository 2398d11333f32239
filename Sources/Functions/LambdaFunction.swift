public import AWSCore

/// What runs when a Lambda function is invoked: JSON in, JSON out, wherever it is hosted.
///
/// One value serves many invocations at the same time, as many instances of a function do on AWS.
public protocol LambdaFunction: Sendable {
    /// - Parameter event: the payload of the invocation, in the trigger's shape.
    /// - Returns: the response's payload.
    /// - Throws: ``FunctionFailure`` to choose the error's type and words; anything else is reported by its type.
    func handle(_ event: Document, _ context: FunctionContext) async throws -> Document
}

/// A function that can answer piece by piece, when it is invoked so (InvokeWithResponseStream).
public protocol StreamingLambdaFunction: LambdaFunction {
    /// Returns once everything has been written.
    func handle(_ event: Document, _ context: FunctionContext, into response: any ResponseWriter) async throws
}

/// Where a streamed response goes.
public protocol ResponseWriter: Sendable {
    /// Returns once the receiver has room for more.
    func write(_ bytes: [UInt8]) async throws
}

/// An error that ends an invocation, as Lambda reports it to the caller.
public struct FunctionFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// What the caller matches on, such as `ValidationError`.
    public let errorType: String
    public let errorMessage: String

    public init(_ errorType: String, _ errorMessage: String) {
        self.errorType = errorType
        self.errorMessage = errorMessage
    }

    public var description: String { "\(errorType): \(errorMessage)" }
}
