import AWSCore

/// The settings and the mapping of the index that holds the knowledge base.
enum IndexMapping {
    /// - Parameter dimensions: of the vectors.
    static func body(dimensions: Int) -> Document {
        ["settings": ["index": ["knn": true]], "mappings": mappings(dimensions: dimensions)]
    }

    /// The vectors have length 1, so that Euclidean distance orders them as their angle does; every engine and every
    /// kind of collection knows it. Serverless refuses nmslib. Fields that are not named here are kept, not indexed.
    private static func mappings(dimensions: Int) -> Document {
        [
            "dynamic": false,
            "properties": [
                "embedding": [
                    "type": "knn_vector", "dimension": .number(Number(dimensions)),
                    "method": [
                        "name": "hnsw", "engine": "faiss", "space_type": "l2",
                        "parameters": ["m": 16, "ef_construction": 512],
                    ],
                ],
                "text": prose,
                "metadata": ["dynamic": false, "properties": metadata],
            ],
        ]
    }

    /// Word forms and stop words of English count as one; other languages lose nothing by it.
    private static let prose: Document = ["type": "text", "analyzer": "english"]

    private static let metadata: Document = [
        "source": ["type": "keyword"],
        "timestamp": ["type": "date"],
        "doc_id": ["type": "keyword"],
        "chunk_id": ["type": "keyword"],
        "generation": ["type": "long"],
        "title": ["type": "text", "analyzer": "english", "fields": ["keyword": ["type": "keyword"]]],
        "heading": ["type": "text", "analyzer": "english", "fields": ["keyword": ["type": "keyword"]]],
        "page": ["type": "integer"],
        "sheet": ["type": "keyword"],
        "row": ["type": "integer"],
    ]
}
