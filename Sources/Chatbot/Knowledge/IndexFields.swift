/// The fields of the index as others may name them.
public enum IndexFields {
    /// The field behind each attribute of a passage that filters may name.
    public static let filterable = [
        "source": "metadata.source", "timestamp": "metadata.timestamp", "doc_id": "metadata.doc_id",
        "chunk_id": "metadata.chunk_id", "title": "metadata.title.keyword", "heading": "metadata.heading.keyword",
        "page": "metadata.page", "sheet": "metadata.sheet", "row": "metadata.row",
    ]
}
