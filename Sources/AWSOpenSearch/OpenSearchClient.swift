public import AWSCore

/// Whatever answers calls to OpenSearch.
public protocol OpenSearchClient: Sendable {
    // Documents.
    @discardableResult
    func index(_ input: OpenSearch.IndexInput) async throws(OpenSearchError) -> OpenSearch.WriteOutput
    @discardableResult
    func create(_ input: OpenSearch.CreateInput) async throws(OpenSearchError) -> OpenSearch.WriteOutput
    func get(_ input: OpenSearch.GetInput) async throws(OpenSearchError) -> OpenSearch.GetOutput
    func getSource(_ input: OpenSearch.GetSourceInput) async throws(OpenSearchError) -> OpenSearch.BodyOutput
    func exists(_ input: OpenSearch.ExistsInput) async throws(OpenSearchError) -> OpenSearch.ExistsOutput
    func existsSource(_ input: OpenSearch.ExistsSourceInput) async throws(OpenSearchError) -> OpenSearch.ExistsOutput
    @discardableResult
    func update(_ input: OpenSearch.UpdateInput) async throws(OpenSearchError) -> OpenSearch.WriteOutput
    @discardableResult
    func delete(_ input: OpenSearch.DeleteInput) async throws(OpenSearchError) -> OpenSearch.WriteOutput
    func multiGet(_ input: OpenSearch.MultiGetInput) async throws(OpenSearchError) -> OpenSearch.MultiGetOutput
    func bulk(_ input: OpenSearch.BulkInput) async throws(OpenSearchError) -> OpenSearch.BulkOutput
    @discardableResult
    func deleteByQuery(_ input: OpenSearch.DeleteByQueryInput) async throws(OpenSearchError) -> OpenSearch.ByQueryOutput
    @discardableResult
    func updateByQuery(_ input: OpenSearch.UpdateByQueryInput) async throws(OpenSearchError) -> OpenSearch.ByQueryOutput

    // Search.
    func search(_ input: OpenSearch.SearchInput) async throws(OpenSearchError) -> OpenSearch.SearchOutput
    func multiSearch(_ input: OpenSearch.MultiSearchInput) async throws(OpenSearchError) -> OpenSearch.MultiSearchOutput
    func count(_ input: OpenSearch.CountInput) async throws(OpenSearchError) -> OpenSearch.CountOutput
    func scroll(_ input: OpenSearch.ScrollInput) async throws(OpenSearchError) -> OpenSearch.SearchOutput
    @discardableResult
    func clearScroll(_ input: OpenSearch.ClearScrollInput) async throws(OpenSearchError) -> OpenSearch.BodyOutput
    func createPointInTime(_ input: OpenSearch.CreatePointInTimeInput) async throws(OpenSearchError)
        -> OpenSearch.BodyOutput
    @discardableResult
    func deletePointInTime(_ input: OpenSearch.DeletePointInTimeInput) async throws(OpenSearchError)
        -> OpenSearch.BodyOutput
    @discardableResult
    func deleteAllPointsInTime(_ input: OpenSearch.DeleteAllPointsInTimeInput) async throws(OpenSearchError)
        -> OpenSearch.BodyOutput
    func analyze(_ input: OpenSearch.AnalyzeInput) async throws(OpenSearchError) -> OpenSearch.BodyOutput

    // Indices.
    @discardableResult
    func createIndex(_ input: OpenSearch.CreateIndexInput) async throws(OpenSearchError)
        -> OpenSearch.AcknowledgedOutput
    @discardableResult
    func deleteIndex(_ input: OpenSearch.DeleteIndexInput) async throws(OpenSearchError)
        -> OpenSearch.AcknowledgedOutput
    func indexExists(_ input: OpenSearch.IndexExistsInput) async throws(OpenSearchError) -> OpenSearch.ExistsOutput
    func getIndex(_ input: OpenSearch.GetIndexInput) async throws(OpenSearchError) -> OpenSearch.BodyOutput
    func getMapping(_ input: OpenSearch.GetMappingInput) async throws(OpenSearchError) -> OpenSearch.BodyOutput
    @discardableResult
    func putMapping(_ input: OpenSearch.PutMappingInput) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput
    func getSettings(_ input: OpenSearch.GetSettingsInput) async throws(OpenSearchError) -> OpenSearch.BodyOutput
    @discardableResult
    func putSettings(_ input: OpenSearch.PutSettingsInput) async throws(OpenSearchError)
        -> OpenSearch.AcknowledgedOutput
    @discardableResult
    func refresh(_ input: OpenSearch.RefreshInput) async throws(OpenSearchError) -> OpenSearch.BodyOutput
    @discardableResult
    func flush(_ input: OpenSearch.FlushInput) async throws(OpenSearchError) -> OpenSearch.BodyOutput
    @discardableResult
    func forceMerge(_ input: OpenSearch.ForceMergeInput) async throws(OpenSearchError) -> OpenSearch.BodyOutput
    @discardableResult
    func openIndex(_ input: OpenSearch.OpenIndexInput) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput
    @discardableResult
    func closeIndex(_ input: OpenSearch.CloseIndexInput) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput
    func indexStats(_ input: OpenSearch.IndexStatsInput) async throws(OpenSearchError) -> OpenSearch.BodyOutput
    func nearestStats(_ input: OpenSearch.NearestStatsInput) async throws(OpenSearchError) -> OpenSearch.BodyOutput

    // Models of the k-NN plugin.
    @discardableResult
    func trainModel(_ input: OpenSearch.TrainModelInput) async throws(OpenSearchError) -> OpenSearch.BodyOutput
    func getModel(_ input: OpenSearch.GetModelInput) async throws(OpenSearchError) -> OpenSearch.BodyOutput
    @discardableResult
    func deleteModel(_ input: OpenSearch.DeleteModelInput) async throws(OpenSearchError) -> OpenSearch.BodyOutput
    func searchModels(_ input: OpenSearch.SearchModelsInput) async throws(OpenSearchError) -> OpenSearch.SearchOutput

    // Aliases, templates and pipelines.
    @discardableResult
    func updateAliases(_ input: OpenSearch.UpdateAliasesInput) async throws(OpenSearchError)
        -> OpenSearch.AcknowledgedOutput
    @discardableResult
    func putAlias(_ input: OpenSearch.PutAliasInput) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput
    @discardableResult
    func deleteAlias(_ input: OpenSearch.DeleteAliasInput) async throws(OpenSearchError)
        -> OpenSearch.AcknowledgedOutput
    func getAlias(_ input: OpenSearch.GetAliasInput) async throws(OpenSearchError) -> OpenSearch.BodyOutput
    func aliasExists(_ input: OpenSearch.AliasExistsInput) async throws(OpenSearchError) -> OpenSearch.ExistsOutput
    @discardableResult
    func putIndexTemplate(_ input: OpenSearch.PutIndexTemplateInput) async throws(OpenSearchError)
        -> OpenSearch.AcknowledgedOutput
    func getIndexTemplate(_ input: OpenSearch.GetIndexTemplateInput) async throws(OpenSearchError)
        -> OpenSearch.BodyOutput
    @discardableResult
    func deleteIndexTemplate(_ input: OpenSearch.DeleteIndexTemplateInput) async throws(OpenSearchError)
        -> OpenSearch.AcknowledgedOutput
    func indexTemplateExists(_ input: OpenSearch.IndexTemplateExistsInput) async throws(OpenSearchError)
        -> OpenSearch.ExistsOutput
    @discardableResult
    func putSearchPipeline(_ input: OpenSearch.PutSearchPipelineInput) async throws(OpenSearchError)
        -> OpenSearch.AcknowledgedOutput
    func getSearchPipeline(_ input: OpenSearch.GetSearchPipelineInput) async throws(OpenSearchError)
        -> OpenSearch.BodyOutput
    @discardableResult
    func deleteSearchPipeline(_ input: OpenSearch.DeleteSearchPipelineInput) async throws(OpenSearchError)
        -> OpenSearch.AcknowledgedOutput

    // The cluster.
    func info(_ input: OpenSearch.InfoInput) async throws(OpenSearchError) -> OpenSearch.BodyOutput
    func ping(_ input: OpenSearch.PingInput) async throws(OpenSearchError) -> OpenSearch.ExistsOutput
    func clusterHealth(_ input: OpenSearch.ClusterHealthInput) async throws(OpenSearchError) -> OpenSearch.BodyOutput
    func getClusterSettings(_ input: OpenSearch.GetClusterSettingsInput) async throws(OpenSearchError)
        -> OpenSearch.BodyOutput
    @discardableResult
    func putClusterSettings(_ input: OpenSearch.PutClusterSettingsInput) async throws(OpenSearchError)
        -> OpenSearch.BodyOutput
    func catIndices(_ input: OpenSearch.CatIndicesInput) async throws(OpenSearchError) -> OpenSearch.CatOutput
    func catCount(_ input: OpenSearch.CatCountInput) async throws(OpenSearchError) -> OpenSearch.CatOutput
    func catHealth(_ input: OpenSearch.CatHealthInput) async throws(OpenSearchError) -> OpenSearch.CatOutput
    func catAliases(_ input: OpenSearch.CatAliasesInput) async throws(OpenSearchError) -> OpenSearch.CatOutput
}
