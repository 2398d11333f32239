import AWSCore
import AWSOpenSearch
import AWSOpenSearchServerless
import Chatbot

extension Doctor {
    func examineSearch(_ topology: Topology) async -> [Finding] {
        guard let search = clients.search else { return [] }
        var findings: [Finding] = []
        if let client = search.collections {
            findings += await examineCollection(topology, client, configured: search.endpoint)
            findings += await examineAccess(topology, client)
        }
        return findings + (await examineIndex(topology.index, search.index))
    }

    private func examineCollection(
        _ topology: Topology, _ client: any OpenSearchServerlessClient, configured: String?
    ) async -> [Finding] {
        let name = topology.collection.name
        var look = Look("collection", name)
        let output = await look.ask("aoss:BatchGetCollection") {
            try await client.batchGetCollection(OpenSearchServerless.BatchGetCollectionRequest(names: [name]))
        }
        guard let output else { return look.findings }
        guard let found = output.collectionDetails?.first else {
            look.note(
                .bad, "there is none",
                advice: "aws opensearchserverless create-collection --name \(name) --type VECTORSEARCH, "
                    + "after an encryption and a network policy of that name.")
            return look.findings
        }
        look.expect(
            found.status == .active, "is \(found.status?.rawValue ?? "in no known state")", "Wait, then look again.")
        look.expect(
            found.type == .vectorsearch, "is of type \(found.type?.rawValue ?? "unknown"), not VECTORSEARCH",
            "The type cannot be changed: delete it and create it anew.")
        let endpoint = found.collectionEndpoint ?? ""
        look.expect(
            configured.map { Self.isSame($0, endpoint) } ?? false,
            configured.map { "answers at \(endpoint), and \($0) is configured" } ?? "answers at \(endpoint)",
            "Set `opensearch.endpoint` to \(endpoint).")
        return look.result("active, for vectors, at \(endpoint)")
    }

    private static func isSame(_ left: String, _ right: String) -> Bool {
        func plain(_ text: String) -> String {
            text.lowercased().replacing("https://", with: "").replacing("/", with: "")
        }
        return plain(left) == plain(right)
    }

    /// What IAM allows is not enough: a collection has a policy of its own for its data.
    private func examineAccess(
        _ topology: Topology, _ client: any OpenSearchServerlessClient
    ) async -> [Finding] {
        let name = topology.collection.name
        var look = Look("data access", name)
        let output = await look.ask(
            "aoss:GetAccessPolicy",
            missing: (["ResourceNotFoundException"], "Create a data access policy for index/\(name)/*.")
        ) {
            try await client.getAccessPolicy(OpenSearchServerless.GetAccessPolicyRequest(type: .data, name: name))
        }
        guard let output else { return look.findings }
        let rules = DataAccess(output.accessPolicyDetail?.policy ?? .null)
        let read = ["aoss:DescribeIndex", "aoss:ReadDocument"]
        let needs = [(topology.collection.readers, read), (topology.collection.writers, read + ["aoss:WriteDocument"])]
        for (handlers, permissions) in needs {
            for role in topology.roles where handlers.contains(role.handler) {
                let arn = topology.place.roleARN(role.name)
                let missing = permissions.filter {
                    !rules.allows($0, to: arn, index: topology.index.name, of: name)
                }
                look.expect(
                    missing.isEmpty, "\(role.name) lacks \(missing.joined(separator: ", "))",
                    "Add \(arn) to a rule with these permissions on index/\(name)/\(topology.index.name).")
            }
        }
        return look.result("lets \(topology.roles.count) roles in")
    }

    private func examineIndex(_ index: Topology.Index, _ client: (any OpenSearchClient)?) async -> [Finding] {
        var look = Look("index", index.name)
        guard let client else {
            look.note(
                .unknown, "could not be checked: `opensearch.endpoint` is not set",
                advice: "Set it to the address of the collection.")
            return look.findings
        }
        do {
            let output = try await client.getMapping(OpenSearch.GetMappingInput(index: index.name))
            let found = output.document.object?.entries.first?.value["mappings"] ?? .null
            for difference in MappingComparison.differences(found, index.body["mappings"] ?? .null) {
                look.note(.bad, difference, advice: "A mapping cannot be changed: create the index anew, ingest again.")
            }
        } catch {
            let refusal = Refusal(error)
            switch refusal.status {
            case 404:
                look.note(
                    .bad, "there is none", advice: "Put its settings and mapping: `kass doctor --mapping` prints them.")
            case 401, 403:
                look.note(
                    .unknown, "could not be checked: these credentials are not let in",
                    advice: "Add them to the collection's data access policy, or mend `opensearch.auth`.")
            default: look.refused("aoss:APIAccessAll", refusal)
            }
        }
        return look.result("its mapping is as it must be")
    }
}

/// A data access policy of OpenSearch Serverless: a list of rules with their principals.
struct DataAccess {
    private let statements: [Document]

    init(_ policy: Document) {
        // GetAccessPolicy gives the policy as JSON; some tools keep it as text.
        let value = policy.string.flatMap { try? Document(json: $0) } ?? policy
        statements = value.list ?? []
    }

    func allows(_ permission: String, to principal: String, index: String, of collection: String) -> Bool {
        statements.contains { statement in
            let principals = statement["Principal"]?.list?.compactMap(\.string) ?? []
            guard principals.contains(where: { Self.matches($0, principal) }) else { return false }
            return (statement["Rules"]?.list ?? []).contains { rule in
                let resources = rule["Resource"]?.list?.compactMap(\.string) ?? []
                let permissions = rule["Permission"]?.list?.compactMap(\.string) ?? []
                return rule["ResourceType"]?.string == "index"
                    && resources.contains { Self.matches($0, "index/\(collection)/\(index)") }
                    && permissions.contains { $0 == permission || $0 == "aoss:*" }
            }
        }
    }

    /// A pattern may end in a star.
    private static func matches(_ pattern: String, _ text: String) -> Bool {
        guard pattern.hasSuffix("*") else { return pattern == text }
        return text.hasPrefix(pattern.dropLast())
    }
}
