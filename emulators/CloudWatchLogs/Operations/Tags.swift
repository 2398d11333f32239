import AWSCloudWatchLogs
import AWSCore
import World

/// TagResource: sets tags of a log group, replacing those of the same key.
enum TagResource {
    static func run(
        _ input: CloudWatchLogs.TagResourceRequest, _ view: CloudWatchLogsEmulator
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.TagResourceOutput {
        try RequestConstraints.check(input)
        try await LogGroupTags.put(input.tags, on: LogNames.group(input.resourceArn), view)
        return CloudWatchLogs.TagResourceOutput()
    }
}

/// UntagResource: keys that are not there are passed over.
enum UntagResource {
    static func run(
        _ input: CloudWatchLogs.UntagResourceRequest, _ view: CloudWatchLogsEmulator
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.UntagResourceOutput {
        try RequestConstraints.check(input)
        try await LogGroupTags.remove(input.tagKeys, from: LogNames.group(input.resourceArn), view)
        return CloudWatchLogs.UntagResourceOutput()
    }
}

/// ListTagsForResource.
enum ListTagsForResource {
    static func run(
        _ input: CloudWatchLogs.ListTagsForResourceRequest, _ view: CloudWatchLogsEmulator
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.ListTagsForResourceResponse {
        try RequestConstraints.check(input)
        let tags = try await LogGroupTags.all(of: LogNames.group(input.resourceArn), view)
        return CloudWatchLogs.ListTagsForResourceResponse(tags: tags)
    }
}

/// TagLogGroup: the older form of TagResource.
enum TagLogGroup {
    static func run(
        _ input: CloudWatchLogs.TagLogGroupRequest, _ view: CloudWatchLogsEmulator
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.TagLogGroupOutput {
        try RequestConstraints.check(input)
        try await LogGroupTags.put(input.tags, on: input.logGroupName, view)
        return CloudWatchLogs.TagLogGroupOutput()
    }
}

/// UntagLogGroup: the older form of UntagResource.
enum UntagLogGroup {
    static func run(
        _ input: CloudWatchLogs.UntagLogGroupRequest, _ view: CloudWatchLogsEmulator
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.UntagLogGroupOutput {
        try RequestConstraints.check(input)
        try await LogGroupTags.remove(input.tags, from: input.logGroupName, view)
        return CloudWatchLogs.UntagLogGroupOutput()
    }
}

/// ListTagsLogGroup: the older form of ListTagsForResource.
enum ListTagsLogGroup {
    static func run(
        _ input: CloudWatchLogs.ListTagsLogGroupRequest, _ view: CloudWatchLogsEmulator
    ) async throws(CloudWatchLogsError) -> CloudWatchLogs.ListTagsLogGroupResponse {
        try RequestConstraints.check(input)
        return CloudWatchLogs.ListTagsLogGroupResponse(tags: try await LogGroupTags.all(of: input.logGroupName, view))
    }
}

enum LogGroupTags {
    static func put(
        _ tags: [String: String], on name: String, _ view: CloudWatchLogsEmulator
    ) async throws(CloudWatchLogsError) {
        try await view.state.write(view.call) { session in
            let group = try session.group(name)
            try session.putTags(tags, on: group.id)
            guard try session.tags(of: group.id).count <= CloudWatchLogsLimits.tagsMax else {
                throw CloudWatchLogsError(
                    .tooManyTagsException, "A resource can have no more than \(CloudWatchLogsLimits.tagsMax) tags.")
            }
        }
    }

    static func remove(
        _ keys: [String], from name: String, _ view: CloudWatchLogsEmulator
    ) async throws(CloudWatchLogsError) {
        try await view.state.write(view.call) { session in
            let group = try session.group(name)
            for key in keys {
                try session.run(
                    "DELETE FROM logs_tags WHERE group_id = ? AND key = ?", [.integer(group.id), .text(key)])
            }
        }
    }

    static func all(
        of name: String, _ view: CloudWatchLogsEmulator
    ) async throws(CloudWatchLogsError) -> [String: String] {
        try await view.state.read(view.call) { session in try session.tags(of: session.group(name).id) }
    }
}

extension Session {
    func putTags(_ tags: [String: String], on group: Int64) throws {
        for (key, value) in tags.sorted(by: { $0.key < $1.key }) {
            try run(
                "INSERT OR REPLACE INTO logs_tags (group_id, key, value) VALUES (?, ?, ?)",
                [.integer(group), .text(key), .text(value)])
        }
    }

    func tags(of group: Int64) throws -> [String: String] {
        let rows = try rows("SELECT key, value FROM logs_tags WHERE group_id = ?", [.integer(group)])
        var tags: [String: String] = [:]
        while try rows.step() { tags[rows.text(0)] = rows.text(1) }
        return tags
    }
}
