/// Writes a service's files.
struct ServiceEmitter {
    let service: ServiceSource

    init(_ service: ServiceSource) {
        self.service = service
    }

    /// All files of the service's target.
    func files() -> [GeneratedFile] {
        let name = service.selection.name
        return [
            GeneratedFile("\(name).swift", of: service, emitNamespace),
            GeneratedFile("\(name)Client.swift", of: service, emitClient),
            GeneratedFile("\(name)Proxy.swift", of: service, emitProxy),
            GeneratedFile("\(name)Errors.swift", of: service, emitErrors),
            GeneratedFile("Types/\(name)Shapes.swift", of: service, isPublic: false, emitShapes),
        ] + operationFiles() + typeFiles()
    }

    var name: String { service.selection.name }

    /// The Swift type of a structure, union or enumeration.
    func typeName(_ shape: String) -> String {
        service.selection.typeNames[shape] ?? Naming.type(shape)
    }

    /// The Swift type of any shape.
    func swiftType(_ reference: String) -> String {
        let shape = service.shape(reference)
        switch shape.type {
        case .structure: return shape.isDocument ? "Document" : typeName(reference)
        case .string: return shape.values == nil ? "String" : typeName(reference)
        case .list: return "[\(swiftType(shape.element?.shape ?? ""))]"
        case .map: return "[String: \(swiftType(shape.value?.shape ?? ""))]"
        case .boolean: return "Bool"
        case .integer, .long: return "Int"
        case .float: return "Float"
        case .double: return "Double"
        case .blob: return "Blob"
        case .timestamp: return "Timestamp"
        }
    }

    func inputType(_ operation: OperationModel) -> String {
        typeName(service.inputs[operation.name] ?? "")
    }

    func outputType(_ operation: OperationModel) -> String {
        typeName(service.outputs[operation.name] ?? "")
    }
}
