import AWSCore
import AWSSTS

/// The role that an ARN names.
struct RoleName {
    let arn: String
    /// Without its path, as the ARNs of sessions have it.
    let name: String
    let account: String

    /// - Throws: ValidationError. Words: as AWS's answers are reported in public issues.
    init(_ text: String) throws(STSError) {
        guard let arn = try? ARN(text) else { throw .validation("\(text) is invalid") }
        guard arn.service == "iam", arn.region.isEmpty, AccountID(arn.account) != nil, arn.resourceType == "role",
            let name = arn.resourceID.split(separator: "/").last
        else { throw .validation("Request ARN is invalid") }
        self.arn = text
        self.name = String(name)
        account = arn.account
    }
}
