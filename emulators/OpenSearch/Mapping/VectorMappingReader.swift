import AWSCore
import AWSOpenSearch

/// Reads the parameters of a `knn_vector` field.
///
/// Source: OpenSearch documentation, "k-NN vector" and "Methods and engines"; for Serverless the developer guide,
/// "Working with vector search collections".
enum VectorMappingReader {
    private static let engines: Set = ["faiss", "lucene", "nmslib"]
    private static let methods: Set = ["hnsw", "ivf", "flat"]

    static func read(
        _ definition: Document.Object, _ name: String, _ flavor: OpenSearchSettings.Flavor
    ) throws(OpenSearchError) -> VectorMapping {
        guard let dimension = definition["dimension"]?.integerText else {
            throw .mapperParsing("Dimension value missing for vector: \(name)")
        }
        guard (1...VectorMapping.dimensionMax).contains(dimension) else {
            throw .mapperParsing(
                dimension > VectorMapping.dimensionMax
                    ? "Dimension value cannot be greater than \(VectorMapping.dimensionMax) for vector: \(name)"
                    : "Dimension value must be greater than 0 for vector: \(name)")
        }
        let dataType = definition["data_type"]?.string ?? "float"
        guard ["float", "byte", "binary"].contains(dataType) else {
            throw .mapperParsing(
                "Invalid value provided for [data_type] field. Supported values are [float, byte, binary]")
        }
        if dataType == "binary", dimension % 8 != 0 {
            throw .mapperParsing("Dimension should be multiply of 8 for binary vector data type")
        }
        let method = definition["method"]?.object ?? .init()
        let engine = try engine(method, flavor)
        let named = method["space_type"]?.string ?? definition["space_type"]?.string
        guard let space = VectorSpace(rawValue: named ?? (dataType == "binary" ? "hamming" : "l2")) else {
            throw .mapperParsing("Unable to find space: \(named ?? "")")
        }
        try check(space, engine, dataType, name)
        return VectorMapping(dimension: dimension, space: space, engine: engine, dataType: dataType)
    }

    private static func engine(
        _ method: Document.Object, _ flavor: OpenSearchSettings.Flavor
    ) throws(OpenSearchError) -> String {
        let engine = method["engine"]?.string?.lowercased() ?? "faiss"
        guard engines.contains(engine) else { throw .mapperParsing("Invalid engine type: \(engine)") }
        let name = method["name"]?.string ?? "hnsw"
        guard methods.contains(name) else {
            throw .mapperParsing("Invalid method name: \(name)")
        }
        if flavor == .serverless, engine != "faiss" || name != "hnsw" {
            throw .mapperParsing("Engine [\(engine)] with method [\(name)] is not supported in OpenSearch Serverless")
        }
        if name == "ivf" {
            throw .mapperParsing(
                "Method definition has training requirement: a model must be trained before method [ivf] can be used")
        }
        return engine
    }

    private static func check(
        _ space: VectorSpace, _ engine: String, _ dataType: String, _ name: String
    ) throws(OpenSearchError) {
        let spaces: [String: Set<VectorSpace>] = [
            "faiss": [.l2, .innerproduct, .cosinesimil, .hamming],
            "lucene": [.l2, .cosinesimil, .innerproduct, .hamming],
            "nmslib": [.l2, .innerproduct, .cosinesimil, .l1, .linf],
        ]
        guard spaces[engine]?.contains(space) ?? false else {
            throw .mapperParsing("Space type \"\(space.rawValue)\" is not supported for the engine \"\(engine)\"")
        }
        guard (space == .hamming) == (dataType == "binary") else {
            throw .mapperParsing(
                "Space type [\(space.rawValue)] is not supported with data type [\(dataType)] for vector: \(name)")
        }
    }
}
