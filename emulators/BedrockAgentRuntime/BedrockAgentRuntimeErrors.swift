import AWSBedrockAgentRuntime
import AWSBedrockRuntime
import AWSCore
import AWSOpenSearch

/// The errors of Bedrock's knowledge bases. Where nobody has recorded what the service says, the words are the API
/// reference's.
extension ServiceError where Service == BedrockAgentRuntime {
    static func validation(_ message: String) -> Self { Self(.validationException, message) }

    /// Recorded: what callers have been told of inputs that cannot be used.
    static var unusableInput: Self {
        validation(
            "Invalid input or configuration provided. Check the input and Knowledge Base configuration and try your "
                + "request again.")
    }

    static var noSuchKnowledgeBase: Self {
        Self(
            .resourceNotFoundException,
            "The specified resource Amazon Resource Name (ARN) was not found. Check the Amazon Resource Name (ARN) and "
                + "try your request again.")
    }

    /// Recorded: sessions end, and ids are the service's to give.
    static func noSuchSession(_ id: String) -> Self {
        validation("Session with Id \(id) is not valid. Please check and try again.")
    }

    /// The index, or the model of its vectors, did not answer as it must.
    /// - Parameter resource: its name.
    static func failedDependency(_ resource: String, _ code: String, _ message: String?) -> Self {
        if code == "ThrottlingException" { return Self(.throttlingException, message) }
        return Self(
            .dependencyFailedException, message,
            details: BedrockAgentRuntime.DependencyFailedException(message: message, resourceName: resource))
    }

    /// A model that the caller has named does not write an answer: its refusals are the caller's to mend.
    static func failedModel(_ model: String, _ error: BedrockRuntimeError) -> Self {
        switch error.code.rawValue {
        case "ValidationException": .validation(error.message ?? "")
        case "AccessDeniedException": Self(.accessDeniedException, error.message)
        case "ResourceNotFoundException": Self(.resourceNotFoundException, error.message)
        case let code: .failedDependency(model, code, error.message)
        }
    }

    static func notEmulated(_ operation: String) -> Self {
        Self(ErrorCode("NotImplemented"), "KASS does not emulate bedrock:\(operation)", status: 501)
    }

    /// A parameter of an operation that is otherwise emulated.
    static func notEmulated(_ operation: String, parameter: String) -> Self {
        Self(ErrorCode("NotImplemented"), "KASS does not emulate \(parameter) of bedrock:\(operation)", status: 501)
    }
}
