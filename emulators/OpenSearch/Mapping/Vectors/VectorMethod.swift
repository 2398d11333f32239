import AWSCore
import AWSOpenSearch

/// What stands under `method` of a `knn_vector` field: names and values, of which only the kinds are judged here.
///
/// Source: k-NN plugin, KNNMethodContext and MethodComponentContext; the words of refusals are theirs.
struct VectorMethod: Sendable {
    let name: String
    let engine: VectorMapping.Engine?
    let space: VectorSpace?
    let parameters: Document.Object

    init(_ document: Document) throws(OpenSearchError) {
        guard let object = document.object else {
            throw .mapperParsing(#"Unable to parse mapping into KNNMethodContext. Object not of type "Map""#)
        }
        var (name, engine, space): (String, VectorMapping.Engine?, VectorSpace?) = ("", nil, nil)
        var parameters = Document.Object()
        for entry in object.entries {
            switch entry.name {
            case "engine": engine = try Self.engine(entry.value)
            case "space_type": space = try Self.space(entry.value)
            case "name":
                guard let text = entry.value.string else { throw .mapperParsing("namehas to be a string") }
                name = text
            case "parameters": parameters = try Self.parameters(entry.value, "for main method component")
            default: throw .mapperParsing("Invalid parameter: \(entry.name)")
            }
        }
        guard !name.isEmpty else { throw .mapperParsing("name needs to be set") }
        (self.name, self.engine, self.space, self.parameters) = (name, engine, space, parameters)
        for entry in parameters.entries where entry.value.object != nil { _ = try Encoder(entry.value) }
    }

    /// What vectors are made smaller by.
    struct Encoder: Sendable {
        let name: String
        let parameters: Document.Object

        init(_ document: Document) throws(OpenSearchError) {
            var (name, parameters) = ("", Document.Object())
            for entry in document.object?.entries ?? [] {
                switch entry.name {
                case "name":
                    guard let text = entry.value.string else {
                        throw .mapperParsing("Component name should be a string")
                    }
                    name = text
                case "parameters": parameters = try VectorMethod.parameters(entry.value, "for  method component")
                default: throw .mapperParsing("Invalid parameter for MethodComponentContext: \(entry.name)")
                }
            }
            guard !name.isEmpty else { throw .mapperParsing("name needs to be set") }
            (self.name, self.parameters) = (name, parameters)
        }
    }

    /// - Throws: nothing that has not been thrown by `init` already.
    var encoder: Encoder? {
        get throws(OpenSearchError) {
            guard let value = parameters["encoder"], value.object != nil else { return nil }
            return try Encoder(value)
        }
    }

    private static func engine(_ value: Document) throws(OpenSearchError) -> VectorMapping.Engine? {
        guard !value.isNull else { return nil }
        guard let text = value.string else { throw .mapperParsing(#""engine" must be a string"#) }
        if text.lowercased() == "undefined" { return nil }
        guard let engine = VectorMapping.Engine(rawValue: text.lowercased()) else {
            throw .mapperParsing("Invalid engine: \(text)")
        }
        return engine
    }

    private static func space(_ value: Document) throws(OpenSearchError) -> VectorSpace? {
        guard let text = value.string else {
            throw .mapperParsing(value.isNull ? "Invalid space_type: null" : #""space_type" must be a string"#)
        }
        if text.lowercased() == "undefined" { return nil }
        guard let space = VectorSpace(rawValue: text.lowercased()) else {
            throw .mapperParsing("Invalid space_type: \(text)")
        }
        return space
    }

    private static func parameters(_ value: Document, _ owner: String) throws(OpenSearchError) -> Document.Object {
        if value.isNull { return .init() }
        guard let object = value.object else { throw .mapperParsing("Unable to parse parameters \(owner)") }
        return object
    }
}
