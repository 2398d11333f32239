import AWSCore
import AWSOpenSearchServerless

enum TagResource {
    static func run(
        _ input: OpenSearchServerless.TagResourceRequest, _ view: OpenSearchServerlessEmulator
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.TagResourceResponse {
        try view.begin(input)
        try await view.write { session in
            var collection = try session.collection(withARN: input.resourceArn)
            let changed = Set(input.tags.map(\.key))
            collection.tags.removeAll { changed.contains($0.key) }
            collection.tags += input.tags
            guard collection.tags.count <= Limits.tagsMax else {
                throw OpenSearchServerlessError.validation("A collection has at most \(Limits.tagsMax) tags")
            }
            try session.put(collection, Collection.kind, collection.name)
        }
        return .init()
    }
}

enum UntagResource {
    static func run(
        _ input: OpenSearchServerless.UntagResourceRequest, _ view: OpenSearchServerlessEmulator
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.UntagResourceResponse {
        try view.begin(input)
        try await view.write { session in
            var collection = try session.collection(withARN: input.resourceArn)
            collection.tags.removeAll { input.tagKeys.contains($0.key) }
            try session.put(collection, Collection.kind, collection.name)
        }
        return .init()
    }
}

enum ListTagsForResource {
    static func run(
        _ input: OpenSearchServerless.ListTagsForResourceRequest, _ view: OpenSearchServerlessEmulator
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.ListTagsForResourceResponse {
        try view.begin(input)
        let collection = try await view.read { try $0.collection(withARN: input.resourceArn) }
        return .init(tags: collection.tags)
    }
}

extension Session {
    func collection(withARN arn: String) throws -> Collection {
        let all: [Collection] = try all(Collection.kind)
        guard let collection = all.first(where: { $0.detail.arn == arn }) else {
            throw OpenSearchServerlessError.notFound("Resource with ARN \(arn) cannot be found.")
        }
        return collection
    }
}
