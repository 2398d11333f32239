import AWSBedrockRuntime
import AWSCore
import World

/// ApplyGuardrail: a guardrail's look at a text, without a model.
enum ApplyGuardrail {
    static func run(
        _ input: BedrockRuntime.ApplyGuardrailRequest, _ view: BedrockRuntimeEmulator
    ) throws(BedrockRuntimeError) -> BedrockRuntime.ApplyGuardrailResponse {
        try view.check(input)
        guard let use = try view.guardrail(input.guardrailIdentifier, input.guardrailVersion, trace: "enabled") else {
            throw .guardrailNotFound
        }
        let guardrail = use.guardrail
        let parts = try Parts(input.content)
        let isOutput = input.source == .output
        let verdict = guardrail.assess(parts.guarded, isOutput: isOutput, source: parts.source, query: parts.query)
        let count = parts.guarded.unicodeScalars.count
        let usage = GuardrailReview.usage(
            guardrail, characters: count, isOutput: isOutput, grounds: parts.source != nil)
        view.scope.use(.guardrailTextUnits, Double(usage.billable), on: guardrail.definition.id)
        let total = parts.total.unicodeScalars.count
        let assessment = verdict.assessment.finished(guardrail, usage: usage, guarded: count, total: total)
        return response(verdict, assessment, usage, input, guardrail.definition, (count, total))
    }

    private static func response(
        _ verdict: Guardrail.Verdict, _ assessment: BedrockRuntime.GuardrailAssessment,
        _ usage: BedrockRuntime.GuardrailUsage, _ input: BedrockRuntime.ApplyGuardrailRequest,
        _ definition: GuardrailDefinition, _ counts: (guarded: Int, total: Int)
    ) -> BedrockRuntime.ApplyGuardrailResponse {
        let blocked = input.source == .output ? definition.blockedOutputMessage : definition.blockedInputMessage
        let intervenes = verdict.isBlocked || verdict.isMasked
        var outputs: [BedrockRuntime.GuardrailOutputContent] = []
        if intervenes { outputs = [.init(text: verdict.isBlocked ? blocked : verdict.text)] }
        let reason = verdict.isBlocked ? "Guardrail blocked." : verdict.isMasked ? "Guardrail masked." : "No action."
        return BedrockRuntime.ApplyGuardrailResponse(
            usage: usage, action: intervenes ? .guardrailIntervened : .none, actionReason: reason, outputs: outputs,
            assessments: [assessment],
            guardrailCoverage: .init(textCharacters: .init(guarded: counts.guarded, total: counts.total)))
    }

    private struct Parts {
        var guarded = ""
        var total = ""
        var source: String?
        var query: String?

        init(_ content: [BedrockRuntime.GuardrailContentBlock]) throws(BedrockRuntimeError) {
            for block in content {
                guard case .text(let text) = block else {
                    throw .notEmulated("ApplyGuardrail", parameter: "content.image")
                }
                total += text.text
                let qualifiers = text.qualifiers ?? []
                if qualifiers.contains(.groundingSource) { source = (source.map { $0 + "\n" } ?? "") + text.text }
                if qualifiers.contains(.query) { query = (query.map { $0 + "\n" } ?? "") + text.text }
                if qualifiers.isEmpty || qualifiers.contains(.guardContent) { guarded += text.text }
            }
        }
    }
}
