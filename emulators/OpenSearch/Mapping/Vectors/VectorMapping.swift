/// How the vectors of a field are kept and compared.
struct VectorMapping: Hashable, Sendable {
    /// Source: OpenSearch documentation, "k-NN vector": up to 16,000 dimensions with every engine.
    static let dimensionMax = 16_000

    enum DataType: String, Sendable {
        case float, byte, binary
    }

    enum Engine: String, Sendable {
        case faiss, lucene, nmslib
    }

    let dimension: Int
    let space: VectorSpace
    let engine: Engine
    let dataType: DataType
    /// `hnsw`, `flat` or `ivf`.
    let method: String
    /// Components are rounded to 16 bits (encoder `sq`, type `fp16`).
    let isHalf: Bool
    /// Components beyond 16 bits are drawn in instead of being refused (`clip`).
    let clips: Bool
    /// 1 for vectors that are kept as they are.
    let compression: Int
    /// Into how many lists rows are sorted; nil for none (method `ivf`).
    var lists: Int?
    /// In how many of those a search looks, unless it says otherwise.
    var probes = 1

    /// Components that a document gives: a binary vector packs eight dimensions into one.
    var componentCount: Int { dataType == .binary ? dimension / 8 : dimension }
}
