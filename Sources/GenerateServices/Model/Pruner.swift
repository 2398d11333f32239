package import AWSCore

/// Cuts a service model of botocore down to what the generator reads: the chosen operations, the shapes they reach,
/// and no documentation.
package enum Pruner {
    package static func prune(
        _ model: Document, to service: ServiceSelection, botocoreVersion: String
    ) throws(GeneratorError) -> Document {
        let all = model["operations"]?.fields ?? []
        let operations = service.operations.map { names in all.filter { names.contains($0.name) } } ?? all
        let found = Set(operations.map(\.name))
        if let missing = service.operations?.first(where: { !found.contains($0) }) {
            throw GeneratorError("\(service.model) has no operation \(missing)")
        }
        let reachable = reach(from: operations.map(\.value), in: model)
        let shapes = (model["shapes"]?.fields ?? []).filter { reachable.contains($0.name) }
        return Document(fields: [
            Document.Entry("botocore", .string(botocoreVersion)),
            Document.Entry("metadata", model["metadata"] ?? .null),
            Document.Entry("operations", Document(fields: operations.map(stripped))),
            Document.Entry("shapes", Document(fields: shapes.map(stripped))),
        ])
    }

    private static func reach(from operations: [Document], in model: Document) -> Set<String> {
        var definitions: [String: Document] = [:]
        for field in model["shapes"]?.fields ?? [] { definitions[field.name] = field.value }
        var reached: Set<String> = []
        var waiting = operations.flatMap(shapeNames)
        while let name = waiting.popLast() {
            guard reached.insert(name).inserted, let definition = definitions[name] else { continue }
            waiting += shapeNames(in: definition)
        }
        return reached
    }

    /// All values under a member `shape`, at any depth, except where a structure has a member of that name.
    private static func shapeNames(in json: Document) -> [String] {
        let names = json.fields.flatMap { field in
            if field.name == "shape", let name = field.value.string { [name] } else { shapeNames(in: field.value) }
        }
        return names + json.elements.flatMap(shapeNames)
    }

    /// An operation, or a shape, whose members are named by the model and so may be called `documentation` themselves.
    private static func stripped(_ definition: Document.Entry) -> Document.Entry {
        let kept = definition.value.fields.filter { !dropped.contains($0.name) }.map { field in
            guard field.name == "members" else { return Document.Entry(field.name, withoutProse(field.value)) }
            let members = field.value.fields.map { Document.Entry($0.name, withoutProse($0.value)) }
            return Document.Entry("members", Document(fields: members))
        }
        return Document.Entry(definition.name, Document(fields: kept))
    }

    private static func withoutProse(_ json: Document) -> Document {
        if let elements = json.list { return .list(elements.map(withoutProse)) }
        guard json.object != nil else { return json }
        let kept = json.fields.filter { !dropped.contains($0.name) }
        return Document(fields: kept.map { Document.Entry($0.name, withoutProse($0.value)) })
    }

    /// What nothing here reads: prose, and hints for botocore's endpoint rules.
    private static let dropped: Set<String> = [
        "documentation", "documentationUrl", "deprecated", "deprecatedMessage", "deprecatedSince", "contextParam",
        "staticContextParams", "operationContextParams", "endpointdiscovery", "endpointoperation", "xmlOrder", "box",
        "readonly", "idempotent", "synthetic", "requestcompression", "event",
    ]
}
