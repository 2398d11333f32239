import AWSCore

/// By which requests operations are asked for, and which query parameters they know.
///
/// Source: OpenSearch's REST API specification, `rest-api-spec/api`, and the documentation of each operation.
extension OpenSearch {
    enum Endpoints {
        static let all: [any AnyEndpoint] = documents + search + indices + models + named + cluster
    }
}

/// What many operations take.
private enum Known {
    static let indices = "allow_no_indices expand_wildcards ignore_unavailable"
    static let write = "refresh routing timeout wait_for_active_shards"
    static let source = "_source _source_excludes _source_includes"
    static let query = "analyze_wildcard analyzer default_operator df lenient q"
    static let search =
        "allow_partial_search_results batched_reduce_size cancel_after_time_interval ccs_minimize_roundtrips "
        + "docvalue_fields explain from ignore_throttled include_named_queries_score max_concurrent_shard_requests "
        + "phase_took pre_filter_shard_size preference request_cache rest_total_hits_as_int routing search_type "
        + "seq_no_primary_term size sort stats stored_fields terminate_after timeout track_scores track_total_hits "
        + "typed_keys verbose_pipeline version"
    static let timeouts = "cluster_manager_timeout master_timeout timeout"
    static let realtime = "preference realtime refresh routing version version_type"
}

extension OpenSearch.Endpoints {
    fileprivate static let documents: [any AnyEndpoint] = [
        Endpoint(
            OpenSearch.Operations.index, body: .json,
            routes: ["PUT /{index}/_doc/{id}", "POST /{index}/_doc/{id}", "POST /{index}/_doc"],
            parameters: [
                Known.write,
                "if_primary_term if_seq_no op_type pipeline require_alias version "
                    + "version_type",
            ]),
        Endpoint(
            OpenSearch.Operations.create, body: .json,
            routes: ["PUT /{index}/_create/{id}", "POST /{index}/_create/{id}"],
            parameters: [Known.write, "pipeline version version_type"]),
        Endpoint(
            OpenSearch.Operations.get, body: .none,
            routes: ["GET /{index}/_doc/{id}"],
            parameters: [Known.source, Known.realtime, "stored_fields"]),
        Endpoint(
            OpenSearch.Operations.getSource, body: .none,
            routes: ["GET /{index}/_source/{id}"],
            parameters: [Known.source, Known.realtime]),
        Endpoint(
            OpenSearch.Operations.exists, body: .none,
            routes: ["HEAD /{index}/_doc/{id}"],
            parameters: [Known.source, Known.realtime, "stored_fields"]),
        Endpoint(
            OpenSearch.Operations.existsSource, body: .none,
            routes: ["HEAD /{index}/_source/{id}"],
            parameters: [Known.source, Known.realtime]),
        Endpoint(
            OpenSearch.Operations.update, body: .json,
            routes: ["POST /{index}/_update/{id}"],
            parameters: [
                Known.write, Known.source,
                "if_primary_term if_seq_no lang require_alias "
                    + "retry_on_conflict",
            ]),
        Endpoint(
            OpenSearch.Operations.delete, body: .none,
            routes: ["DELETE /{index}/_doc/{id}"],
            parameters: [Known.write, "if_primary_term if_seq_no version version_type"]),
        Endpoint(
            OpenSearch.Operations.multiGet, body: .json,
            routes: ["GET /_mget", "POST /_mget", "GET /{index}/_mget", "POST /{index}/_mget"],
            parameters: [Known.source, "preference realtime refresh routing stored_fields"]),
        Endpoint(
            OpenSearch.Operations.bulk, body: .lines,
            routes: ["POST /_bulk", "PUT /_bulk", "POST /{index}/_bulk", "PUT /{index}/_bulk"],
            parameters: [Known.write, Known.source, "batch_size pipeline require_alias"]),
        Endpoint(
            OpenSearch.Operations.deleteByQuery, body: .json,
            routes: ["POST /{index}/_delete_by_query"],
            parameters: [
                Known.indices, Known.write, Known.source, Known.query,
                "conflicts from max_docs preference request_cache requests_per_second scroll scroll_size "
                    + "search_timeout search_type size slices sort stats terminate_after version wait_for_completion",
            ]),
        Endpoint(
            OpenSearch.Operations.updateByQuery, body: .json,
            routes: ["POST /{index}/_update_by_query"],
            parameters: [
                Known.indices, Known.write, Known.source, Known.query,
                "conflicts from max_docs pipeline preference request_cache requests_per_second scroll "
                    + "scroll_size search_timeout search_type size slices sort stats terminate_after "
                    + "version wait_for_completion",
            ]),
    ]
}

extension OpenSearch.Endpoints {
    fileprivate static let search: [any AnyEndpoint] = [
        Endpoint(
            OpenSearch.Operations.search, body: .json,
            routes: ["GET /_search", "POST /_search", "GET /{index}/_search", "POST /{index}/_search"],
            parameters: [Known.indices, Known.source, Known.query, Known.search, "index scroll search_pipeline"]),
        Endpoint(
            OpenSearch.Operations.multiSearch, body: .lines,
            routes: ["GET /_msearch", "POST /_msearch", "GET /{index}/_msearch", "POST /{index}/_msearch"],
            parameters: [
                "ccs_minimize_roundtrips max_concurrent_searches max_concurrent_shard_requests "
                    + "pre_filter_shard_size rest_total_hits_as_int search_type typed_keys"
            ]),
        Endpoint(
            OpenSearch.Operations.count, body: .json,
            routes: ["GET /_count", "POST /_count", "GET /{index}/_count", "POST /{index}/_count"],
            parameters: [
                Known.indices, Known.query,
                "ignore_throttled min_score preference routing "
                    + "terminate_after",
            ]),
        Endpoint(
            OpenSearch.Operations.scroll, body: .json,
            routes: [
                "GET /_search/scroll", "POST /_search/scroll", "GET /_search/scroll/{name}",
                "POST /_search/scroll/{name}",
            ],
            parameters: ["rest_total_hits_as_int scroll scroll_id"]),
        Endpoint(
            OpenSearch.Operations.clearScroll, body: .json,
            routes: ["DELETE /_search/scroll", "DELETE /_search/scroll/{name}"],
            parameters: ["scroll_id"]),
        Endpoint(
            OpenSearch.Operations.createPointInTime, body: .none,
            routes: ["POST /{index}/_search/point_in_time"],
            parameters: [Known.indices, "allow_partial_pit_creation keep_alive preference routing"]),
        Endpoint(
            OpenSearch.Operations.deletePointInTime, body: .json,
            routes: ["DELETE /_search/point_in_time"],
            parameters: []),
        Endpoint(
            OpenSearch.Operations.deleteAllPointsInTime, body: .none,
            routes: ["DELETE /_search/point_in_time/_all"],
            parameters: []),
        Endpoint(
            OpenSearch.Operations.analyze, body: .json,
            routes: ["GET /_analyze", "POST /_analyze", "GET /{index}/_analyze", "POST /{index}/_analyze"],
            parameters: ["index"]),
    ]
}

extension OpenSearch.Endpoints {
    fileprivate static let indices: [any AnyEndpoint] = [
        Endpoint(
            OpenSearch.Operations.createIndex, body: .json,
            routes: ["PUT /{index}"],
            parameters: [Known.timeouts, "wait_for_active_shards"]),
        Endpoint(
            OpenSearch.Operations.deleteIndex, body: .none,
            routes: ["DELETE /{index}"],
            parameters: [Known.indices, Known.timeouts]),
        Endpoint(
            OpenSearch.Operations.indexExists, body: .none,
            routes: ["HEAD /{index}"],
            parameters: [Known.indices, "flat_settings include_defaults local"]),
        Endpoint(
            OpenSearch.Operations.getIndex, body: .none,
            routes: ["GET /{index}"],
            parameters: [
                Known.indices,
                "cluster_manager_timeout flat_settings include_defaults local "
                    + "master_timeout",
            ]),
        Endpoint(
            OpenSearch.Operations.getMapping, body: .none,
            routes: ["GET /_mapping", "GET /{index}/_mapping", "GET /_mappings", "GET /{index}/_mappings"],
            parameters: [Known.indices, "cluster_manager_timeout local master_timeout"]),
        Endpoint(
            OpenSearch.Operations.putMapping, body: .json,
            routes: [
                "PUT /{index}/_mapping", "POST /{index}/_mapping", "PUT /{index}/_mappings", "POST /{index}/_mappings",
            ],
            parameters: [Known.indices, Known.timeouts, "write_index_only"]),
        Endpoint(
            OpenSearch.Operations.getSettings, body: .none,
            routes: [
                "GET /_settings", "GET /_settings/{name}", "GET /{index}/_settings", "GET /{index}/_settings/{name}",
            ],
            parameters: [
                Known.indices,
                "cluster_manager_timeout flat_settings include_defaults local "
                    + "master_timeout",
            ]),
        Endpoint(
            OpenSearch.Operations.putSettings, body: .json,
            routes: ["PUT /_settings", "PUT /{index}/_settings"],
            parameters: [Known.indices, Known.timeouts, "flat_settings preserve_existing"]),
        Endpoint(
            OpenSearch.Operations.refresh, body: .none,
            routes: ["GET /_refresh", "POST /_refresh", "GET /{index}/_refresh", "POST /{index}/_refresh"],
            parameters: [Known.indices]),
        Endpoint(
            OpenSearch.Operations.flush, body: .none,
            routes: ["GET /_flush", "POST /_flush", "GET /{index}/_flush", "POST /{index}/_flush"],
            parameters: [Known.indices, "force wait_if_ongoing"]),
        Endpoint(
            OpenSearch.Operations.forceMerge, body: .none,
            routes: ["POST /_forcemerge", "POST /{index}/_forcemerge"],
            parameters: [
                Known.indices,
                "flush max_num_segments only_expunge_deletes primary_only "
                    + "wait_for_completion",
            ]),
        Endpoint(
            OpenSearch.Operations.openIndex, body: .none,
            routes: ["POST /{index}/_open"],
            parameters: [Known.indices, Known.timeouts, "wait_for_active_shards"]),
        Endpoint(
            OpenSearch.Operations.closeIndex, body: .none,
            routes: ["POST /{index}/_close"],
            parameters: [Known.indices, Known.timeouts, "wait_for_active_shards"]),
        Endpoint(
            OpenSearch.Operations.indexStats, body: .none,
            routes: ["GET /_stats", "GET /_stats/{name}", "GET /{index}/_stats", "GET /{index}/_stats/{name}"],
            parameters: [
                "completion_fields expand_wildcards fielddata_fields fields forbid_closed_indices groups "
                    + "include_segment_file_sizes include_unloaded_segments level"
            ]),
        Endpoint(
            OpenSearch.Operations.nearestStats, body: .none,
            routes: [
                "GET /_plugins/_knn/stats", "GET /_plugins/_knn/stats/{name}", "GET /_plugins/_knn/{index}/stats",
                "GET /_plugins/_knn/{index}/stats/{name}",
            ],
            parameters: ["timeout"]),
    ]
}

extension OpenSearch.Endpoints {
    fileprivate static let models: [any AnyEndpoint] = [
        Endpoint(
            OpenSearch.Operations.trainModel, body: .json,
            routes: ["POST /_plugins/_knn/models/{name}/_train", "POST /_plugins/_knn/models/_train"],
            parameters: ["preference"]),
        Endpoint(
            OpenSearch.Operations.getModel, body: .none, routes: ["GET /_plugins/_knn/models/{name}"], parameters: []),
        Endpoint(
            OpenSearch.Operations.deleteModel, body: .none, routes: ["DELETE /_plugins/_knn/models/{name}"],
            parameters: []),
        Endpoint(
            OpenSearch.Operations.searchModels, body: .json,
            routes: ["GET /_plugins/_knn/models/_search", "POST /_plugins/_knn/models/_search"],
            parameters: [Known.source, Known.query, Known.search]),
    ]
}

extension OpenSearch.Endpoints {
    fileprivate static let named: [any AnyEndpoint] = [
        Endpoint(
            OpenSearch.Operations.updateAliases, body: .json,
            routes: ["POST /_aliases"],
            parameters: [Known.timeouts]),
        Endpoint(
            OpenSearch.Operations.putAlias, body: .json,
            routes: [
                "PUT /{index}/_alias/{name}", "POST /{index}/_alias/{name}", "PUT /{index}/_aliases/{name}",
                "POST /{index}/_aliases/{name}", "PUT /_alias/{name}", "POST /_alias/{name}",
            ],
            parameters: [Known.timeouts]),
        Endpoint(
            OpenSearch.Operations.deleteAlias, body: .none,
            routes: ["DELETE /{index}/_alias/{name}", "DELETE /{index}/_aliases/{name}"],
            parameters: [Known.timeouts]),
        Endpoint(
            OpenSearch.Operations.getAlias, body: .none,
            routes: ["GET /_alias", "GET /_alias/{name}", "GET /{index}/_alias", "GET /{index}/_alias/{name}"],
            parameters: [Known.indices, "local"]),
        Endpoint(
            OpenSearch.Operations.aliasExists, body: .none,
            routes: ["HEAD /_alias/{name}", "HEAD /{index}/_alias/{name}"],
            parameters: [Known.indices, "local"]),
        Endpoint(
            OpenSearch.Operations.putIndexTemplate, body: .json,
            routes: ["PUT /_index_template/{name}", "POST /_index_template/{name}"],
            parameters: ["cause cluster_manager_timeout create master_timeout"]),
        Endpoint(
            OpenSearch.Operations.getIndexTemplate, body: .none,
            routes: ["GET /_index_template", "GET /_index_template/{name}"],
            parameters: ["cluster_manager_timeout flat_settings local master_timeout"]),
        Endpoint(
            OpenSearch.Operations.deleteIndexTemplate, body: .none,
            routes: ["DELETE /_index_template/{name}"],
            parameters: [Known.timeouts]),
        Endpoint(
            OpenSearch.Operations.indexTemplateExists, body: .none,
            routes: ["HEAD /_index_template/{name}"],
            parameters: ["cluster_manager_timeout flat_settings local master_timeout"]),
        Endpoint(
            OpenSearch.Operations.putSearchPipeline, body: .json,
            routes: ["PUT /_search/pipeline/{name}"],
            parameters: ["cluster_manager_timeout timeout"]),
        Endpoint(
            OpenSearch.Operations.getSearchPipeline, body: .none,
            routes: ["GET /_search/pipeline", "GET /_search/pipeline/{name}"],
            parameters: ["cluster_manager_timeout"]),
        Endpoint(
            OpenSearch.Operations.deleteSearchPipeline, body: .none,
            routes: ["DELETE /_search/pipeline/{name}"],
            parameters: ["cluster_manager_timeout timeout"]),
    ]
}

extension OpenSearch.Endpoints {
    fileprivate static let cluster: [any AnyEndpoint] = [
        Endpoint(
            OpenSearch.Operations.info, body: .none,
            routes: ["GET /"],
            parameters: []),
        Endpoint(
            OpenSearch.Operations.ping, body: .none,
            routes: ["HEAD /"],
            parameters: []),
        Endpoint(
            OpenSearch.Operations.clusterHealth, body: .none,
            routes: ["GET /_cluster/health", "GET /_cluster/health/{index}"],
            parameters: [
                Known.timeouts,
                "awareness_attribute expand_wildcards level local wait_for_active_shards wait_for_events "
                    + "wait_for_no_initializing_shards wait_for_no_relocating_shards wait_for_nodes wait_for_status",
            ]),
        Endpoint(
            OpenSearch.Operations.getClusterSettings, body: .none,
            routes: ["GET /_cluster/settings"],
            parameters: [Known.timeouts, "flat_settings include_defaults"]),
        Endpoint(
            OpenSearch.Operations.putClusterSettings, body: .json,
            routes: ["PUT /_cluster/settings"],
            parameters: [Known.timeouts, "flat_settings"]),
        Endpoint(
            OpenSearch.Operations.catIndices, body: .none,
            routes: ["GET /_cat/indices", "GET /_cat/indices/{index}"],
            parameters: [
                "bytes cluster_manager_timeout expand_wildcards format h health help "
                    + "include_unloaded_segments local master_timeout pri s time v"
            ]),
        Endpoint(
            OpenSearch.Operations.catCount, body: .none,
            routes: ["GET /_cat/count", "GET /_cat/count/{index}"],
            parameters: ["format h help s v"]),
        Endpoint(
            OpenSearch.Operations.catHealth, body: .none,
            routes: ["GET /_cat/health"],
            parameters: ["format h help s time ts v"]),
        Endpoint(
            OpenSearch.Operations.catAliases, body: .none,
            routes: ["GET /_cat/aliases", "GET /_cat/aliases/{name}"],
            parameters: ["expand_wildcards format h help local s v"]),
    ]
}
