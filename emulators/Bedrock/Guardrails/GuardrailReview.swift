import AWSBedrockRuntime
import AWSCore

/// What a guardrail found in one call, and how answers tell it.
struct GuardrailReview: Sendable {
    let use: GuardrailUse
    var input: BedrockRuntime.GuardrailAssessment?
    var output: BedrockRuntime.GuardrailAssessment?
    /// What to answer instead of asking the model.
    var blockedInput: String?
    var isMasked = false
    var isBlockedOutput = false
    var modelOutput: [String] = []

    init(use: GuardrailUse) {
        self.use = use
    }

    /// A constant: how long a look takes, in milliseconds, in metrics.
    static let latencyMs = 240

    private var id: String { use.guardrail.definition.id }

    private var actionReason: String {
        if blockedInput != nil || isBlockedOutput { return "Guardrail blocked." }
        return isMasked ? "No action.\nGuardrail masked." : "No action."
    }

    /// The trace of Converse; nil where none was asked for.
    var converseTrace: BedrockRuntime.GuardrailTraceAssessment? {
        guard use.trace != nil else { return nil }
        return BedrockRuntime.GuardrailTraceAssessment(
            modelOutput: blockedInput == nil ? (isMasked || isBlockedOutput ? modelOutput : []) : nil,
            inputAssessment: input.map { [id: $0] }, outputAssessments: output.map { [id: [$0]] },
            actionReason: actionReason)
    }

    var invocationAction: String { blockedInput != nil || isMasked || isBlockedOutput ? "INTERVENED" : "NONE" }

    /// What InvokeModel adds to the body of a model.
    func invocationMembers(modelOutput: [String]) -> [Document.Entry] {
        invocationTrace(modelOutput: modelOutput)
            + [.init("amazon-bedrock-guardrailAction", .string(invocationAction))]
    }

    func invocationTrace(modelOutput: [String]) -> [Document.Entry] {
        guard use.trace != nil else { return [] }
        var trace = Document.Object()
        if blockedInput == nil { trace.entries.append(.init("modelOutput", .list(modelOutput.map { .string($0) }))) }
        if let input {
            trace.entries.append(.init("input", .object(.init([.init(id, input.document.withoutEmptyLists)]))))
        }
        if let output {
            trace.entries.append(.init("outputs", [.object(.init([.init(id, output.document.withoutEmptyLists)]))]))
        }
        trace.entries.append(.init("actionReason", .string(actionReason)))
        return [.init("amazon-bedrock-trace", ["guardrail": .object(trace)])]
    }

    /// One unit for each thousand characters and each policy that looks (Bedrock pricing, "Guardrails").
    static func usage(
        _ guardrail: Guardrail, characters: Int, isOutput: Bool, grounds: Bool
    ) -> BedrockRuntime.GuardrailUsage {
        let definition = guardrail.definition
        let units = max(1, (characters + 999) / 1000)
        let hasSensitive = !definition.pii.isEmpty || !definition.expressions.isEmpty
        let grounding = isOutput && grounds && (definition.groundingThreshold ?? definition.relevanceThreshold) != nil
        return BedrockRuntime.GuardrailUsage(
            topicPolicyUnits: definition.topics.isEmpty ? 0 : units,
            contentPolicyUnits: definition.blocksPromptAttacks ? units : 0,
            wordPolicyUnits: definition.words.isEmpty && !definition.blocksProfanity ? 0 : units,
            sensitiveInformationPolicyUnits: hasSensitive ? units : 0,
            sensitiveInformationPolicyFreeUnits: definition.expressions.isEmpty ? 0 : units,
            contextualGroundingPolicyUnits: grounding ? units : 0, contentPolicyImageUnits: 0,
            automatedReasoningPolicyUnits: 0, automatedReasoningPolicies: 0)
    }
}

extension BedrockRuntime.GuardrailUsage {
    /// Words and expressions are free.
    var billable: Int {
        topicPolicyUnits + contentPolicyUnits + sensitiveInformationPolicyUnits + contextualGroundingPolicyUnits
    }
}

extension BedrockRuntime.GuardrailAssessment {
    /// With what the look cost and which guardrail it was.
    func finished(
        _ guardrail: Guardrail, usage: BedrockRuntime.GuardrailUsage, guarded: Int, total: Int
    ) -> Self {
        var assessment = self
        assessment.invocationMetrics = .init(
            guardrailProcessingLatency: GuardrailReview.latencyMs, usage: usage,
            guardrailCoverage: .init(textCharacters: .init(guarded: guarded, total: total)))
        assessment.appliedGuardrailDetails = .init(
            guardrailId: guardrail.definition.id, guardrailVersion: guardrail.definition.version,
            guardrailArn: guardrail.arn, guardrailOrigin: [.request], guardrailOwnership: .`self`)
        return assessment
    }
}

extension Document {
    /// Bedrock leaves lists out that hold nothing.
    var withoutEmptyLists: Document {
        guard case .object(let object) = self else { return self }
        return .object(
            Document.Object(
                object.entries.compactMap { entry in
                    if entry.value.list?.isEmpty == true { return nil }
                    return .init(entry.name, entry.value.withoutEmptyLists)
                }))
    }
}
