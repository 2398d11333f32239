public import AWSCore

/// A client of OpenSearch behind which an emulated or a live invoker stands.
public struct OpenSearchProxy: OpenSearchClient {
    public let invoker: any OperationInvoker<OpenSearch>

    public init(_ invoker: any OperationInvoker<OpenSearch>) {
        self.invoker = invoker
    }
}

// Documents.
extension OpenSearchProxy {
    @discardableResult
    public func index(
        _ input: OpenSearch.IndexInput
    ) async throws(OpenSearchError) -> OpenSearch.WriteOutput {
        try await invoker.invoke(OpenSearch.Operations.index, input)
    }

    @discardableResult
    public func create(
        _ input: OpenSearch.CreateInput
    ) async throws(OpenSearchError) -> OpenSearch.WriteOutput {
        try await invoker.invoke(OpenSearch.Operations.create, input)
    }

    public func get(
        _ input: OpenSearch.GetInput
    ) async throws(OpenSearchError) -> OpenSearch.GetOutput {
        try await invoker.invoke(OpenSearch.Operations.get, input)
    }

    public func getSource(
        _ input: OpenSearch.GetSourceInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await invoker.invoke(OpenSearch.Operations.getSource, input)
    }

    public func exists(
        _ input: OpenSearch.ExistsInput
    ) async throws(OpenSearchError) -> OpenSearch.ExistsOutput {
        try await invoker.invoke(OpenSearch.Operations.exists, input)
    }

    public func existsSource(
        _ input: OpenSearch.ExistsSourceInput
    ) async throws(OpenSearchError) -> OpenSearch.ExistsOutput {
        try await invoker.invoke(OpenSearch.Operations.existsSource, input)
    }

    @discardableResult
    public func update(
        _ input: OpenSearch.UpdateInput
    ) async throws(OpenSearchError) -> OpenSearch.WriteOutput {
        try await invoker.invoke(OpenSearch.Operations.update, input)
    }

    @discardableResult
    public func delete(
        _ input: OpenSearch.DeleteInput
    ) async throws(OpenSearchError) -> OpenSearch.WriteOutput {
        try await invoker.invoke(OpenSearch.Operations.delete, input)
    }

    public func multiGet(
        _ input: OpenSearch.MultiGetInput
    ) async throws(OpenSearchError) -> OpenSearch.MultiGetOutput {
        try await invoker.invoke(OpenSearch.Operations.multiGet, input)
    }

    public func bulk(
        _ input: OpenSearch.BulkInput
    ) async throws(OpenSearchError) -> OpenSearch.BulkOutput {
        try await invoker.invoke(OpenSearch.Operations.bulk, input)
    }

    @discardableResult
    public func deleteByQuery(
        _ input: OpenSearch.DeleteByQueryInput
    ) async throws(OpenSearchError) -> OpenSearch.ByQueryOutput {
        try await invoker.invoke(OpenSearch.Operations.deleteByQuery, input)
    }

    @discardableResult
    public func updateByQuery(
        _ input: OpenSearch.UpdateByQueryInput
    ) async throws(OpenSearchError) -> OpenSearch.ByQueryOutput {
        try await invoker.invoke(OpenSearch.Operations.updateByQuery, input)
    }
}

// Search.
extension OpenSearchProxy {
    public func search(
        _ input: OpenSearch.SearchInput
    ) async throws(OpenSearchError) -> OpenSearch.SearchOutput {
        try await invoker.invoke(OpenSearch.Operations.search, input)
    }

    public func multiSearch(
        _ input: OpenSearch.MultiSearchInput
    ) async throws(OpenSearchError) -> OpenSearch.MultiSearchOutput {
        try await invoker.invoke(OpenSearch.Operations.multiSearch, input)
    }

    public func count(
        _ input: OpenSearch.CountInput
    ) async throws(OpenSearchError) -> OpenSearch.CountOutput {
        try await invoker.invoke(OpenSearch.Operations.count, input)
    }

    public func scroll(
        _ input: OpenSearch.ScrollInput
    ) async throws(OpenSearchError) -> OpenSearch.SearchOutput {
        try await invoker.invoke(OpenSearch.Operations.scroll, input)
    }

    @discardableResult
    public func clearScroll(
        _ input: OpenSearch.ClearScrollInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await invoker.invoke(OpenSearch.Operations.clearScroll, input)
    }

    public func createPointInTime(
        _ input: OpenSearch.CreatePointInTimeInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await invoker.invoke(OpenSearch.Operations.createPointInTime, input)
    }

    @discardableResult
    public func deletePointInTime(
        _ input: OpenSearch.DeletePointInTimeInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await invoker.invoke(OpenSearch.Operations.deletePointInTime, input)
    }

    @discardableResult
    public func deleteAllPointsInTime(
        _ input: OpenSearch.DeleteAllPointsInTimeInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await invoker.invoke(OpenSearch.Operations.deleteAllPointsInTime, input)
    }

    public func analyze(
        _ input: OpenSearch.AnalyzeInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await invoker.invoke(OpenSearch.Operations.analyze, input)
    }
}

// Indices.
extension OpenSearchProxy {
    @discardableResult
    public func createIndex(
        _ input: OpenSearch.CreateIndexInput
    ) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput {
        try await invoker.invoke(OpenSearch.Operations.createIndex, input)
    }

    @discardableResult
    public func deleteIndex(
        _ input: OpenSearch.DeleteIndexInput
    ) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput {
        try await invoker.invoke(OpenSearch.Operations.deleteIndex, input)
    }

    public func indexExists(
        _ input: OpenSearch.IndexExistsInput
    ) async throws(OpenSearchError) -> OpenSearch.ExistsOutput {
        try await invoker.invoke(OpenSearch.Operations.indexExists, input)
    }

    public func getIndex(
        _ input: OpenSearch.GetIndexInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await invoker.invoke(OpenSearch.Operations.getIndex, input)
    }

    public func getMapping(
        _ input: OpenSearch.GetMappingInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await invoker.invoke(OpenSearch.Operations.getMapping, input)
    }

    @discardableResult
    public func putMapping(
        _ input: OpenSearch.PutMappingInput
    ) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput {
        try await invoker.invoke(OpenSearch.Operations.putMapping, input)
    }

    public func getSettings(
        _ input: OpenSearch.GetSettingsInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await invoker.invoke(OpenSearch.Operations.getSettings, input)
    }

    @discardableResult
    public func putSettings(
        _ input: OpenSearch.PutSettingsInput
    ) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput {
        try await invoker.invoke(OpenSearch.Operations.putSettings, input)
    }

    @discardableResult
    public func refresh(
        _ input: OpenSearch.RefreshInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await invoker.invoke(OpenSearch.Operations.refresh, input)
    }

    @discardableResult
    public func flush(
        _ input: OpenSearch.FlushInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await invoker.invoke(OpenSearch.Operations.flush, input)
    }

    @discardableResult
    public func forceMerge(
        _ input: OpenSearch.ForceMergeInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await invoker.invoke(OpenSearch.Operations.forceMerge, input)
    }

    @discardableResult
    public func openIndex(
        _ input: OpenSearch.OpenIndexInput
    ) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput {
        try await invoker.invoke(OpenSearch.Operations.openIndex, input)
    }

    @discardableResult
    public func closeIndex(
        _ input: OpenSearch.CloseIndexInput
    ) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput {
        try await invoker.invoke(OpenSearch.Operations.closeIndex, input)
    }

    public func indexStats(
        _ input: OpenSearch.IndexStatsInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await invoker.invoke(OpenSearch.Operations.indexStats, input)
    }

    public func nearestStats(
        _ input: OpenSearch.NearestStatsInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await invoker.invoke(OpenSearch.Operations.nearestStats, input)
    }
}

// Aliases, templates and pipelines.
extension OpenSearchProxy {
    @discardableResult
    public func updateAliases(
        _ input: OpenSearch.UpdateAliasesInput
    ) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput {
        try await invoker.invoke(OpenSearch.Operations.updateAliases, input)
    }

    @discardableResult
    public func putAlias(
        _ input: OpenSearch.PutAliasInput
    ) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput {
        try await invoker.invoke(OpenSearch.Operations.putAlias, input)
    }

    @discardableResult
    public func deleteAlias(
        _ input: OpenSearch.DeleteAliasInput
    ) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput {
        try await invoker.invoke(OpenSearch.Operations.deleteAlias, input)
    }

    public func getAlias(
        _ input: OpenSearch.GetAliasInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await invoker.invoke(OpenSearch.Operations.getAlias, input)
    }

    public func aliasExists(
        _ input: OpenSearch.AliasExistsInput
    ) async throws(OpenSearchError) -> OpenSearch.ExistsOutput {
        try await invoker.invoke(OpenSearch.Operations.aliasExists, input)
    }

    @discardableResult
    public func putIndexTemplate(
        _ input: OpenSearch.PutIndexTemplateInput
    ) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput {
        try await invoker.invoke(OpenSearch.Operations.putIndexTemplate, input)
    }

    public func getIndexTemplate(
        _ input: OpenSearch.GetIndexTemplateInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await invoker.invoke(OpenSearch.Operations.getIndexTemplate, input)
    }

    @discardableResult
    public func deleteIndexTemplate(
        _ input: OpenSearch.DeleteIndexTemplateInput
    ) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput {
        try await invoker.invoke(OpenSearch.Operations.deleteIndexTemplate, input)
    }

    public func indexTemplateExists(
        _ input: OpenSearch.IndexTemplateExistsInput
    ) async throws(OpenSearchError) -> OpenSearch.ExistsOutput {
        try await invoker.invoke(OpenSearch.Operations.indexTemplateExists, input)
    }

    @discardableResult
    public func putSearchPipeline(
        _ input: OpenSearch.PutSearchPipelineInput
    ) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput {
        try await invoker.invoke(OpenSearch.Operations.putSearchPipeline, input)
    }

    public func getSearchPipeline(
        _ input: OpenSearch.GetSearchPipelineInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await invoker.invoke(OpenSearch.Operations.getSearchPipeline, input)
    }

    @discardableResult
    public func deleteSearchPipeline(
        _ input: OpenSearch.DeleteSearchPipelineInput
    ) async throws(OpenSearchError) -> OpenSearch.AcknowledgedOutput {
        try await invoker.invoke(OpenSearch.Operations.deleteSearchPipeline, input)
    }
}

// The cluster.
extension OpenSearchProxy {
    public func info(
        _ input: OpenSearch.InfoInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await invoker.invoke(OpenSearch.Operations.info, input)
    }

    public func ping(
        _ input: OpenSearch.PingInput
    ) async throws(OpenSearchError) -> OpenSearch.ExistsOutput {
        try await invoker.invoke(OpenSearch.Operations.ping, input)
    }

    public func clusterHealth(
        _ input: OpenSearch.ClusterHealthInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await invoker.invoke(OpenSearch.Operations.clusterHealth, input)
    }

    public func getClusterSettings(
        _ input: OpenSearch.GetClusterSettingsInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await invoker.invoke(OpenSearch.Operations.getClusterSettings, input)
    }

    @discardableResult
    public func putClusterSettings(
        _ input: OpenSearch.PutClusterSettingsInput
    ) async throws(OpenSearchError) -> OpenSearch.BodyOutput {
        try await invoker.invoke(OpenSearch.Operations.putClusterSettings, input)
    }

    public func catIndices(
        _ input: OpenSearch.CatIndicesInput
    ) async throws(OpenSearchError) -> OpenSearch.CatOutput {
        try await invoker.invoke(OpenSearch.Operations.catIndices, input)
    }

    public func catCount(
        _ input: OpenSearch.CatCountInput
    ) async throws(OpenSearchError) -> OpenSearch.CatOutput {
        try await invoker.invoke(OpenSearch.Operations.catCount, input)
    }

    public func catHealth(
        _ input: OpenSearch.CatHealthInput
    ) async throws(OpenSearchError) -> OpenSearch.CatOutput {
        try await invoker.invoke(OpenSearch.Operations.catHealth, input)
    }

    public func catAliases(
        _ input: OpenSearch.CatAliasesInput
    ) async throws(OpenSearchError) -> OpenSearch.CatOutput {
        try await invoker.invoke(OpenSearch.Operations.catAliases, input)
    }
}
