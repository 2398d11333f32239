/// Finds shapes that cannot have their own name in Swift: the selection must rename them.
enum NameClashes {
    static func check(_ emitter: ServiceEmitter) throws(GeneratorError) {
        let service = emitter.service
        let shapes = (service.structures + service.enumerations + service.errors).map(\.name)
        var names: [String: String] = [:]
        var clashes: [String] = []
        for shape in shapes {
            let name = emitter.typeName(shape)
            if reserved.contains(name) { clashes.append("\(name) means something else") }
            if let other = names.updateValue(shape, forKey: name) {
                clashes.append("\(shape) and \(other) are the same")
            }
        }
        guard clashes.isEmpty else {
            throw GeneratorError(
                "\(service.selection.model): \(clashes.joined(separator: "; ")): give them other names")
        }
    }

    /// Words of Swift, and what generated code calls by its bare name.
    private static let reserved: Set<String> = [
        "Type", "Protocol", "Self", "Any", "String", "Bool", "Int", "Float", "Double", "Array", "Dictionary",
        "Optional",
        "Blob", "Timestamp", "Document", "Structure", "StructureSchema", "Member", "MemberWriter", "Shape", "Shapes",
        "Fields", "Bounds", "StringConstraints", "ListShape", "MapShape", "XMLNamespace", "WireError", "ErrorTraits",
        "ByteStream", "EventStream", "EventStreamStructure", "StreamingStructure", "StringEnum", "Indirect",
        "Operation", "Operations", "OperationSchema", "ChecksumTraits", "ResourceName", "ServiceMetadata",
    ]
}
