import AWSCore
import AWSDynamoDB

/// TagResource: sets tags of a table, replacing those of the same key.
enum TagResource {
    static func run(
        _ input: DynamoDB.TagResourceInput, _ view: DynamoDBEmulator
    ) async throws(DynamoDBError) -> DynamoDB.TagResourceOutput {
        try ResourceARN.check(input.resourceArn)
        guard !input.tags.isEmpty else { throw .validation("Atleast one Tag needs to be provided as Input.") }
        try TagRules.check(input.tags)
        try await view.state.write(view.call) { session in
            let table = try session.taggedTable(input.resourceArn)
            try session.putTags(input.tags, on: table)
            guard try session.tags(of: table, after: nil).count <= DynamoDBLimits.tagsMax else {
                throw DynamoDBError.validation(
                    "Too many tags: The limit is \(DynamoDBLimits.tagsMax) tags per resource")
            }
        }
        return DynamoDB.TagResourceOutput()
    }
}

/// UntagResource: takes tags away from a table; keys that it does not have are passed over.
enum UntagResource {
    static func run(
        _ input: DynamoDB.UntagResourceInput, _ view: DynamoDBEmulator
    ) async throws(DynamoDBError) -> DynamoDB.UntagResourceOutput {
        try ResourceARN.check(input.resourceArn)
        guard !input.tagKeys.isEmpty else { throw .validation("Atleast one Tag Key needs to be provided as Input.") }
        try await view.state.write(view.call) { session in
            let table = try session.taggedTable(input.resourceArn)
            for key in input.tagKeys { try session.deleteTag(key, of: table) }
        }
        return DynamoDB.UntagResourceOutput()
    }
}

/// ListTagsOfResource: a table's tags in the order of their keys, page by page.
enum ListTagsOfResource {
    static func run(
        _ input: DynamoDB.ListTagsOfResourceInput, _ view: DynamoDBEmulator
    ) async throws(DynamoDBError) -> DynamoDB.ListTagsOfResourceOutput {
        try ResourceARN.check(input.resourceArn)
        let tags = try await view.state.read(view.call) { session in
            try session.tags(of: session.taggedTable(input.resourceArn), after: input.nextToken)
        }
        let page = Array(tags.prefix(DynamoDBLimits.listTagsPage))
        return DynamoDB.ListTagsOfResourceOutput(
            tags: page, nextToken: tags.count > page.count ? page.last?.key : nil)
    }
}

enum TagRules {
    static func check(_ tags: [DynamoDB.Tag]) throws(DynamoDBError) {
        var keys: Set<String> = []
        for tag in tags {
            guard (1...DynamoDBLimits.tagKeyLengthMax).contains(tag.key.unicodeScalars.count) else {
                throw .validation("Tag key must have a length of 1 to \(DynamoDBLimits.tagKeyLengthMax) characters")
            }
            guard tag.value.unicodeScalars.count <= DynamoDBLimits.tagValueLengthMax else {
                throw .validation("Tag value must have at most \(DynamoDBLimits.tagValueLengthMax) characters")
            }
            guard !tag.key.lowercased().hasPrefix("aws:") else {
                throw .validation("Tag key cannot start with the prefix aws:")
            }
            guard keys.insert(tag.key).inserted else {
                throw .validation("Tags should not have duplicate keys: \(tag.key)")
            }
        }
        guard tags.count <= DynamoDBLimits.tagsMax else {
            throw .validation("Too many tags: The limit is \(DynamoDBLimits.tagsMax) tags per resource")
        }
    }
}
