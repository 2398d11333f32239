public import AWSCore

// Models of the k-NN plugin.
extension OpenSearch.Operations {
    public static let trainModel = Operation<OpenSearch, OpenSearch.TrainModelInput, OpenSearch.BodyOutput>(
        "TrainModel", method: "POST", uri: "/_plugins/_knn/models/{name}/_train"
    ) { client, input async throws(OpenSearchError) in try await client.trainModel(input) }

    public static let getModel = Operation<OpenSearch, OpenSearch.GetModelInput, OpenSearch.BodyOutput>(
        "GetModel", method: "GET", uri: "/_plugins/_knn/models/{name}"
    ) { client, input async throws(OpenSearchError) in try await client.getModel(input) }

    public static let deleteModel = Operation<OpenSearch, OpenSearch.DeleteModelInput, OpenSearch.BodyOutput>(
        "DeleteModel", method: "DELETE", uri: "/_plugins/_knn/models/{name}"
    ) { client, input async throws(OpenSearchError) in try await client.deleteModel(input) }

    public static let searchModels = Operation<OpenSearch, OpenSearch.SearchModelsInput, OpenSearch.SearchOutput>(
        "SearchModels", method: "GET", uri: "/_plugins/_knn/models/_search"
    ) { client, input async throws(OpenSearchError) in try await client.searchModels(input) }
}

extension OpenSearchProxy {
    public func trainModel(
        _ input: OpenSearch.TrainModelInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await invoker.invoke(OpenSearch.Operations.trainModel, input)
    }

    public func getModel(
        _ input: OpenSearch.GetModelInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await invoker.invoke(OpenSearch.Operations.getModel, input)
    }

    public func deleteModel(
        _ input: OpenSearch.DeleteModelInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await invoker.invoke(OpenSearch.Operations.deleteModel, input)
    }

    public func searchModels(
        _ input: OpenSearch.SearchModelsInput
    ) async throws(OpenSearchError) -> OpenSearch.SearchOutput {
        try await invoker.invoke(OpenSearch.Operations.searchModels, input)
    }
}
