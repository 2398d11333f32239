import AWSBedrockRuntime
import AWSCore
import World

/// A guardrail as one call uses it.
struct GuardrailUse: Sendable {
    let guardrail: Guardrail
    /// nil: the answer says nothing of what was found.
    let trace: String?

    /// Looks at what goes in. Where parts are marked to be guarded, only at those.
    func review(input request: ChatRequest, _ view: BedrockRuntimeEmulator) -> GuardrailReview {
        let parts = GuardedParts(request)
        let verdict = guardrail.assess(parts.guarded, isOutput: false)
        var review = GuardrailReview(use: self)
        let covered = parts.guarded.unicodeScalars.count
        let units = GuardrailReview.usage(guardrail, characters: covered, isOutput: false, grounds: false)
        review.input = verdict.assessment.finished(
            guardrail, usage: units, guarded: covered, total: parts.total.unicodeScalars.count)
        if verdict.isBlocked { review.blockedInput = guardrail.definition.blockedInputMessage }
        view.scope.use(.guardrailTextUnits, Double(units.billable), on: guardrail.definition.id)
        return review
    }

    /// Looks at what comes out, and masks or replaces it.
    func review(
        output answer: inout ChatAnswer, _ request: ChatRequest, _ review: inout GuardrailReview,
        _ view: BedrockRuntimeEmulator
    ) {
        let parts = GuardedParts(request)
        let text = answer.text
        let verdict = guardrail.assess(text, isOutput: true, source: parts.source, query: parts.query)
        let count = text.unicodeScalars.count
        let units = GuardrailReview.usage(guardrail, characters: count, isOutput: true, grounds: parts.source != nil)
        review.output = verdict.assessment.finished(guardrail, usage: units, guarded: count, total: count)
        view.scope.use(.guardrailTextUnits, Double(units.billable), on: guardrail.definition.id)
        if verdict.isBlocked {
            answer.parts = [.text(guardrail.definition.blockedOutputMessage)]
        } else if verdict.isMasked {
            answer.parts = [.text(verdict.text)] + answer.parts.filter { if case .call = $0 { true } else { false } }
        } else {
            return
        }
        // A guardrail that only masks has intervened too (recorded, 2025).
        answer.stop = .guardrail
        review.isMasked = verdict.isMasked && !verdict.isBlocked
        review.isBlockedOutput = verdict.isBlocked
    }
}

/// The parts of a request as a guardrail tells them apart.
private struct GuardedParts {
    var guarded: String
    var total: String
    var source: String?
    var query: String?

    init(_ request: ChatRequest) {
        var marked: [String] = []
        var all: [String] = []
        var sources: [String] = []
        var queries: [String] = []
        for message in request.messages where message.role == .user {
            for part in message.parts {
                switch part {
                case .text(let text): all.append(text)
                case .guarded(let text, let qualifiers):
                    all.append(text)
                    if qualifiers.contains("grounding_source") { sources.append(text) }
                    if qualifiers.contains("query") { queries.append(text) }
                    if qualifiers.isEmpty || qualifiers.contains("guard_content") { marked.append(text) }
                default: break
                }
            }
        }
        let hasMarks = !marked.isEmpty || !sources.isEmpty || !queries.isEmpty
        guarded = (hasMarks ? marked : all).joined()
        total = all.joined()
        source = sources.isEmpty ? nil : sources.joined(separator: "\n")
        query = queries.isEmpty ? nil : queries.joined(separator: "\n")
    }
}

extension BedrockRuntimeEmulator {
    /// The guardrail that a call names; nil when it names none.
    func guardrail(_ id: String?, _ version: String?, trace: String?) throws(BedrockRuntimeError) -> GuardrailUse? {
        guard let id else { return nil }
        guard let version else {
            throw .validation("The guardrail version must be provided together with the guardrail identifier.")
        }
        let name = id.hasPrefix("arn:") ? id.split(separator: "/").last.map(String.init) ?? id : id
        guard let guardrail = state.guardrails["\(name):\(version)"] else { throw .guardrailNotFound }
        let isTraced = trace.map { $0.lowercased() != "disabled" } ?? false
        return GuardrailUse(guardrail: guardrail, trace: isTraced ? trace : nil)
    }
}
