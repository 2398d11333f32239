import AWSBedrock
import AWSBedrockRuntime
import AWSCore
import Chatbot

extension Doctor {
    /// Each model once, with all the roles that it plays.
    func examineModels() async -> [Finding] {
        guard clients.inference != nil || clients.models != nil else { return [] }
        var roles: [(id: String, roles: [ModelRole])] = []
        for role in ModelRole.allCases {
            let id = configuration.models[role]
            if let place = roles.firstIndex(where: { $0.id == id }) {
                roles[place].roles.append(role)
            } else {
                roles.append((id, [role]))
            }
        }
        var findings: [Finding] = []
        for (id, roles) in roles { findings += await examineModel(id, roles) }
        return findings
    }

    private func examineModel(_ id: String, _ roles: [ModelRole]) async -> [Finding] {
        var look = Look("model", id)
        let words = "for \(roles.map(\.rawValue).joined(separator: ", "))"
        guard let client = clients.models else {
            await call(id, &look)
            return look.result("answers, \(words)")
        }
        do {
            try await ModelExamination(id: id, region: region, now: now, client: client).run(&look)
        } catch {
            let refusal = Refusal(error)
            guard refusal.isNotEmulated || refusal.isDenied, clients.inference != nil else {
                look.refused("bedrock:GetFoundationModel", refusal)
                return look.findings
            }
            await call(id, &look)
        }
        return look.result("may be called, \(words)")
    }

    /// A call that cannot succeed and so costs nothing: whatever is wrong with the model is said before what is wrong
    /// with the request.
    private func call(_ id: String, _ look: inout Look) async {
        guard let client = clients.inference else { return }
        do {
            _ = try await client.invokeModel(
                BedrockRuntime.InvokeModelRequest(body: Blob(Array("{}".utf8)), modelId: id))
        } catch {
            let refusal = Refusal(error)
            let message = refusal.message.lowercased()
            switch refusal.code {
            case "ValidationException" where message.contains("on-demand throughput"):
                look.note(
                    .bad, "is offered through an inference profile only",
                    advice: "Use the profile's id: \(ModelExamination.prefix(of: region)).\(id).")
            case "ValidationException" where message.contains("model identifier is invalid"):
                look.note(.bad, "is no model of \(region)", advice: "Set `models` to one that `region` has.")
            case "ValidationException": break
            case "ResourceNotFoundException":
                look.note(.bad, refusal.message, advice: "Set `models` to one that has not reached its end of life.")
            case "AccessDeniedException":
                look.note(.bad, refusal.words, advice: "Allow bedrock:InvokeModel, and ask for access to the model.")
            case "ThrottlingException": break
            default: look.refused("bedrock:InvokeModel", refusal)
            }
        }
    }

    func examineGuardrail() async -> [Finding] {
        guard clients.inference != nil, let guardrail = configuration.guardrail else { return [] }
        var look = Look("guardrail", guardrail.id)
        guard let client = clients.models else {
            look.note(.unknown, "could not be checked: nobody was given that reads guardrails")
            return look.findings
        }
        let output = await look.ask(
            "bedrock:GetGuardrail",
            missing: (["ResourceNotFoundException"], "Create it, or mend `guardrail.id` and `guardrail.version`.")
        ) {
            try await client.getGuardrail(
                Bedrock.GetGuardrailRequest(guardrailIdentifier: guardrail.id, guardrailVersion: guardrail.version))
        }
        guard let output else { return look.findings }
        look.expect(
            output.status == .ready, "is \(output.status.rawValue)",
            output.failureRecommendations?.first ?? "Wait, then look again.")
        return look.result("version \(output.version) is ready")
    }
}
