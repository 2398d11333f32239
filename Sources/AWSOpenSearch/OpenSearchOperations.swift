public import AWSCore

// Documents.
extension OpenSearch.Operations {
    public static let index = Operation<OpenSearch, OpenSearch.IndexInput, OpenSearch.WriteOutput>(
        "Index", method: "PUT", uri: "/{index}/_doc/{id}"
    ) { client, input async throws(OpenSearchError) in try await client.index(input) }

    public static let create = Operation<OpenSearch, OpenSearch.CreateInput, OpenSearch.WriteOutput>(
        "Create", method: "PUT", uri: "/{index}/_create/{id}"
    ) { client, input async throws(OpenSearchError) in try await client.create(input) }

    public static let get = Operation<OpenSearch, OpenSearch.GetInput, OpenSearch.GetOutput>(
        "Get", method: "GET", uri: "/{index}/_doc/{id}"
    ) { client, input async throws(OpenSearchError) in try await client.get(input) }

    public static let getSource = Operation<OpenSearch, OpenSearch.GetSourceInput, OpenSearch.BodyOutput>(
        "GetSource", method: "GET", uri: "/{index}/_source/{id}"
    ) { client, input async throws(OpenSearchError) in try await client.getSource(input) }

    public static let exists = Operation<OpenSearch, OpenSearch.ExistsInput, OpenSearch.ExistsOutput>(
        "Exists", method: "HEAD", uri: "/{index}/_doc/{id}"
    ) { client, input async throws(OpenSearchError) in try await client.exists(input) }

    public static let existsSource = Operation<OpenSearch, OpenSearch.ExistsSourceInput, OpenSearch.ExistsOutput>(
        "ExistsSource", method: "HEAD", uri: "/{index}/_source/{id}"
    ) { client, input async throws(OpenSearchError) in try await client.existsSource(input) }

    public static let update = Operation<OpenSearch, OpenSearch.UpdateInput, OpenSearch.WriteOutput>(
        "Update", method: "POST", uri: "/{index}/_update/{id}"
    ) { client, input async throws(OpenSearchError) in try await client.update(input) }

    public static let delete = Operation<OpenSearch, OpenSearch.DeleteInput, OpenSearch.WriteOutput>(
        "Delete", method: "DELETE", uri: "/{index}/_doc/{id}"
    ) { client, input async throws(OpenSearchError) in try await client.delete(input) }

    public static let multiGet = Operation<OpenSearch, OpenSearch.MultiGetInput, OpenSearch.MultiGetOutput>(
        "MultiGet", method: "GET", uri: "/_mget"
    ) { client, input async throws(OpenSearchError) in try await client.multiGet(input) }

    public static let bulk = Operation<OpenSearch, OpenSearch.BulkInput, OpenSearch.BulkOutput>(
        "Bulk", method: "POST", uri: "/_bulk"
    ) { client, input async throws(OpenSearchError) in try await client.bulk(input) }

    public static let deleteByQuery = Operation<OpenSearch, OpenSearch.DeleteByQueryInput, OpenSearch.ByQueryOutput>(
        "DeleteByQuery", method: "POST", uri: "/{index}/_delete_by_query"
    ) { client, input async throws(OpenSearchError) in try await client.deleteByQuery(input) }

    public static let updateByQuery = Operation<OpenSearch, OpenSearch.UpdateByQueryInput, OpenSearch.ByQueryOutput>(
        "UpdateByQuery", method: "POST", uri: "/{index}/_update_by_query"
    ) { client, input async throws(OpenSearchError) in try await client.updateByQuery(input) }
}

// Search.
extension OpenSearch.Operations {
    public static let search = Operation<OpenSearch, OpenSearch.SearchInput, OpenSearch.SearchOutput>(
        "Search", method: "GET", uri: "/_search"
    ) { client, input async throws(OpenSearchError) in try await client.search(input) }

    public static let multiSearch = Operation<OpenSearch, OpenSearch.MultiSearchInput, OpenSearch.MultiSearchOutput>(
        "MultiSearch", method: "GET", uri: "/_msearch"
    ) { client, input async throws(OpenSearchError) in try await client.multiSearch(input) }

    public static let count = Operation<OpenSearch, OpenSearch.CountInput, OpenSearch.CountOutput>(
        "Count", method: "GET", uri: "/_count"
    ) { client, input async throws(OpenSearchError) in try await client.count(input) }

    public static let scroll = Operation<OpenSearch, OpenSearch.ScrollInput, OpenSearch.SearchOutput>(
        "Scroll", method: "GET", uri: "/_search/scroll"
    ) { client, input async throws(OpenSearchError) in try await client.scroll(input) }

    public static let clearScroll = Operation<OpenSearch, OpenSearch.ClearScrollInput, OpenSearch.BodyOutput>(
        "ClearScroll", method: "DELETE", uri: "/_search/scroll"
    ) { client, input async throws(OpenSearchError) in try await client.clearScroll(input) }

    public static let createPointInTime = Operation<
        OpenSearch, OpenSearch.CreatePointInTimeInput, OpenSearch.BodyOutput
    >(
        "CreatePointInTime", method: "POST", uri: "/{index}/_search/point_in_time"
    ) { client, input async throws(OpenSearchError) in try await client.createPointInTime(input) }

    public static let deletePointInTime = Operation<
        OpenSearch, OpenSearch.DeletePointInTimeInput, OpenSearch.BodyOutput
    >(
        "DeletePointInTime", method: "DELETE", uri: "/_search/point_in_time"
    ) { client, input async throws(OpenSearchError) in try await client.deletePointInTime(input) }

    public static let deleteAllPointsInTime = Operation<
        OpenSearch, OpenSearch.DeleteAllPointsInTimeInput, OpenSearch.BodyOutput
    >(
        "DeleteAllPointsInTime", method: "DELETE", uri: "/_search/point_in_time/_all"
    ) { client, input async throws(OpenSearchError) in try await client.deleteAllPointsInTime(input) }

    public static let analyze = Operation<OpenSearch, OpenSearch.AnalyzeInput, OpenSearch.BodyOutput>(
        "Analyze", method: "GET", uri: "/_analyze"
    ) { client, input async throws(OpenSearchError) in try await client.analyze(input) }
}

// Indices.
extension OpenSearch.Operations {
    public static let createIndex = Operation<OpenSearch, OpenSearch.CreateIndexInput, OpenSearch.AcknowledgedOutput>(
        "CreateIndex", method: "PUT", uri: "/{index}"
    ) { client, input async throws(OpenSearchError) in try await client.createIndex(input) }

    public static let deleteIndex = Operation<OpenSearch, OpenSearch.DeleteIndexInput, OpenSearch.AcknowledgedOutput>(
        "DeleteIndex", method: "DELETE", uri: "/{index}"
    ) { client, input async throws(OpenSearchError) in try await client.deleteIndex(input) }

    public static let indexExists = Operation<OpenSearch, OpenSearch.IndexExistsInput, OpenSearch.ExistsOutput>(
        "IndexExists", method: "HEAD", uri: "/{index}"
    ) { client, input async throws(OpenSearchError) in try await client.indexExists(input) }

    public static let getIndex = Operation<OpenSearch, OpenSearch.GetIndexInput, OpenSearch.BodyOutput>(
        "GetIndex", method: "GET", uri: "/{index}"
    ) { client, input async throws(OpenSearchError) in try await client.getIndex(input) }

    public static let getMapping = Operation<OpenSearch, OpenSearch.GetMappingInput, OpenSearch.BodyOutput>(
        "GetMapping", method: "GET", uri: "/_mapping"
    ) { client, input async throws(OpenSearchError) in try await client.getMapping(input) }

    public static let putMapping = Operation<OpenSearch, OpenSearch.PutMappingInput, OpenSearch.AcknowledgedOutput>(
        "PutMapping", method: "PUT", uri: "/{index}/_mapping"
    ) { client, input async throws(OpenSearchError) in try await client.putMapping(input) }

    public static let getSettings = Operation<OpenSearch, OpenSearch.GetSettingsInput, OpenSearch.BodyOutput>(
        "GetSettings", method: "GET", uri: "/_settings"
    ) { client, input async throws(OpenSearchError) in try await client.getSettings(input) }

    public static let putSettings = Operation<OpenSearch, OpenSearch.PutSettingsInput, OpenSearch.AcknowledgedOutput>(
        "PutSettings", method: "PUT", uri: "/_settings"
    ) { client, input async throws(OpenSearchError) in try await client.putSettings(input) }

    public static let refresh = Operation<OpenSearch, OpenSearch.RefreshInput, OpenSearch.BodyOutput>(
        "Refresh", method: "GET", uri: "/_refresh"
    ) { client, input async throws(OpenSearchError) in try await client.refresh(input) }

    public static let flush = Operation<OpenSearch, OpenSearch.FlushInput, OpenSearch.BodyOutput>(
        "Flush", method: "GET", uri: "/_flush"
    ) { client, input async throws(OpenSearchError) in try await client.flush(input) }

    public static let forceMerge = Operation<OpenSearch, OpenSearch.ForceMergeInput, OpenSearch.BodyOutput>(
        "ForceMerge", method: "POST", uri: "/_forcemerge"
    ) { client, input async throws(OpenSearchError) in try await client.forceMerge(input) }

    public static let openIndex = Operation<OpenSearch, OpenSearch.OpenIndexInput, OpenSearch.AcknowledgedOutput>(
        "OpenIndex", method: "POST", uri: "/{index}/_open"
    ) { client, input async throws(OpenSearchError) in try await client.openIndex(input) }

    public static let closeIndex = Operation<OpenSearch, OpenSearch.CloseIndexInput, OpenSearch.AcknowledgedOutput>(
        "CloseIndex", method: "POST", uri: "/{index}/_close"
    ) { client, input async throws(OpenSearchError) in try await client.closeIndex(input) }

    public static let indexStats = Operation<OpenSearch, OpenSearch.IndexStatsInput, OpenSearch.BodyOutput>(
        "IndexStats", method: "GET", uri: "/_stats"
    ) { client, input async throws(OpenSearchError) in try await client.indexStats(input) }

    public static let nearestStats = Operation<OpenSearch, OpenSearch.NearestStatsInput, OpenSearch.BodyOutput>(
        "NearestStats", method: "GET", uri: "/_plugins/_knn/stats"
    ) { client, input async throws(OpenSearchError) in try await client.nearestStats(input) }
}

// Aliases, templates and pipelines.
extension OpenSearch.Operations {
    public static let updateAliases = Operation<
        OpenSearch, OpenSearch.UpdateAliasesInput, OpenSearch.AcknowledgedOutput
    >(
        "UpdateAliases", method: "POST", uri: "/_aliases"
    ) { client, input async throws(OpenSearchError) in try await client.updateAliases(input) }

    public static let putAlias = Operation<OpenSearch, OpenSearch.PutAliasInput, OpenSearch.AcknowledgedOutput>(
        "PutAlias", method: "PUT", uri: "/{index}/_alias/{name}"
    ) { client, input async throws(OpenSearchError) in try await client.putAlias(input) }

    public static let deleteAlias = Operation<OpenSearch, OpenSearch.DeleteAliasInput, OpenSearch.AcknowledgedOutput>(
        "DeleteAlias", method: "DELETE", uri: "/{index}/_alias/{name}"
    ) { client, input async throws(OpenSearchError) in try await client.deleteAlias(input) }

    public static let getAlias = Operation<OpenSearch, OpenSearch.GetAliasInput, OpenSearch.BodyOutput>(
        "GetAlias", method: "GET", uri: "/_alias"
    ) { client, input async throws(OpenSearchError) in try await client.getAlias(input) }

    public static let aliasExists = Operation<OpenSearch, OpenSearch.AliasExistsInput, OpenSearch.ExistsOutput>(
        "AliasExists", method: "HEAD", uri: "/_alias/{name}"
    ) { client, input async throws(OpenSearchError) in try await client.aliasExists(input) }

    public static let putIndexTemplate = Operation<
        OpenSearch, OpenSearch.PutIndexTemplateInput, OpenSearch.AcknowledgedOutput
    >(
        "PutIndexTemplate", method: "PUT", uri: "/_index_template/{name}"
    ) { client, input async throws(OpenSearchError) in try await client.putIndexTemplate(input) }

    public static let getIndexTemplate = Operation<OpenSearch, OpenSearch.GetIndexTemplateInput, OpenSearch.BodyOutput>(
        "GetIndexTemplate", method: "GET", uri: "/_index_template"
    ) { client, input async throws(OpenSearchError) in try await client.getIndexTemplate(input) }

    public static let deleteIndexTemplate = Operation<
        OpenSearch, OpenSearch.DeleteIndexTemplateInput, OpenSearch.AcknowledgedOutput
    >(
        "DeleteIndexTemplate", method: "DELETE", uri: "/_index_template/{name}"
    ) { client, input async throws(OpenSearchError) in try await client.deleteIndexTemplate(input) }

    public static let indexTemplateExists = Operation<
        OpenSearch, OpenSearch.IndexTemplateExistsInput, OpenSearch.ExistsOutput
    >(
        "IndexTemplateExists", method: "HEAD", uri: "/_index_template/{name}"
    ) { client, input async throws(OpenSearchError) in try await client.indexTemplateExists(input) }

    public static let putSearchPipeline = Operation<
        OpenSearch, OpenSearch.PutSearchPipelineInput, OpenSearch.AcknowledgedOutput
    >(
        "PutSearchPipeline", method: "PUT", uri: "/_search/pipeline/{name}"
    ) { client, input async throws(OpenSearchError) in try await client.putSearchPipeline(input) }

    public static let getSearchPipeline = Operation<
        OpenSearch, OpenSearch.GetSearchPipelineInput, OpenSearch.BodyOutput
    >(
        "GetSearchPipeline", method: "GET", uri: "/_search/pipeline"
    ) { client, input async throws(OpenSearchError) in try await client.getSearchPipeline(input) }

    public static let deleteSearchPipeline = Operation<
        OpenSearch, OpenSearch.DeleteSearchPipelineInput, OpenSearch.AcknowledgedOutput
    >(
        "DeleteSearchPipeline", method: "DELETE", uri: "/_search/pipeline/{name}"
    ) { client, input async throws(OpenSearchError) in try await client.deleteSearchPipeline(input) }
}

// The cluster.
extension OpenSearch.Operations {
    public static let info = Operation<OpenSearch, OpenSearch.InfoInput, OpenSearch.BodyOutput>(
        "Info", method: "GET", uri: "/"
    ) { client, input async throws(OpenSearchError) in try await client.info(input) }

    public static let ping = Operation<OpenSearch, OpenSearch.PingInput, OpenSearch.ExistsOutput>(
        "Ping", method: "HEAD", uri: "/"
    ) { client, input async throws(OpenSearchError) in try await client.ping(input) }

    public static let clusterHealth = Operation<OpenSearch, OpenSearch.ClusterHealthInput, OpenSearch.BodyOutput>(
        "ClusterHealth", method: "GET", uri: "/_cluster/health"
    ) { client, input async throws(OpenSearchError) in try await client.clusterHealth(input) }

    public static let getClusterSettings = Operation<
        OpenSearch, OpenSearch.GetClusterSettingsInput, OpenSearch.BodyOutput
    >(
        "GetClusterSettings", method: "GET", uri: "/_cluster/settings"
    ) { client, input async throws(OpenSearchError) in try await client.getClusterSettings(input) }

    public static let putClusterSettings = Operation<
        OpenSearch, OpenSearch.PutClusterSettingsInput, OpenSearch.BodyOutput
    >(
        "PutClusterSettings", method: "PUT", uri: "/_cluster/settings"
    ) { client, input async throws(OpenSearchError) in try await client.putClusterSettings(input) }

    public static let catIndices = Operation<OpenSearch, OpenSearch.CatIndicesInput, OpenSearch.CatOutput>(
        "CatIndices", method: "GET", uri: "/_cat/indices"
    ) { client, input async throws(OpenSearchError) in try await client.catIndices(input) }

    public static let catCount = Operation<OpenSearch, OpenSearch.CatCountInput, OpenSearch.CatOutput>(
        "CatCount", method: "GET", uri: "/_cat/count"
    ) { client, input async throws(OpenSearchError) in try await client.catCount(input) }

    public static let catHealth = Operation<OpenSearch, OpenSearch.CatHealthInput, OpenSearch.CatOutput>(
        "CatHealth", method: "GET", uri: "/_cat/health"
    ) { client, input async throws(OpenSearchError) in try await client.catHealth(input) }

    public static let catAliases = Operation<OpenSearch, OpenSearch.CatAliasesInput, OpenSearch.CatOutput>(
        "CatAliases", method: "GET", uri: "/_cat/aliases"
    ) { client, input async throws(OpenSearchError) in try await client.catAliases(input) }
}

extension Operation where Service == OpenSearch {
    /// Every operation on data needs the same permission, on the collection.
    ///
    /// Source: Service Authorization Reference, OpenSearch Serverless, `aoss:APIAccessAll`. A request names its
    /// collection by the host and not in its input, so that any stands for it here.
    init(_ name: String, method: String, uri: String, perform: @escaping Perform) {
        self.init(
            OperationSchema(
                name, method: method, uri: uri, input: Input.schema, output: Output.schema,
                iamAction: "aoss:APIAccessAll"), resource: { _ in "collection/*" }, perform: perform)
    }
}
