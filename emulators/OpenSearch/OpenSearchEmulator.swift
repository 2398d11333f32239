public import AWSCore
public import AWSOpenSearch
public import World

/// OpenSearch for one call: who calls is in the scope, what is there in the state.
public struct OpenSearchEmulator: OpenSearchClient {
    let state: OpenSearchState
    let scope: CallScope

    public init(_ state: OpenSearchState, _ scope: CallScope) {
        self.state = state
        self.scope = scope
    }

    var place: OpenSearchState.Place { OpenSearchState.Place(account: scope.account, region: scope.region) }
    var now: Timestamp { scope.startedAt }
    var account: String { scope.account }
    var isServerless: Bool { state.settings.flavor == .serverless }

    func countRequest() { scope.use(.requests, 1) }
}

// Documents.
extension OpenSearchEmulator {
    public func index(
        _ input: OpenSearch.IndexInput
    ) async throws(OpenSearchError) -> OpenSearch.WriteOutput {
        try await IndexDocument.run(input, self)
    }

    public func create(
        _ input: OpenSearch.CreateInput
    ) async throws(OpenSearchError) -> OpenSearch.WriteOutput {
        try await IndexDocument.create(input, self)
    }

    public func get(
        _ input: OpenSearch.GetInput
    ) async throws(OpenSearchError) -> OpenSearch.GetOutput {
        try await GetDocument.run(input, self)
    }

    public func getSource(
        _ input: OpenSearch.GetSourceInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await GetDocument.source(input, self)
    }

    public func exists(
        _ input: OpenSearch.ExistsInput
    ) async throws(OpenSearchError) -> OpenSearch.ExistsOutput {
        try await GetDocument.exists(input, self)
    }

    public func existsSource(
        _ input: OpenSearch.ExistsSourceInput
    ) async throws(OpenSearchError) -> OpenSearch.ExistsOutput {
        try await GetDocument.sourceExists(input, self)
    }

    public func update(
        _ input: OpenSearch.UpdateInput
    ) async throws(OpenSearchError) -> OpenSearch.WriteOutput {
        try await UpdateDocument.run(input, self)
    }

    public func delete(
        _ input: OpenSearch.DeleteInput
    ) async throws(OpenSearchError) -> OpenSearch.WriteOutput {
        try await DeleteDocument.run(input, self)
    }

    public func multiGet(
        _ input: OpenSearch.MultiGetInput
    ) async throws(OpenSearchError) -> OpenSearch.MultiGetOutput {
        try await MultiGet.run(input, self)
    }

    public func bulk(
        _ input: OpenSearch.BulkInput
    ) async throws(OpenSearchError) -> OpenSearch.BulkOutput {
        try await Bulk.run(input, self)
    }

    public func deleteByQuery(
        _ input: OpenSearch.DeleteByQueryInput
    ) async throws(OpenSearchError) -> OpenSearch.ByQueryOutput {
        try await DeleteByQuery.run(input, self)
    }

    public func updateByQuery(
        _ input: OpenSearch.UpdateByQueryInput
    ) async throws(OpenSearchError) -> OpenSearch.ByQueryOutput {
        try await UpdateByQuery.run(input, self)
    }
}

// Search.
extension OpenSearchEmulator {
    public func search(
        _ input: OpenSearch.SearchInput
    ) async throws(OpenSearchError) -> OpenSearch.SearchOutput {
        try await Search.run(input, self)
    }

    public func multiSearch(
        _ input: OpenSearch.MultiSearchInput
    ) async throws(OpenSearchError) -> OpenSearch.MultiSearchOutput {
        try await MultiSearch.run(input, self)
    }

    public func count(
        _ input: OpenSearch.CountInput
    ) async throws(OpenSearchError) -> OpenSearch.CountOutput {
        try await Count.run(input, self)
    }

    public func scroll(
        _ input: OpenSearch.ScrollInput
    ) async throws(OpenSearchError) -> OpenSearch.SearchOutput {
        try await Scroll.run(input, self)
    }

    public func clearScroll(
        _ input: OpenSearch.ClearScrollInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await Scroll.clear(input, self)
    }

    public func createPointInTime(
        _ input: OpenSearch.CreatePointInTimeInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await PointInTime.create(input, self)
    }

    public func deletePointInTime(
        _ input: OpenSearch.DeletePointInTimeInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await PointInTime.delete(input, self)
    }

    public func deleteAllPointsInTime(
        _ input: OpenSearch.DeleteAllPointsInTimeInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await PointInTime.deleteAll(input, self)
    }

    public func analyze(
        _ input: OpenSearch.AnalyzeInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await Analyze.run(input, self)
    }
}

// Indices.
extension OpenSearchEmulator {
    public func createIndex(
        _ input: OpenSearch.CreateIndexInput
    ) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput {
        try await CreateIndex.run(input, self)
    }

    public func deleteIndex(
        _ input: OpenSearch.DeleteIndexInput
    ) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput {
        try await DeleteIndex.run(input, self)
    }

    public func indexExists(
        _ input: OpenSearch.IndexExistsInput
    ) async throws(OpenSearchError) -> OpenSearch.ExistsOutput {
        try await GetIndex.exists(input, self)
    }

    public func getIndex(
        _ input: OpenSearch.GetIndexInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await GetIndex.run(input, self)
    }

    public func getMapping(
        _ input: OpenSearch.GetMappingInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await Mappings.get(input, self)
    }

    public func putMapping(
        _ input: OpenSearch.PutMappingInput
    ) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput {
        try await Mappings.put(input, self)
    }

    public func getSettings(
        _ input: OpenSearch.GetSettingsInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await SettingsOperations.get(input, self)
    }

    public func putSettings(
        _ input: OpenSearch.PutSettingsInput
    ) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput {
        try await SettingsOperations.put(input, self)
    }

    public func refresh(
        _ input: OpenSearch.RefreshInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await Maintenance.refresh(input, self)
    }

    public func flush(
        _ input: OpenSearch.FlushInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await Maintenance.flush(input, self)
    }

    public func forceMerge(
        _ input: OpenSearch.ForceMergeInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await Maintenance.forceMerge(input, self)
    }

    public func openIndex(
        _ input: OpenSearch.OpenIndexInput
    ) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput {
        try await Maintenance.open(input, self)
    }

    public func closeIndex(
        _ input: OpenSearch.CloseIndexInput
    ) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput {
        try await Maintenance.close(input, self)
    }

    public func indexStats(
        _ input: OpenSearch.IndexStatsInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await IndexStats.run(input, self)
    }

    public func nearestStats(
        _ input: OpenSearch.NearestStatsInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await NearestStats.run(input, self)
    }
}

// Aliases, templates and pipelines.
extension OpenSearchEmulator {
    public func updateAliases(
        _ input: OpenSearch.UpdateAliasesInput
    ) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput {
        try await Aliases.update(input, self)
    }

    public func putAlias(
        _ input: OpenSearch.PutAliasInput
    ) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput {
        try await Aliases.put(input, self)
    }

    public func deleteAlias(
        _ input: OpenSearch.DeleteAliasInput
    ) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput {
        try await Aliases.delete(input, self)
    }

    public func getAlias(
        _ input: OpenSearch.GetAliasInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await Aliases.get(input, self)
    }

    public func aliasExists(
        _ input: OpenSearch.AliasExistsInput
    ) async throws(OpenSearchError) -> OpenSearch.ExistsOutput {
        try await Aliases.exists(input, self)
    }

    public func putIndexTemplate(
        _ input: OpenSearch.PutIndexTemplateInput
    ) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput {
        try await IndexTemplates.put(input, self)
    }

    public func getIndexTemplate(
        _ input: OpenSearch.GetIndexTemplateInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await IndexTemplates.get(input, self)
    }

    public func deleteIndexTemplate(
        _ input: OpenSearch.DeleteIndexTemplateInput
    ) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput {
        try await IndexTemplates.delete(input, self)
    }

    public func indexTemplateExists(
        _ input: OpenSearch.IndexTemplateExistsInput
    ) async throws(OpenSearchError) -> OpenSearch.ExistsOutput {
        try await IndexTemplates.exists(input, self)
    }

    public func putSearchPipeline(
        _ input: OpenSearch.PutSearchPipelineInput
    ) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput {
        try await SearchPipelines.put(input, self)
    }

    public func getSearchPipeline(
        _ input: OpenSearch.GetSearchPipelineInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await SearchPipelines.get(input, self)
    }

    public func deleteSearchPipeline(
        _ input: OpenSearch.DeleteSearchPipelineInput
    ) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput {
        try await SearchPipelines.delete(input, self)
    }
}

// The cluster.
extension OpenSearchEmulator {
    public func info(
        _ input: OpenSearch.InfoInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try Cluster.info(self)
    }

    public func ping(
        _ input: OpenSearch.PingInput
    ) async throws(OpenSearchError) -> OpenSearch.ExistsOutput {
        try Cluster.ping(self)
    }

    public func clusterHealth(
        _ input: OpenSearch.ClusterHealthInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await Cluster.health(input, self)
    }

    public func getClusterSettings(
        _ input: OpenSearch.GetClusterSettingsInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await Cluster.settings(input, self)
    }

    public func putClusterSettings(
        _ input: OpenSearch.PutClusterSettingsInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await Cluster.putSettings(input, self)
    }

    public func catIndices(
        _ input: OpenSearch.CatIndicesInput
    ) async throws(OpenSearchError) -> OpenSearch.CatOutput {
        try await Cat.indices(input, self)
    }

    public func catCount(
        _ input: OpenSearch.CatCountInput
    ) async throws(OpenSearchError) -> OpenSearch.CatOutput {
        try await Cat.count(input, self)
    }

    public func catHealth(
        _ input: OpenSearch.CatHealthInput
    ) async throws(OpenSearchError) -> OpenSearch.CatOutput {
        try await Cat.health(input, self)
    }

    public func catAliases(
        _ input: OpenSearch.CatAliasesInput
    ) async throws(OpenSearchError) -> OpenSearch.CatOutput {
        try await Cat.aliases(input, self)
    }
}
