public import AWSIAM

/// Asks IAM what a role may do.
public struct IAMSimulator: PermissionSimulator {
    private let client: any IAMClient

    public init(_ client: any IAMClient) {
        self.client = client
    }

    public func denied(_ actions: [String], on resource: String, role: String) async throws -> [String] {
        var (denied, marker) = ([String](), String?.none)
        repeat {
            let page = try await client.simulatePrincipalPolicy(
                IAM.SimulatePrincipalPolicyRequest(
                    policySourceArn: role, actionNames: actions, resourceArns: [resource], marker: marker))
            denied += (page.evaluationResults ?? []).filter { $0.evalDecision != .allowed }.map(\.evalActionName)
            marker = page.isTruncated == true ? page.marker : nil
        } while marker != nil
        return denied
    }
}
