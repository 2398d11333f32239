import AWSCore
import AWSOpenSearch

/// A model for vectors: how fields that name it keep theirs, once it has been trained.
///
/// Source: k-NN plugin, Model and ModelMetadata, whose members these are.
struct VectorModel: Sendable {
    enum State: String, Sendable {
        case training, created, failed
    }

    /// As it is shown, but for what it is called and its bytes.
    private(set) var document: Document.Object
    let dimension: Int
    let space: VectorSpace
    let dataType: VectorMapping.DataType
    /// `ivf` or `hnsw`.
    let method: VectorMethod

    /// nil for what was not written by ``document``.
    init?(_ stored: Document) {
        guard let document = stored.object, let dimension = stored["dimension"]?.int,
            let space = stored["space_type"]?.string.flatMap({ VectorSpace(rawValue: $0) }),
            let dataType = stored["data_type"]?.string.flatMap({ VectorMapping.DataType(rawValue: $0) }),
            let definition = stored["model_definition"], let method = try? VectorMethod(definition)
        else { return nil }
        (self.document, self.dimension, self.space) = (document, dimension, space)
        (self.dataType, self.method) = (dataType, method)
    }

    var state: State { document["state"]?.string.flatMap { State(rawValue: $0) } ?? .failed }

    func ended(_ state: State, error: String = "") -> VectorModel {
        var ended = self
        ended.document["state"] = .string(state.rawValue)
        ended.document["error"] = .string(error)
        return ended
    }

    /// Into how many lists rows are sorted; nil where a graph finds them.
    var lists: Int? { method.name == "ivf" ? method.parameters["nlist"]?.int ?? Self.listsDefault : nil }

    /// KNNConstants: METHOD_PARAMETER_NLIST_DEFAULT and METHOD_PARAMETER_NPROBES_DEFAULT.
    private static let listsDefault = 4
    private static let probesDefault = 1

    var mapping: VectorMapping {
        let encoder = try? method.encoder
        let isHalf = encoder?.name == "sq"
        return VectorMapping(
            dimension: dimension, space: space, engine: .faiss, dataType: dataType, method: method.name, isHalf: isHalf,
            clips: isHalf && encoder?.parameters["clip"]?.bool ?? false,
            compression: encoder.map { ["flat": 1, "sq": 2][$0.name] ?? 8 } ?? 1, lists: lists,
            probes: method.parameters["nprobes"]?.int ?? Self.probesDefault)
    }

    /// Clusters that training looks for: it takes as many vectors (faiss, Clustering::train_encoded).
    var clusters: Int { lists ?? 1 }

    /// Vectors that the encoder's own training takes (k-NN plugin, AbstractFaissPQEncoder).
    var encoderVectorsMin: Int? {
        guard let encoder = try? method.encoder, encoder.name == "pq" else { return nil }
        return encoder.parameters["code_size"]?.int.map { 1 << min($0, 32) } ?? 1000
    }
}
