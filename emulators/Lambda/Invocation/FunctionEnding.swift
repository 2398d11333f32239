import AWSCore
import Functions

/// How an invocation ended, and what its caller is told of it.
enum FunctionEnding: Sendable {
    case answered([UInt8])
    /// What was to say was streamed.
    case streamed
    case failed(type: String, message: String)
    case timedOut(after: Duration)
    /// The process that ran the function is gone.
    case exited
    case tooLarge

    /// Runs `function` to its end.
    /// - Parameter writer: where a streaming function writes to; nil when the answer is wanted whole.
    static func of(
        _ function: any LambdaFunction, _ event: Document, _ context: FunctionContext, _ writer: (any ResponseWriter)?
    ) async -> FunctionEnding {
        do {
            if let writer, let streaming = function as? any StreamingLambdaFunction {
                try await streaming.handle(event, context, into: writer)
                return .streamed
            }
            let payload = try await function.handle(event, context).json()
            guard payload.count <= LambdaLimits.responseBytesMax else { return .tooLarge }
            return .answered(payload)
        } catch let failure as FunctionFailure {
            return .failed(type: failure.errorType, message: failure.errorMessage)
        } catch {
            return .failed(type: "\(type(of: error))", message: "\(error)")
        }
    }

    /// What ran too long, or is gone, runs nothing any more.
    var endsEnvironment: Bool {
        switch self {
        case .timedOut, .exited: true
        default: false
        }
    }

    var isError: Bool {
        switch self {
        case .answered, .streamed: false
        default: true
        }
    }

    /// The payload, in the forms that were recorded: test_lambda_handler_error, test_lambda_invoke_with_timeout,
    /// test_lambda_runtime_exit, test_lambda_too_large_response.
    func payload(_ requestID: String) -> [UInt8] {
        switch self {
        case .answered(let bytes): bytes
        case .streamed: []
        default: errorDocument(requestID).json()
        }
    }

    private func errorDocument(_ requestID: String) -> Document {
        switch self {
        case .failed(let type, let message):
            [
                "errorMessage": .string(message), "errorType": .string(type), "requestId": .string(requestID),
                "stackTrace": [],
            ]
        case .timedOut(let duration):
            [
                "errorType": "Sandbox.Timedout",
                "errorMessage": .string("RequestId: \(requestID) Error: \(Self.timeoutText(duration))"),
            ]
        case .tooLarge:
            [
                "errorMessage": .string(
                    "Response payload size exceeded maximum allowed payload size "
                        + "(\(LambdaLimits.responseBytesMax) bytes)."),
                "errorType": "Function.ResponseSizeTooLarge",
            ]
        case .answered, .streamed, .exited:
            [
                "errorType": "Runtime.ExitError",
                "errorMessage": .string("RequestId: \(requestID) Error: Runtime exited without providing a reason"),
            ]
        }
    }

    /// The line that Lambda or the runtime puts into the log, if any.
    func logLine(_ requestID: String, at now: Timestamp) -> String? {
        switch self {
        case .answered, .streamed: nil
        case .failed(let type, let message): "[ERROR] \(type): \(message)"
        case .timedOut(let duration): "\(now.logText) \(requestID) \(Self.timeoutText(duration))\n"
        case .exited: "RequestId: \(requestID) Error: Runtime exited without providing a reason"
        case .tooLarge: "[ERROR] Function.ResponseSizeTooLarge"
        }
    }

    private static func timeoutText(_ duration: Duration) -> String {
        "Task timed out after \(duration.components.seconds).00 seconds"
    }
}
