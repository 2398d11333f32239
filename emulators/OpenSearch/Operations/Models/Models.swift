public import AWSCore
public import AWSOpenSearch

/// Models that were trained, or are being trained: get, delete, search.
///
/// Source: OpenSearch documentation, "k-NN API"; k-NN plugin, ModelDao, whose words these are.
enum Models {
    /// The name of the one node.
    static let node = "kass"
    private static let index = ".opensearch-knn-models"
    /// KNNConstants, SEARCH_MODEL_MIN_SIZE and SEARCH_MODEL_MAX_SIZE.
    private static let sizes = 1...1000

    static func get(
        _ input: OpenSearch.GetModelInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try ServerlessRules.refuse(view)
        let id = input.name ?? ""
        let catalog = try await view.state.catalog(view.place)
        try checkIndex(catalog)
        guard let model = all(catalog, view).first(where: { $0.id == id }) else {
            // The plugin says no more than this.
            throw OpenSearchError(.resourceNotFound, reason: id, status: 404)
        }
        view.countRequest()
        return OpenSearch.BodyOutput(answer: .object(shown(id, model.model)))
    }

    static func delete(
        _ input: OpenSearch.DeleteModelInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try ServerlessRules.refuse(view)
        let id = input.name ?? ""
        try await view.state.write(view.place, now: view.now) { session in
            guard session.catalog.item(.vectorModelIndex, "") != nil else {
                throw OpenSearchError(
                    .resourceNotFound,
                    reason: "Cannot delete model [\(id)]. Model index [\(index)] does not exist", status: 404)
            }
            guard session.catalog.item(.vectorModel, id) != nil else {
                throw OpenSearchError(
                    .resourceNotFound, reason: "Unable to delete model [\(id)]. Model does not exist", status: 404)
            }
            guard !view.state.trainings.contains(view.place, id) else {
                throw OpenSearchError(
                    ErrorCode("delete_model_exception"),
                    reason: "Cannot delete model [\(id)]. Model is still in training", status: 409)
            }
            try session.put(.vectorModel, id, nil)
        }
        view.countRequest()
        return OpenSearch.BodyOutput(answer: ["model_id": .string(id), "result": "deleted"])
    }

    static func search(
        _ input: OpenSearch.SearchModelsInput, _ view: OpenSearchEmulator
    ) async throws(OpenSearchError) -> OpenSearch.SearchOutput {
        try ServerlessRules.refuse(view)
        if let size = input.parameters.integer("size"), !sizes.contains(size) {
            throw .illegalArgument("size must be between \(sizes.lowerBound) and \(sizes.upperBound) inclusive")
        }
        let request = try SearchRequest(input.body, input.parameters)
        let catalog = try await view.state.catalog(view.place)
        try checkIndex(catalog)
        view.countRequest()
        do throws(OpenSearchError) {
            let target = SearchTarget(snapshot: try snapshot(catalog, view), filter: nil)
            let executor = SearchExecutor(request: request, targets: [target], now: view.now)
            let page = try executor.run(limit: request.from + request.size)
            return try SearchAnswer(executor, page).output(page.candidates.dropFirst(request.from), shards: 1)
        } catch {
            throw error.asSearchFailure(index: index)
        }
    }

    private static func checkIndex(_ catalog: Catalog) throws(OpenSearchError) {
        if catalog.item(.vectorModelIndex, "") == nil { throw .indexNotFound(index) }
    }

    /// Sorted by id. What was in training when a process ended will not be finished (TrainingJobClusterStateListener).
    private static func all(_ catalog: Catalog, _ view: OpenSearchEmulator) -> [(id: String, model: VectorModel)] {
        catalog.items(.vectorModel).compactMap { item in
            guard let model = VectorModel(item.body) else { return nil }
            let isLost = model.state == .training && !view.state.trainings.contains(view.place, item.name)
            let error = "Training failed to complete as cluster crashed"
            return (item.name, isLost ? model.ended(.failed, error: error) : model)
        }
    }

    private static func shown(_ id: String, _ model: VectorModel) -> Document.Object {
        // Nobody but faiss reads its bytes: here they are the definition.
        let definition = model.document["model_definition"]?.json() ?? []
        let bytes = model.state == .created ? Blob(definition).base64 : ""
        return Document.Object(
            [.init("model_id", .string(id)), .init("model_blob", .string(bytes))] + model.document.entries)
    }

    /// The models as documents of the index that the plugin keeps them in.
    private static func snapshot(
        _ catalog: Catalog, _ view: OpenSearchEmulator
    ) throws(OpenSearchError) -> IndexSnapshot {
        let keywords = [
            "model_id", "engine", "space_type", "state", "description", "error", "training_node_assignment",
            "model_definition", "data_type", "model_version",
        ]
        var fields = keywords.map { Document.Entry($0, ["type": "keyword"]) }
        fields.append(.init("dimension", ["type": "integer"]))
        fields.append(.init("timestamp", ["type": "date"]))
        fields.append(.init("model_blob", ["type": "binary"]))
        let definition = IndexDefinition(
            name: index, uuid: "_na_", created: view.now, settings: IndexSettings(stored: .init()),
            mappings: .init([.init("properties", .object(.init(fields)))]), aliases: [:])
        var state = try IndexState(definition, .managed, VectorStores(nil, name: "", isSynchronous: false))
        for (number, entry) in all(catalog, view).enumerated() {
            var source = shown(entry.id, entry.model)
            source["model_definition"] = .string(entry.model.document["model_definition"]?.jsonText() ?? "")
            let content = try DocumentParser.parse(source, state.mapping, state.analysis, id: entry.id).document
            let stored = StoredDocument(
                id: entry.id, source: StoredSource(source, state.mapping), version: 1, seqNo: number, routing: nil)
            state.put(stored, content, now: view.now)
        }
        try state.refresh()
        return IndexSnapshot(
            definition: state.definition, mapping: state.mapping, analysis: state.analysis, index: state.searchable)
    }
}

// What a client asks for.
extension OpenSearchEmulator {
    public func trainModel(
        _ input: OpenSearch.TrainModelInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await TrainModel.run(input, self)
    }

    public func getModel(
        _ input: OpenSearch.GetModelInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await Models.get(input, self)
    }

    public func deleteModel(
        _ input: OpenSearch.DeleteModelInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await Models.delete(input, self)
    }

    public func searchModels(
        _ input: OpenSearch.SearchModelsInput
    ) async throws(OpenSearchError) -> OpenSearch.SearchOutput {
        try await Models.search(input, self)
    }
}
