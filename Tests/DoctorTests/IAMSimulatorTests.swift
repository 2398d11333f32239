import AWSCore
import AWSIAM
import Doctor
import Testing

@Suite struct IAMSimulatorTests {
    /// Answers in pages of one action each.
    struct Pages: IAMClient {
        let decisions: [String: IAM.PolicyEvaluationDecisionType]

        func simulatePrincipalPolicy(
            _ input: IAM.SimulatePrincipalPolicyRequest
        ) async throws(IAMError) -> IAM.SimulatePolicyResponse {
            guard input.policySourceArn.hasSuffix("role/reader"), let resource = input.resourceArns?.first else {
                throw IAMError(.noSuchEntityException, "The role cannot be found.")
            }
            let number = input.marker.flatMap { Int($0) } ?? 0
            let action = input.actionNames[number]
            let result = IAM.EvaluationResult(
                evalActionName: action, evalResourceName: resource, evalDecision: decisions[action] ?? .allowed)
            let isLast = number == input.actionNames.count - 1
            return .init(
                evaluationResults: [result], isTruncated: !isLast, marker: isLast ? nil : String(number + 1))
        }
    }

    @Test func namesWhatIsNotAllowedOnAnyPage() async throws {
        let simulator = IAMSimulator(
            Pages(decisions: ["s3:PutObject": .implicitDeny, "s3:DeleteObject": .explicitDeny]))
        let denied = try await simulator.denied(
            ["s3:GetObject", "s3:PutObject", "s3:ListBucket", "s3:DeleteObject"], on: "arn:aws:s3:::papers/*",
            role: "arn:aws:iam::123456789012:role/reader")
        #expect(denied == ["s3:PutObject", "s3:DeleteObject"])
    }

    @Test func aRoleThatIsNotThereIsFoundMissing() async throws {
        var account = try await Account()
        account.clients.permissions = IAMSimulator(Pages(decisions: [:]))
        let findings = await account.examine().filter { $0.kind == "role" }
        #expect(findings.count == 3)
        #expect(findings.allSatisfy { $0.state == .bad && $0.words == "there is none" }, "\(findings)")
    }
}
