public import AWSCore

/// The inputs of operations, by OpenSearch's names of these.
extension OpenSearch {
    // Documents.
    public typealias IndexInput = DocumentInput<Kinds.Index>
    public typealias CreateInput = DocumentInput<Kinds.Create>
    public typealias GetInput = DocumentInput<Kinds.Get>
    public typealias GetSourceInput = DocumentInput<Kinds.GetSource>
    public typealias ExistsInput = DocumentInput<Kinds.Exists>
    public typealias ExistsSourceInput = DocumentInput<Kinds.ExistsSource>
    public typealias UpdateInput = DocumentInput<Kinds.Update>
    public typealias DeleteInput = DocumentInput<Kinds.Delete>
    public typealias MultiGetInput = IndexedInput<Kinds.MultiGet>
    public typealias DeleteByQueryInput = IndexedInput<Kinds.DeleteByQuery>
    public typealias UpdateByQueryInput = IndexedInput<Kinds.UpdateByQuery>
    // Search.
    public typealias SearchInput = IndexedInput<Kinds.Search>
    public typealias CountInput = IndexedInput<Kinds.Count>
    /// `name` is the scroll's id, unless the body says it.
    public typealias ScrollInput = NamedInput<Kinds.Scroll>
    public typealias ClearScrollInput = NamedInput<Kinds.ClearScroll>
    public typealias CreatePointInTimeInput = IndexedInput<Kinds.CreatePointInTime>
    public typealias DeletePointInTimeInput = IndexedInput<Kinds.DeletePointInTime>
    public typealias DeleteAllPointsInTimeInput = IndexedInput<Kinds.DeleteAllPointsInTime>
    public typealias AnalyzeInput = IndexedInput<Kinds.Analyze>
    // Indices.
    public typealias CreateIndexInput = IndexedInput<Kinds.CreateIndex>
    public typealias DeleteIndexInput = IndexedInput<Kinds.DeleteIndex>
    public typealias IndexExistsInput = IndexedInput<Kinds.IndexExists>
    public typealias GetIndexInput = IndexedInput<Kinds.GetIndex>
    public typealias GetMappingInput = IndexedInput<Kinds.GetMapping>
    public typealias PutMappingInput = IndexedInput<Kinds.PutMapping>
    /// `name` is the settings that are asked for.
    public typealias GetSettingsInput = NamedInput<Kinds.GetSettings>
    public typealias PutSettingsInput = IndexedInput<Kinds.PutSettings>
    public typealias RefreshInput = IndexedInput<Kinds.Refresh>
    public typealias FlushInput = IndexedInput<Kinds.Flush>
    public typealias ForceMergeInput = IndexedInput<Kinds.ForceMerge>
    public typealias OpenIndexInput = IndexedInput<Kinds.OpenIndex>
    public typealias CloseIndexInput = IndexedInput<Kinds.CloseIndex>
    /// `name` is the metrics that are asked for.
    public typealias IndexStatsInput = NamedInput<Kinds.IndexStats>
    /// `name` is the statistics that are asked for, `index` the nodes.
    public typealias NearestStatsInput = NamedInput<Kinds.NearestStats>
    // Models of the k-NN plugin.
    /// `name` is the model's, unless OpenSearch is to make one.
    public typealias TrainModelInput = NamedInput<Kinds.TrainModel>
    public typealias GetModelInput = NamedInput<Kinds.GetModel>
    public typealias DeleteModelInput = NamedInput<Kinds.DeleteModel>
    public typealias SearchModelsInput = IndexedInput<Kinds.SearchModels>
    // Aliases, templates, pipelines.
    public typealias UpdateAliasesInput = IndexedInput<Kinds.UpdateAliases>
    public typealias PutAliasInput = NamedInput<Kinds.PutAlias>
    public typealias DeleteAliasInput = NamedInput<Kinds.DeleteAlias>
    public typealias GetAliasInput = NamedInput<Kinds.GetAlias>
    public typealias AliasExistsInput = NamedInput<Kinds.AliasExists>
    public typealias PutIndexTemplateInput = NamedInput<Kinds.PutIndexTemplate>
    public typealias GetIndexTemplateInput = NamedInput<Kinds.GetIndexTemplate>
    public typealias DeleteIndexTemplateInput = NamedInput<Kinds.DeleteIndexTemplate>
    public typealias IndexTemplateExistsInput = NamedInput<Kinds.IndexTemplateExists>
    public typealias PutSearchPipelineInput = NamedInput<Kinds.PutSearchPipeline>
    public typealias GetSearchPipelineInput = NamedInput<Kinds.GetSearchPipeline>
    public typealias DeleteSearchPipelineInput = NamedInput<Kinds.DeleteSearchPipeline>
    // Cluster.
    public typealias InfoInput = IndexedInput<Kinds.Info>
    public typealias PingInput = IndexedInput<Kinds.Ping>
    public typealias ClusterHealthInput = IndexedInput<Kinds.ClusterHealth>
    public typealias GetClusterSettingsInput = IndexedInput<Kinds.GetClusterSettings>
    public typealias PutClusterSettingsInput = IndexedInput<Kinds.PutClusterSettings>
    public typealias CatIndicesInput = IndexedInput<Kinds.CatIndices>
    public typealias CatCountInput = IndexedInput<Kinds.CatCount>
    public typealias CatHealthInput = IndexedInput<Kinds.CatHealth>
    public typealias CatAliasesInput = NamedInput<Kinds.CatAliases>
}

extension OpenSearch {
    /// Which operation an input is of.
    public enum Kinds {
        private static func schema(_ operation: String, _ labels: String...) -> StructureSchema {
            StructureSchema(
                operation + "Input",
                labels.map { Member($0, .string(), at: .label($0)) } + [
                    Member("body", .document), Member("parameters", .document),
                ])
        }

        public enum Index: InputKind { public static let schema = Kinds.schema("Index", "index", "id") }
        public enum Create: InputKind { public static let schema = Kinds.schema("Create", "index", "id") }
        public enum Get: InputKind { public static let schema = Kinds.schema("Get", "index", "id") }
        public enum GetSource: InputKind { public static let schema = Kinds.schema("GetSource", "index", "id") }
        public enum Exists: InputKind { public static let schema = Kinds.schema("Exists", "index", "id") }
        public enum ExistsSource: InputKind { public static let schema = Kinds.schema("ExistsSource", "index", "id") }
        public enum Update: InputKind { public static let schema = Kinds.schema("Update", "index", "id") }
        public enum Delete: InputKind { public static let schema = Kinds.schema("Delete", "index", "id") }
        public enum MultiGet: InputKind { public static let schema = Kinds.schema("MultiGet", "index") }
        public enum DeleteByQuery: InputKind { public static let schema = Kinds.schema("DeleteByQuery", "index") }
        public enum UpdateByQuery: InputKind { public static let schema = Kinds.schema("UpdateByQuery", "index") }
        public enum Search: InputKind { public static let schema = Kinds.schema("Search", "index") }
        public enum Count: InputKind { public static let schema = Kinds.schema("Count", "index") }
        public enum Scroll: InputKind { public static let schema = Kinds.schema("Scroll", "name", "index") }
        public enum ClearScroll: InputKind { public static let schema = Kinds.schema("ClearScroll", "name", "index") }
        public enum CreatePointInTime: InputKind {
            public static let schema = Kinds.schema("CreatePointInTime", "index")
        }
        public enum DeletePointInTime: InputKind {
            public static let schema = Kinds.schema("DeletePointInTime", "index")
        }
        public enum DeleteAllPointsInTime: InputKind {
            public static let schema = Kinds.schema("DeleteAllPointsInTime", "index")
        }
        public enum Analyze: InputKind { public static let schema = Kinds.schema("Analyze", "index") }
        public enum CreateIndex: InputKind { public static let schema = Kinds.schema("CreateIndex", "index") }
        public enum DeleteIndex: InputKind { public static let schema = Kinds.schema("DeleteIndex", "index") }
        public enum IndexExists: InputKind { public static let schema = Kinds.schema("IndexExists", "index") }
        public enum GetIndex: InputKind { public static let schema = Kinds.schema("GetIndex", "index") }
        public enum GetMapping: InputKind { public static let schema = Kinds.schema("GetMapping", "index") }
        public enum PutMapping: InputKind { public static let schema = Kinds.schema("PutMapping", "index") }
        public enum GetSettings: InputKind { public static let schema = Kinds.schema("GetSettings", "name", "index") }
        public enum PutSettings: InputKind { public static let schema = Kinds.schema("PutSettings", "index") }
        public enum Refresh: InputKind { public static let schema = Kinds.schema("Refresh", "index") }
        public enum Flush: InputKind { public static let schema = Kinds.schema("Flush", "index") }
        public enum ForceMerge: InputKind { public static let schema = Kinds.schema("ForceMerge", "index") }
        public enum OpenIndex: InputKind { public static let schema = Kinds.schema("OpenIndex", "index") }
        public enum CloseIndex: InputKind { public static let schema = Kinds.schema("CloseIndex", "index") }
        public enum IndexStats: InputKind { public static let schema = Kinds.schema("IndexStats", "name", "index") }
        public enum NearestStats: InputKind { public static let schema = Kinds.schema("NearestStats", "name", "index") }
        public enum TrainModel: InputKind { public static let schema = Kinds.schema("TrainModel", "name", "index") }
        public enum GetModel: InputKind { public static let schema = Kinds.schema("GetModel", "name", "index") }
        public enum DeleteModel: InputKind { public static let schema = Kinds.schema("DeleteModel", "name", "index") }
        public enum SearchModels: InputKind { public static let schema = Kinds.schema("SearchModels", "index") }
        public enum UpdateAliases: InputKind { public static let schema = Kinds.schema("UpdateAliases", "index") }
        public enum PutAlias: InputKind { public static let schema = Kinds.schema("PutAlias", "name", "index") }
        public enum DeleteAlias: InputKind { public static let schema = Kinds.schema("DeleteAlias", "name", "index") }
        public enum GetAlias: InputKind { public static let schema = Kinds.schema("GetAlias", "name", "index") }
        public enum AliasExists: InputKind { public static let schema = Kinds.schema("AliasExists", "name", "index") }
        public enum PutIndexTemplate: InputKind {
            public static let schema = Kinds.schema("PutIndexTemplate", "name", "index")
        }
        public enum GetIndexTemplate: InputKind {
            public static let schema = Kinds.schema("GetIndexTemplate", "name", "index")
        }
        public enum DeleteIndexTemplate: InputKind {
            public static let schema = Kinds.schema("DeleteIndexTemplate", "name", "index")
        }
        public enum IndexTemplateExists: InputKind {
            public static let schema = Kinds.schema("IndexTemplateExists", "name", "index")
        }
        public enum PutSearchPipeline: InputKind {
            public static let schema = Kinds.schema("PutSearchPipeline", "name", "index")
        }
        public enum GetSearchPipeline: InputKind {
            public static let schema = Kinds.schema("GetSearchPipeline", "name", "index")
        }
        public enum DeleteSearchPipeline: InputKind {
            public static let schema = Kinds.schema("DeleteSearchPipeline", "name", "index")
        }
        public enum Info: InputKind { public static let schema = Kinds.schema("Info", "index") }
        public enum Ping: InputKind { public static let schema = Kinds.schema("Ping", "index") }
        public enum ClusterHealth: InputKind { public static let schema = Kinds.schema("ClusterHealth", "index") }
        public enum GetClusterSettings: InputKind {
            public static let schema = Kinds.schema("GetClusterSettings", "index")
        }
        public enum PutClusterSettings: InputKind {
            public static let schema = Kinds.schema("PutClusterSettings", "index")
        }
        public enum CatIndices: InputKind { public static let schema = Kinds.schema("CatIndices", "index") }
        public enum CatCount: InputKind { public static let schema = Kinds.schema("CatCount", "index") }
        public enum CatHealth: InputKind { public static let schema = Kinds.schema("CatHealth", "index") }
        public enum CatAliases: InputKind { public static let schema = Kinds.schema("CatAliases", "name", "index") }
    }
}
