import AWSBedrockRuntime
import AWSCore

/// The errors of Bedrock Runtime, in AWS's codes and words.
///
/// Those of models are what Bedrock was seen to answer; where a line names no source, recorded answers or issues of
/// client libraries quote it.
extension ServiceError where Service == BedrockRuntime {
    static func validation(_ message: String) -> Self { Self(.validationException, message) }

    static var invalidModel: Self { validation("The provided model identifier is invalid.") }

    static var modelEnded: Self {
        Self(
            .resourceNotFoundException,
            "This model version has reached the end of its life. Please refer to the AWS documentation for more details."
        )
    }

    static func notOnDemand(_ id: String) -> Self {
        validation(
            "Invocation of model ID \(id) with on-demand throughput isn\u{2019}t supported. Retry your request with the ID "
                + "or ARN of an inference profile that contains this model.")
    }

    static var noModelAccess: Self {
        Self(.accessDeniedException, "You don't have access to the model with the specified model ID.")
    }

    /// - Parameter complaints: each as a JSON schema validator words it; they follow each other without a space.
    static func malformed(_ complaints: [String]) -> Self {
        validation("Malformed input request: \(complaints.joined()), please reformat your input and try again.")
    }

    static var inputTooLong: Self { validation("Input is too long for requested model.") }

    /// What Converse says of a field that a model does not take.
    static func unsupported(_ field: String) -> Self {
        validation("This model doesn't support the \(field) field. Remove \(field) and try again.")
    }

    static var toolsUnsupported: Self { validation("This model doesn't support tool use.") }

    static var countUnsupported: Self { validation("The provided model doesn't support counting tokens.") }

    static var actionUnsupported: Self {
        validation(
            "The action doesn't support the model that you provided. Try again with a supported text or chat model.")
    }

    static var streamingUnsupported: Self { validation("The model is unsupported for streaming.") }

    static var guardrailNotFound: Self {
        validation("The guardrail identifier or version provided in the request does not exist.")
    }

    static func notEmulated(_ operation: String) -> Self {
        Self(ErrorCode("NotImplemented"), "KASS does not emulate bedrock:\(operation)", status: 501)
    }

    static func notEmulated(_ operation: String, parameter: String) -> Self {
        Self(ErrorCode("NotImplemented"), "KASS does not emulate \(parameter) of bedrock:\(operation)", status: 501)
    }
}
