import AWSCloudWatchLogs
import AWSCore
import World

/// CreateLogGroup.
enum CreateLogGroup {
    static func run(
        _ input: CloudWatchLogs.CreateLogGroupRequest, _ view: CloudWatchLogsEmulator
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.CreateLogGroupOutput {
        try RequestConstraints.check(input)
        if input.deletionProtectionEnabled == true {
            throw .notEmulated("CreateLogGroup", parameter: "deletionProtectionEnabled")
        }
        let logClass = input.logGroupClass ?? .standard
        guard logClass != .delivery else {
            throw .notEmulated("CreateLogGroup", parameter: "logGroupClass \(logClass)")
        }
        try await view.state.write(view.call) { session in
            guard try session.findGroup(input.logGroupName) == nil else {
                throw CloudWatchLogsError.alreadyExists("The specified log group already exists")
            }
            let id = try session.insertGroup(
                input.logGroupName, logClass: logClass.rawValue, kmsKey: input.kmsKeyId)
            try session.putTags(input.tags ?? [:], on: id)
        }
        return CloudWatchLogs.CreateLogGroupOutput()
    }
}

/// DeleteLogGroup: with all streams and events.
enum DeleteLogGroup {
    static func run(
        _ input: CloudWatchLogs.DeleteLogGroupRequest, _ view: CloudWatchLogsEmulator
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.DeleteLogGroupOutput {
        try RequestConstraints.check(input)
        try await view.state.write(view.call) { session in
            try session.deleteGroup(try session.group(input.logGroupName))
        }
        return CloudWatchLogs.DeleteLogGroupOutput()
    }
}

/// DescribeLogGroups: by name.
enum DescribeLogGroups {
    static func run(
        _ input: CloudWatchLogs.DescribeLogGroupsRequest, _ view: CloudWatchLogsEmulator
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.DescribeLogGroupsResponse {
        try RequestConstraints.check(input)
        if input.logGroupNamePrefix != nil, input.logGroupNamePattern != nil {
            throw .invalidParameter(
                "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.")
        }
        if input.includeLinkedAccounts == true || input.accountIdentifiers?.isEmpty == false {
            throw .notEmulated("DescribeLogGroups", parameter: "includeLinkedAccounts")
        }
        let limit = input.limit ?? CloudWatchLogsLimits.describePage
        let start = try PageToken.read(input.nextToken)
        let names = input.logGroupIdentifiers.map { Set($0.map { LogNames.group($0) }) }
        return try await view.state.read(view.call) { session in
            let all = try session.groups(after: start).filter { group in
                isWanted(group, input) && names?.contains(group.name) ?? true
            }
            let page = try all.prefix(limit).map { try describe($0, session) }
            return CloudWatchLogs.DescribeLogGroupsResponse(
                logGroups: page, nextToken: all.count > limit ? PageToken.text(page.last?.logGroupName ?? "") : nil)
        }
    }

    private static func isWanted(_ group: LogGroupRow, _ input: CloudWatchLogs.DescribeLogGroupsRequest) -> Bool {
        if let prefix = input.logGroupNamePrefix, !group.name.hasPrefix(prefix) { return false }
        if let pattern = input.logGroupNamePattern, !pattern.isEmpty,
            !group.name.lowercased().contains(pattern.lowercased())
        {
            return false
        }
        return input.logGroupClass.map { $0.rawValue == group.logClass } ?? true
    }

    private static func describe(_ group: LogGroupRow, _ session: Session) throws -> CloudWatchLogs.LogGroup {
        let arn = LogNames.groupARN(group.name, session)
        return CloudWatchLogs.LogGroup(
            logGroupName: group.name, creationTime: Int(group.created), retentionInDays: group.retentionDays,
            metricFilterCount: try session.metricFilterCount(of: group), arn: arn + ":*",
            storedBytes: try session.storedBytes(group), kmsKeyId: group.kmsKey,
            logGroupClass: CloudWatchLogs.LogGroupClass(rawValue: group.logClass), logGroupArn: arn,
            deletionProtectionEnabled: false)
    }
}

/// PutRetentionPolicy: how many days a group keeps its events.
enum PutRetentionPolicy {
    static func run(
        _ input: CloudWatchLogs.PutRetentionPolicyRequest, _ view: CloudWatchLogsEmulator
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.PutRetentionPolicyOutput {
        try RequestConstraints.check(input)
        let days = input.retentionInDays
        guard CloudWatchLogsLimits.retentionDays.contains(days) else {
            throw .invalidParameter(
                "1 validation error detected: Value '\(days)' at 'retentionInDays' failed to satisfy constraint: "
                    + "Member must satisfy enum value set: \(CloudWatchLogsLimits.retentionDays)")
        }
        try await view.state.write(view.call) { session in
            try session.setRetention(days, of: try session.group(input.logGroupName))
        }
        await view.state.resume()
        return CloudWatchLogs.PutRetentionPolicyOutput()
    }
}

/// DeleteRetentionPolicy: events are kept for ever.
enum DeleteRetentionPolicy {
    static func run(
        _ input: CloudWatchLogs.DeleteRetentionPolicyRequest, _ view: CloudWatchLogsEmulator
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.DeleteRetentionPolicyOutput {
        try RequestConstraints.check(input)
        try await view.state.write(view.call) { session in
            try session.setRetention(nil, of: try session.group(input.logGroupName))
        }
        return CloudWatchLogs.DeleteRetentionPolicyOutput()
    }
}

/// AssociateKmsKey: the key is named, nothing is encrypted with it.
enum AssociateKmsKey {
    static func run(
        _ input: CloudWatchLogs.AssociateKmsKeyRequest, _ view: CloudWatchLogsEmulator
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.AssociateKmsKeyOutput {
        try RequestConstraints.check(input)
        let name = try LogNames.group(name: input.logGroupName, identifier: input.resourceIdentifier)
        try await view.state.write(view.call) { session in
            try session.setKey(input.kmsKeyId, of: try session.group(name))
        }
        return CloudWatchLogs.AssociateKmsKeyOutput()
    }
}

/// DisassociateKmsKey.
enum DisassociateKmsKey {
    static func run(
        _ input: CloudWatchLogs.DisassociateKmsKeyRequest, _ view: CloudWatchLogsEmulator
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.DisassociateKmsKeyOutput {
        try RequestConstraints.check(input)
        let name = try LogNames.group(name: input.logGroupName, identifier: input.resourceIdentifier)
        try await view.state.write(view.call) { session in
            try session.setKey(nil, of: try session.group(name))
        }
        return CloudWatchLogs.DisassociateKmsKeyOutput()
    }
}

/// Tokens of described pages: the last name of the page before.
enum PageToken {
    static func text(_ name: String) -> String { Blob(name).base64 }

    /// - Returns: what sorts before every name, for the first page.
    static func read(_ token: String?) throws(CloudWatchLogsError) -> String {
        guard let token else { return "" }
        guard let name = Blob(base64: token) else {
            throw .invalidParameter("The specified nextToken is invalid.")
        }
        return name.text
    }
}
