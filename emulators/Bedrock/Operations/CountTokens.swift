import AWSBedrockRuntime
import AWSCore

/// CountTokens: what a request would cost, without an answer. It is free.
enum CountTokens {
    static func run(
        _ input: BedrockRuntime.CountTokensRequest, _ view: BedrockRuntimeEmulator
    ) throws(BedrockRuntimeError) -> BedrockRuntime.CountTokensResponse {
        try view.check(input)
        guard let resolved = view.state.resolver.find(input.modelId) else { throw .invalidModel }
        // Only the models themselves, not the inference profiles that lead to them (recorded, 2025).
        guard !resolved.isProfile, resolved.model.features.contains(.countTokens) else { throw .countUnsupported }
        return BedrockRuntime.CountTokensResponse(
            inputTokens: TokenOverhead.inputTokens(try request(input, resolved.model)))
    }

    private static func request(
        _ input: BedrockRuntime.CountTokensRequest, _ model: FoundationModel
    ) throws(BedrockRuntimeError) -> ChatRequest {
        switch input.input {
        case .converse(let request):
            let conversation = ConverseInput(request)
            try ConverseRules(model: model).check(conversation)
            return try ConverseReader(model: model).read(conversation)
        case .invokeModel(let request):
            let body = try InvocationBody.read(request.body)
            guard let dialect = model.chatDialect(for: body) else { throw .countUnsupported }
            return try dialect.read(body)
        case .sdkUnknown(let name): throw .notEmulated("CountTokens", parameter: "input.\(name)")
        }
    }
}
