import AWSCore
import AWSOpenSearch

/// Multi-get: documents by their ids, each answered for itself.
enum MultiGet {
    static func run(
        _ input: OpenSearch.MultiGetInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.MultiGetOutput {
        let items = try items(input)
        let shared = try SourceFilter(body: nil, input.parameters) ?? .all
        var docs: [Document] = []
        for item in items {
            let filter = try SourceFilter(body: item["_source"], [:]) ?? shared
            docs.append(await answer(item, filter, input, view))
        }
        return OpenSearch.MultiGetOutput(answer: ["docs": .list(docs)])
    }

    /// - Throws: `action_request_validation_exception` for items that lack something.
    private static func items(_ input: OpenSearch.MultiGetInput) throws(OpenSearchError) -> [Document] {
        guard let body = input.body?.object else { throw .validation("no documents to get") }
        for entry in body.entries where entry.name != "docs" && entry.name != "ids" {
            throw .parsing(
                "unknown key [\(entry.name)] for a \(entry.value.list == nil ? "VALUE_STRING" : "START_ARRAY"), expected [docs] or [ids]"
            )
        }
        var items = body["docs"]?.list ?? []
        items += (body["ids"]?.list ?? []).map { ["_id": $0] }
        guard !items.isEmpty else { throw .validation("no documents to get") }
        var problems: [String] = []
        for (number, item) in items.enumerated() {
            for entry in item.object?.entries ?? []
            where ["fields", "_type", "_routing", "_version"].contains(entry.name) && entry.name != "_routing" {
                throw .parsing(
                    "unknown key [\(entry.name)] for a VALUE_STRING, expected one of [_index, _id, routing, stored_fields, version, version_type, _source]"
                )
            }
            if item["_index"]?.scalarText ?? input.index == nil {
                problems.append("index is missing for doc \(number)")
            }
            if item["_id"]?.scalarText == nil { problems.append("id is missing for doc \(number)") }
        }
        guard problems.isEmpty else {
            let list = problems.enumerated().map { "\($0.offset + 1): \($0.element);" }.joined()
            throw OpenSearchError(.requestValidation, reason: "Validation Failed: \(list)", status: 400)
        }
        return items
    }

    private static func answer(
        _ item: Document, _ filter: SourceFilter, _ input: OpenSearch.MultiGetInput, _ view: OpenSearchEmulator
    ) async -> Document {
        let (index, id) = (item["_index"]?.scalarText ?? input.index ?? "", item["_id"]?.scalarText ?? "")
        do throws(OpenSearchError) {
            let fields =
                item["stored_fields"]?.elements.compactMap(\.string) ?? input.parameters.names(in: "stored_fields")
            return try await view.document(index, id, input.parameters).document(filter, storedFields: fields)
        } catch {
            return ["_index": .string(index), "_id": .string(id), "error": error.errorDocument]
        }
    }
}
