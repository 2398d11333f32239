import AWSCore
import AWSEventBridge

/// TagResource: of a rule or a bus; tags of the same key are replaced.
enum TagResource {
    static func run(
        _ input: EventBridge.TagResourceRequest, _ view: EventBridgeEmulator
    ) async throws(EventBridgeError) -> EventBridge.TagResourceResponse {
        try RequestConstraints.check(input)
        try TagRules.check(input.tags)
        try await view.state.write(view.call) { session in
            try session.checkTagged(input.resourceARN)
            try session.put(input.tags, on: input.resourceARN)
            try TagRules.check(session.tags(of: input.resourceARN))
        }
        return EventBridge.TagResourceResponse()
    }
}

/// UntagResource: keys that the resource does not have are passed over.
enum UntagResource {
    static func run(
        _ input: EventBridge.UntagResourceRequest, _ view: EventBridgeEmulator
    ) async throws(EventBridgeError) -> EventBridge.UntagResourceResponse {
        try RequestConstraints.check(input)
        try await view.state.write(view.call) { session in
            try session.checkTagged(input.resourceARN)
            for key in input.tagKeys { try session.deleteTag(key, of: input.resourceARN) }
        }
        return EventBridge.UntagResourceResponse()
    }
}

/// ListTagsForResource: in the order of their keys.
enum ListTagsForResource {
    static func run(
        _ input: EventBridge.ListTagsForResourceRequest, _ view: EventBridgeEmulator
    ) async throws(EventBridgeError) -> EventBridge.ListTagsForResourceResponse {
        try RequestConstraints.check(input)
        let tags = try await view.state.read(view.call) { session in
            try session.checkTagged(input.resourceARN)
            return try session.tags(of: input.resourceARN)
        }
        return EventBridge.ListTagsForResourceResponse(tags: tags)
    }
}

extension Session {
    /// - Throws: ResourceNotFoundException, or ValidationException for what cannot have tags.
    fileprivate func checkTagged(_ arn: String) throws {
        guard let parts = try? ARN(arn), parts.service == "events" else {
            throw EventBridgeError.validation("Parameter ResourceARN is not valid.")
        }
        let path = parts.resourceID.split(separator: "/").map(String.init)
        switch (parts.resourceType, path.count) {
        case ("event-bus", 1): _ = try bus(arn)
        case ("rule", 1): _ = try rule(path[0], on: nil)
        case ("rule", 2): _ = try rule(path[1], on: path[0])
        default: throw EventBridgeError.validation("Parameter ResourceARN is not valid.")
        }
    }
}
