import AWSCore
import AWSOpenSearchServerless
import World

/// CreateCollection: which needs an encryption policy that covers its name.
enum CreateCollection {
    static func run(
        _ input: OpenSearchServerless.CreateCollectionRequest, _ view: OpenSearchServerlessEmulator
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.CreateCollectionResponse {
        try view.begin(input)
        if input.collectionGroupName != nil { throw .notEmulated("CreateCollection", parameter: "CollectionGroupName") }
        let id = view.state.identifiers.lowerAlphanumeric(20)
        let collection = try await view.write { session in
            guard try session.collection(named: input.name) == nil else {
                throw OpenSearchServerlessError.conflict("Collection with name \(input.name) already exists")
            }
            let others: [Collection] = try session.all(Collection.kind)
            guard others.count < Limits.collectionsMax else {
                throw OpenSearchServerlessError(
                    .serviceQuotaExceededException,
                    "The account has reached its limit of \(Limits.collectionsMax) collections")
            }
            let key = try encryptionKey(input, session)
            let collection = Collection(detail: detail(input, id: id, key: key, session), tags: input.tags ?? [])
            try session.put(collection, Collection.kind, input.name)
            return collection
        }
        return .init(createCollectionDetail: .init(collection.detail))
    }

    /// The ARN of a key, or `auto` for one of AWS's.
    private static func encryptionKey(
        _ input: OpenSearchServerless.CreateCollectionRequest, _ session: Session
    ) throws -> String {
        if let own = input.encryptionConfig { return own.kmsKeyArn ?? "auto" }
        let policies: [Policy] = try session.all(Policy.Kind.encryption.record)
        guard let policy = policies.first(where: { $0.covers("collection/\(input.name)") }) else {
            throw OpenSearchServerlessError.validation(
                "No matching security policy of encryption type found for collection name: \(input.name). Please create "
                    + "security policy of encryption type for this collection.")
        }
        return policy.document["KmsARN"]?.string ?? "auto"
    }

    private static func detail(
        _ input: OpenSearchServerless.CreateCollectionRequest, id: String, key: String, _ session: Session
    ) -> OpenSearchServerless.CollectionDetail {
        let endpoint = "https://\(id).\(session.region).aoss.amazonaws.com"
        let now = Int(session.now.milliseconds)
        return .init(
            id: id, name: input.name, status: .active, type: input.type ?? .timeseries, description: input.description,
            arn: "arn:aws:aoss:\(session.region):\(session.account):collection/\(id)", kmsKeyArn: key,
            standbyReplicas: input.standbyReplicas ?? .enabled, vectorOptions: input.vectorOptions, createdDate: now,
            lastModifiedDate: now, collectionEndpoint: endpoint, dashboardEndpoint: "\(endpoint)/_dashboards")
    }
}

extension OpenSearchServerless.CreateCollectionDetail {
    /// AWS works on it for some minutes; here it is there by the next call.
    init(_ detail: OpenSearchServerless.CollectionDetail) {
        self.init(
            id: detail.id, name: detail.name, status: .creating, type: detail.type, description: detail.description,
            arn: detail.arn, kmsKeyArn: detail.kmsKeyArn, standbyReplicas: detail.standbyReplicas,
            vectorOptions: detail.vectorOptions, createdDate: detail.createdDate,
            lastModifiedDate: detail.lastModifiedDate)
    }
}

/// BatchGetCollection: collections by their ids or their names.
enum BatchGetCollection {
    static func run(
        _ input: OpenSearchServerless.BatchGetCollectionRequest, _ view: OpenSearchServerlessEmulator
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.BatchGetCollectionResponse {
        try view.begin(input)
        guard (input.ids == nil) != (input.names == nil) else {
            throw .validation("Either ids or names must be specified, but not both")
        }
        let all: [Collection] = try await view.read { try $0.all(Collection.kind) }
        var output = OpenSearchServerless.BatchGetCollectionResponse(collectionDetails: [], collectionErrorDetails: [])
        for id in input.ids ?? [] { output.add(all.first { $0.detail.id == id }, id: id, name: nil) }
        for name in input.names ?? [] { output.add(all.first { $0.name == name }, id: nil, name: name) }
        return output
    }
}

extension OpenSearchServerless.BatchGetCollectionResponse {
    fileprivate mutating func add(_ collection: Collection?, id: String?, name: String?) {
        if let collection {
            collectionDetails?.append(collection.detail)
        } else {
            collectionErrorDetails?.append(
                .init(
                    id: id, name: name, errorMessage: "The specified Collection is not found.", errorCode: "NOT_FOUND"))
        }
    }
}

/// ListCollections: names and states, a page at a time.
enum ListCollections {
    static func run(
        _ input: OpenSearchServerless.ListCollectionsRequest, _ view: OpenSearchServerlessEmulator
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.ListCollectionsResponse {
        try view.begin(input)
        let all: [Collection] = try await view.read { try $0.all(Collection.kind) }
        let filters = input.collectionFilters
        let wanted = all.filter { collection in
            (filters?.name.map { $0 == collection.name } ?? true)
                && (filters?.status.map { $0 == collection.detail.status } ?? true)
                && filters?.collectionGroupName == nil
        }
        let page = try Page(input.nextToken, input.maxResults).cut(wanted)
        let summaries = page.items.map { collection in
            OpenSearchServerless.CollectionSummary(
                id: collection.detail.id, name: collection.name, status: collection.detail.status,
                arn: collection.detail.arn, kmsKeyArn: collection.detail.kmsKeyArn)
        }
        return .init(collectionSummaries: summaries, nextToken: page.next)
    }
}

/// DeleteCollection: by its id. What is indexed belongs to the account's OpenSearch, and stays.
enum DeleteCollection {
    static func run(
        _ input: OpenSearchServerless.DeleteCollectionRequest, _ view: OpenSearchServerlessEmulator
    ) async throws(OpenSearchServerlessError) -> OpenSearchServerless.DeleteCollectionResponse {
        try view.begin(input)
        let name = try await view.write { session in
            let all: [Collection] = try session.all(Collection.kind)
            guard let collection = all.first(where: { $0.detail.id == input.id }) else {
                throw OpenSearchServerlessError.notFound("Collection with ID \(input.id) cannot be found.")
            }
            try session.delete(Collection.kind, collection.name)
            return collection.name
        }
        return .init(deleteCollectionDetail: .init(id: input.id, name: name, status: .deleting))
    }
}

extension Session {
    func collection(named name: String) throws -> Collection? { try find(Collection.kind, name) }
}
