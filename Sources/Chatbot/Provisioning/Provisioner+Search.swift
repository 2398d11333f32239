import AWSCore
import AWSOpenSearch
import AWSOpenSearchServerless

extension Provisioner {
    /// The policies first: a collection without an encryption policy is refused.
    /// - Returns: the collection's endpoint, where there is one.
    func make(_ collection: Topology.Collection) async throws -> (Step.Outcome, endpoint: String?) {
        guard let client = clients.collections else {
            return (.skipped(reason: "the index stands on a server of its own"), nil)
        }
        for (type, policy) in CollectionPolicies.security(collection.name) {
            try await ignoringConflict {
                _ = try await client.createSecurityPolicy(
                    OpenSearchServerless.CreateSecurityPolicyRequest(
                        type: type, name: collection.name, policy: policy.jsonText()))
            }
        }
        let access = CollectionPolicies.access(collection, topology)
        try await ignoringConflict {
            _ = try await client.createAccessPolicy(
                OpenSearchServerless.CreateAccessPolicyRequest(
                    type: .data, name: collection.name, policy: access.jsonText()))
        }
        let isNew = try await ignoringConflict {
            _ = try await client.createCollection(
                OpenSearchServerless.CreateCollectionRequest(name: collection.name, type: .vectorsearch))
        }
        let endpoint = try await settled {
            $0 is NotReadyError
        } _: {
            let output = try await client.batchGetCollection(
                OpenSearchServerless.BatchGetCollectionRequest(names: [collection.name]))
            guard let detail = output.collectionDetails?.first, detail.status == .active else {
                throw NotReadyError("the collection is not active yet")
            }
            return detail.collectionEndpoint
        }
        return (isNew ? .created : .updated, endpoint)
    }

    @discardableResult
    private func ignoringConflict(_ call: () async throws -> Void) async throws -> Bool {
        do {
            try await call()
            return true
        } catch let error as OpenSearchServerlessError where error.code == .conflictException {
            return false
        }
    }

    /// A new collection takes a minute to know whom it lets in.
    func make(_ index: Topology.Index, at endpoint: String?) async throws -> Step.Outcome {
        let client = try clients.openSearch(endpoint)
        do {
            return try await settled {
                endpoint != nil && ($0 as? OpenSearchError)?.status == 403
            } _: {
                try await client.createIndex(OpenSearch.CreateIndexInput(index: index.name, body: index.body))
                return .created
            }
        } catch let error as OpenSearchError where error.code == .resourceAlreadyExists {
            return .updated
        }
    }
}

/// The policies of a Serverless collection, which are lists of rules.
private enum CollectionPolicies {
    static func security(_ name: String) -> [(OpenSearchServerless.SecurityPolicyType, Document)] {
        let resource = Document.string("collection/\(name)")
        let encryption: Document = [
            "Rules": [["ResourceType": "collection", "Resource": [resource]]], "AWSOwnedKey": true,
        ]
        // Functions outside a VPC reach the collection over its public endpoint, signed.
        let network: Document = [
            ["Rules": [["ResourceType": "collection", "Resource": [resource]]], "AllowFromPublic": true]
        ]
        return [(.encryption, encryption), (.network, network)]
    }

    static func access(_ collection: Topology.Collection, _ topology: Topology) -> Document {
        let read = ["aoss:DescribeIndex", "aoss:ReadDocument"]
        return [
            rule(read, collection.readers, topology),
            rule(read + ["aoss:WriteDocument"], collection.writers, topology),
        ]
    }

    private static func rule(_ permissions: [String], _ handlers: [Handler], _ topology: Topology) -> Document {
        let principals = topology.roles.filter { handlers.contains($0.handler) }
            .map { Document.string(topology.place.roleARN($0.name)) }
        return [
            "Rules": [
                [
                    "ResourceType": "index",
                    "Resource": [.string("index/\(topology.collection.name)/\(topology.index.name)")],
                    "Permission": .list(permissions.map { .string($0) }),
                ]
            ],
            "Principal": .list(principals),
        ]
    }
}
