/// Cuts a service model of botocore down to what the generator reads: the chosen operations, the shapes they reach,
/// and no documentation.
package enum Pruner {
    package static func prune(
        _ model: JSON, to service: ServiceSelection, botocoreVersion: String
    ) throws(GeneratorError) -> JSON {
        let all = model["operations"]?.fields ?? []
        let operations = service.operations.map { names in all.filter { names.contains($0.name) } } ?? all
        let found = Set(operations.map(\.name))
        if let missing = service.operations?.first(where: { !found.contains($0) }) {
            throw GeneratorError("\(service.model) has no operation \(missing)")
        }
        let reachable = reach(from: operations.map(\.value), in: model)
        let shapes = (model["shapes"]?.fields ?? []).filter { reachable.contains($0.name) }
        return .object([
            JSON.Field("botocore", .string(botocoreVersion)),
            JSON.Field("metadata", model["metadata"] ?? .null),
            JSON.Field("operations", .object(operations.map(stripped))),
            JSON.Field("shapes", .object(shapes.map(stripped))),
        ])
    }

    private static func reach(from operations: [JSON], in model: JSON) -> Set<String> {
        var definitions: [String: JSON] = [:]
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
    private static func shapeNames(in json: JSON) -> [String] {
        switch json {
        case .object(let fields):
            fields.flatMap { field in
                if field.name == "shape", let name = field.value.string { [name] } else { shapeNames(in: field.value) }
            }
        case .array(let elements): elements.flatMap(shapeNames)
        default: []
        }
    }

    /// An operation, or a shape, whose members are named by the model and so may be called `documentation` themselves.
    private static func stripped(_ field: JSON.Field) -> JSON.Field {
        let kept = field.value.fields.filter { !dropped.contains($0.name) }.map { inner in
            guard inner.name == "members" else { return JSON.Field(inner.name, withoutDocumentation(inner.value)) }
            return JSON.Field(
                "members",
                .object(
                    inner.value.fields.map { member in
                        JSON.Field(member.name, withoutDocumentation(member.value))
                    }))
        }
        return JSON.Field(field.name, .object(kept))
    }

    private static func withoutDocumentation(_ json: JSON) -> JSON {
        switch json {
        case .object(let fields):
            .object(
                fields.filter { !dropped.contains($0.name) }
                    .map { JSON.Field($0.name, withoutDocumentation($0.value)) })
        case .array(let elements): .array(elements.map(withoutDocumentation))
        default: json
        }
    }

    /// What nothing here reads: prose, and hints for botocore's endpoint rules.
    private static let dropped: Set<String> = [
        "documentation", "documentationUrl", "deprecated", "deprecatedMessage", "deprecatedSince", "contextParam",
        "staticContextParams", "operationContextParams", "endpointdiscovery", "endpointoperation", "xmlOrder", "box",
        "readonly", "idempotent", "synthetic", "requestcompression", "event",
    ]
}
