import AWSCore

/// One service, read and resolved: everything an emitter asks of it.
struct ServiceSource: Sendable {
    let selection: ServiceSelection
    let botocoreVersion: String
    let metadata: Document
    /// Sorted by name.
    let operations: [OperationModel]
    private(set) var shapes: [String: ShapeModel] = [:]
    /// Input and output shape of each operation; made up where the model has none.
    private(set) var inputs: [String: String] = [:]
    private(set) var outputs: [String: String] = [:]
    /// Members that hold their own structure by value and so must be boxed: `Structure.Member`.
    private(set) var boxed: Set<String> = []

    init(_ selection: ServiceSelection, _ model: Document) throws(GeneratorError) {
        self.selection = selection
        botocoreVersion = model["botocore"]?.string ?? "?"
        metadata = model["metadata"] ?? .null
        operations = (model["operations"]?.fields ?? []).map { OperationModel($0.name, $0.value) }
            .sorted { $0.name < $1.name }
        for field in model["shapes"]?.fields ?? [] {
            shapes[field.name] = try ShapeModel(field.name, field.value)
        }
        for operation in operations {
            inputs[operation.name] = try structure(operation.input, or: "\(operation.name)Input")
            outputs[operation.name] = try structure(operation.output, or: "\(operation.name)Output")
        }
        boxed = Recursion.boxedMembers(in: self)
    }

    /// `given`, or an empty structure made up under `name`.
    private mutating func structure(_ given: String?, or name: String) throws(GeneratorError) -> String {
        if let given { return given }
        guard shapes[name] == nil else {
            throw GeneratorError("\(selection.model): \(name) is taken, and its operation has no shape of its own")
        }
        shapes[name] = try ShapeModel(name, Document(fields: [Document.Entry("type", .string("structure"))]))
        return name
    }

    /// A shape that another one mentions.
    func shape(_ name: String) -> ShapeModel {
        guard let shape = shapes[name] else {
            preconditionFailure("\(selection.model) mentions the shape \(name) and does not define it")
        }
        return shape
    }

    func isUnion(_ shape: ShapeModel) -> Bool {
        shape.isUnion || shape.isEventStream || selection.closedUnions.contains(shape.name)
    }

    /// True for structures and unions that become Swift types.
    func isType(_ shape: ShapeModel) -> Bool {
        shape.type == .structure && !shape.isDocument
    }

    /// Sorted by name; errors are apart.
    var structures: [ShapeModel] {
        shapes.values.filter { isType($0) && $0.error == nil }.sorted { $0.name < $1.name }
    }

    var errors: [ShapeModel] {
        shapes.values.filter { $0.error != nil }.sorted { $0.name < $1.name }
    }

    var enumerations: [ShapeModel] {
        shapes.values.filter { $0.values != nil }.sorted { $0.name < $1.name }
    }

    /// Sensitive itself, or through the elements it holds.
    func isSensitive(_ name: String) -> Bool {
        let shape = shape(name)
        guard !shape.isSensitive else { return true }
        return [shape.element, shape.key, shape.value].contains { $0.map { isSensitive($0.shape) } ?? false }
    }
}
