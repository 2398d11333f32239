import AWSCloudWatchLogs
import AWSCore
import World

/// PutResourcePolicy: a policy of the account, which lets services write to its log groups.
enum PutResourcePolicy {
    static func run(
        _ input: CloudWatchLogs.PutResourcePolicyRequest, _ view: CloudWatchLogsEmulator
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.PutResourcePolicyResponse {
        try RequestConstraints.check(input)
        if input.resourceArn != nil { throw .notEmulated("PutResourcePolicy", parameter: "resourceArn") }
        guard let name = input.policyName, let text = input.policyDocument else {
            throw .invalidParameter("policyName and policyDocument are required.")
        }
        guard text.utf8.count <= CloudWatchLogsLimits.resourcePolicyBytesMax else {
            throw CloudWatchLogsError(.limitExceededException, "Resource limit exceeded.")
        }
        guard (try? PolicyDocument(json: text)) != nil else {
            throw .invalidParameter("The specified policy document is not valid.")
        }
        let policy = CloudWatchLogs.ResourcePolicy(
            policyName: name, policyDocument: text, lastUpdatedTime: Int(view.call.now.milliseconds))
        try await view.state.write(view.call) { session in
            try session.putEntry(.policy, name, StoredStructure.write(policy))
            guard try session.entries(.policy).count <= CloudWatchLogsLimits.resourcePoliciesMax else {
                throw CloudWatchLogsError(.limitExceededException, "Resource limit exceeded.")
            }
        }
        try await view.state.applyResourcePolicies(of: view.call)
        return CloudWatchLogs.PutResourcePolicyResponse(resourcePolicy: policy)
    }
}

/// DescribeResourcePolicies: by name.
enum DescribeResourcePolicies {
    static func run(
        _ input: CloudWatchLogs.DescribeResourcePoliciesRequest, _ view: CloudWatchLogsEmulator
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.DescribeResourcePoliciesResponse {
        try RequestConstraints.check(input)
        if input.resourceArn != nil { throw .notEmulated("DescribeResourcePolicies", parameter: "resourceArn") }
        let start = try PageToken.read(input.nextToken)
        let limit = input.limit ?? CloudWatchLogsLimits.describePage
        let all = try await view.state.read(view.call) { session in
            try session.entries(.policy).map { try StoredStructure.read(CloudWatchLogs.ResourcePolicy.self, $0) }
        }
        let rest = all.filter { ($0.policyName ?? "") > start }
        let page = Array(rest.prefix(limit))
        return CloudWatchLogs.DescribeResourcePoliciesResponse(
            resourcePolicies: page, nextToken: rest.count > limit ? page.last?.policyName.map(PageToken.text) : nil)
    }
}

/// DeleteResourcePolicy.
enum DeleteResourcePolicy {
    static func run(
        _ input: CloudWatchLogs.DeleteResourcePolicyRequest, _ view: CloudWatchLogsEmulator
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.DeleteResourcePolicyOutput {
        try RequestConstraints.check(input)
        if input.resourceArn != nil { throw .notEmulated("DeleteResourcePolicy", parameter: "resourceArn") }
        try await view.state.write(view.call) { session in
            guard try session.deleteEntry(.policy, input.policyName ?? "") else {
                throw CloudWatchLogsError.notFound(
                    "Policy with name [\(input.policyName ?? "")] does not exist")
            }
        }
        try await view.state.applyResourcePolicies(of: view.call)
        return CloudWatchLogs.DeleteResourcePolicyOutput()
    }
}

extension CloudWatchLogsState {
    /// Tells the world's access control what the resource policies of a place say, all together.
    func applyResourcePolicies(of call: Call) async throws(CloudWatchLogsError) {
        let texts = try await read(call) { session in
            try session.entries(.policy).map {
                try StoredStructure.read(CloudWatchLogs.ResourcePolicy.self, $0).policyDocument ?? ""
            }
        }
        let policy = PolicyDocument(merging: texts.compactMap { try? PolicyDocument(json: $0) })
        world.access.setPolicy(
            policy.statements.isEmpty ? nil : policy,
            ofResource: "arn:aws:logs:\(call.region):\(call.account):log-group:*", account: call.account)
    }

    /// The same for every place, once a world has been opened again.
    func applyAllResourcePolicies() async {
        let anywhere = Call(account: world.accountID, region: world.region, now: world.clock.now)
        let places = try? await read(anywhere) { session in
            let rows = try session.rows(
                "SELECT DISTINCT account, region FROM logs_entries WHERE kind = ?", [.text(EntryKind.policy.rawValue)])
            var places: [(account: String, region: String)] = []
            while try rows.step() { places.append((rows.text(0), rows.text(1))) }
            return places
        }
        for place in places ?? [] {
            try? await applyResourcePolicies(
                of: Call(account: place.account, region: place.region, now: anywhere.now))
        }
    }
}

/// What belongs to an account and region rather than to a group.
enum EntryKind: String, Sendable {
    case policy
    case query
}

extension Session {
    func putEntry(_ kind: EntryKind, _ name: String, _ value: [UInt8]) throws {
        try run(
            "INSERT OR REPLACE INTO logs_entries (account, region, kind, name, value, at) VALUES (?, ?, ?, ?, ?, ?)",
            [
                .text(account), .text(region), .text(kind.rawValue), .text(name), .blob(value),
                .integer(now.milliseconds),
            ])
    }

    func entry(_ kind: EntryKind, _ name: String) throws -> [UInt8]? {
        let row = try rows(
            "SELECT value FROM logs_entries WHERE account = ? AND region = ? AND kind = ? AND name = ?",
            [.text(account), .text(region), .text(kind.rawValue), .text(name)])
        return try row.step() ? row.bytes(0) : nil
    }

    /// By name.
    func entries(_ kind: EntryKind) throws -> [[UInt8]] {
        let rows = try rows(
            "SELECT value FROM logs_entries WHERE account = ? AND region = ? AND kind = ? ORDER BY name",
            [.text(account), .text(region), .text(kind.rawValue)])
        var values: [[UInt8]] = []
        while try rows.step() { values.append(rows.bytes(0)) }
        return values
    }

    /// - Returns: whether there was one.
    func deleteEntry(_ kind: EntryKind, _ name: String) throws -> Bool {
        try run(
            "DELETE FROM logs_entries WHERE account = ? AND region = ? AND kind = ? AND name = ?",
            [.text(account), .text(region), .text(kind.rawValue), .text(name)])
        return sqlite.changes > 0
    }
}
