import AWSCore
import Chatbot

extension Doctor {
    /// What each function's role must be allowed, statement by statement of its own policy.
    func examinePermissions(_ topology: Topology) async -> [Finding] {
        var findings: [Finding] = []
        for role in topology.roles {
            var look = Look("role", role.name)
            guard let simulator = clients.permissions else {
                look.note(.unknown, "could not be checked: nobody was given that asks IAM")
                findings += look.findings
                continue
            }
            await examine(role, topology.place.roleARN(role.name), simulator, &look)
            findings += look.result("may do all that its function does")
        }
        return findings
    }

    private func examine(
        _ role: Topology.Role, _ arn: String, _ simulator: any PermissionSimulator, _ look: inout Look
    ) async {
        for statement in role.policy["Statement"]?.list ?? [] {
            let actions = statement["Action"]?.list?.compactMap(\.string) ?? []
            for resource in statement["Resource"]?.list?.compactMap(\.string) ?? [] {
                do {
                    let denied = try await simulator.denied(actions, on: resource, role: arn)
                    look.expect(
                        denied.isEmpty, "may not \(denied.joined(separator: ", ")) on \(resource)",
                        "Add the statement \(statement["Sid"]?.string ?? "") to its policy.")
                } catch {
                    let refusal = Refusal(error)
                    if refusal.code == "NoSuchEntity" {
                        return look.note(
                            .bad, "there is none", advice: "Create it, to be taken by lambda.amazonaws.com.")
                    }
                    return look.refused("iam:SimulatePrincipalPolicy", refusal)
                }
            }
        }
    }
}
