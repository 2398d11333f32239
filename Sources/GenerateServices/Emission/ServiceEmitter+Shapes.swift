import AWSCore

extension ServiceEmitter {
    /// The shapes that members share: strings and numbers with limits, lists, maps.
    func emitShapes(_ writer: inout SourceWriter) {
        let shapes = service.shapes.values.filter(isShared).sorted { $0.name < $1.name }
        writer.block("extension \(name)") { writer in
            writer.line("/// Shapes that members share, under the model's names.")
            writer.block("enum Shapes") { writer in
                for shape in shapes { emitShared(shape, &writer) }
            }
        }
    }

    /// The expression for a shape where a member refers to it.
    func reference(_ name: String, xmlName: String? = nil) -> String {
        let shape = service.shape(name)
        if isShared(shape) { return "Shapes.\(Naming.member(typeName(name)))" }
        switch shape.type {
        case .structure: return shape.isDocument ? ".document" : ".structure { \(typeName(name)).schema }"
        case .boolean: return ".boolean"
        case .integer: return ".integer(.integer)"
        case .long: return ".integer(.long)"
        case .float: return ".float"
        case .double: return ".double"
        case .string: return ".string()"
        case .blob: return ".blob()"
        case .timestamp: return ".timestamp(\(timestampFormat(shape) ?? ""))"
        case .list, .map: preconditionFailure("lists and maps are shared")
        }
    }

    private func isShared(_ shape: ShapeModel) -> Bool {
        switch shape.type {
        case .list, .map: true
        case .string: shape.values != nil || shape.pattern != nil || bounds(shape) != nil
        case .integer, .long, .blob: bounds(shape) != nil
        default: false
        }
    }

    private func emitShared(_ shape: ShapeModel, _ writer: inout SourceWriter) {
        let head = "static let \(Naming.escaped(Naming.member(typeName(shape.name)))): Shape = "
        switch shape.type {
        case .list: writer.nested("\(head).list(", "ListShape(", listArguments(shape))
        case .map: writer.nested("\(head).map(", "MapShape(", mapArguments(shape))
        case .integer, .long: writer.list("\(head).integer(", [".\(shape.type.rawValue)", bounds(shape) ?? ""], ")")
        case .blob: writer.list("\(head).blob(", [bounds(shape) ?? ""], ")")
        default: emitString(shape, head, &writer)
        }
    }

    private func emitString(_ shape: ShapeModel, _ head: String, _ writer: inout SourceWriter) {
        var arguments: [String] = []
        if let bounds = bounds(shape) { arguments.append("length: \(bounds)") }
        if let pattern = shape.pattern {
            let pieces = Literal.pieces(of: pattern, length: 90).map(Literal.string)
            arguments.append("pattern: " + pieces.joined(separator: "\n+ "))
        }
        if shape.values != nil { arguments.append("values: \(typeName(shape.name)).known") }
        writer.nested("\(head).string(", "StringConstraints(", arguments)
    }

    private func listArguments(_ shape: ShapeModel) -> [String] {
        var arguments = [reference(shape.element?.shape ?? "")]
        if let name = shape.element?.xmlName { arguments.append("elementName: \(Literal.string(name))") }
        if shape.isFlattened { arguments.append("isFlattened: true") }
        if let bounds = bounds(shape) { arguments.append("bounds: \(bounds)") }
        return arguments
    }

    private func mapArguments(_ shape: ShapeModel) -> [String] {
        var arguments: [String] = []
        let key = reference(shape.key?.shape ?? "")
        if key != ".string()" { arguments.append("key: \(key)") }
        arguments.append(reference(shape.value?.shape ?? ""))
        if let name = shape.key?.xmlName { arguments.append("keyName: \(Literal.string(name))") }
        if let name = shape.value?.xmlName { arguments.append("valueName: \(Literal.string(name))") }
        if shape.isFlattened { arguments.append("isFlattened: true") }
        if let bounds = bounds(shape) { arguments.append("bounds: \(bounds)") }
        return arguments
    }

    private func bounds(_ shape: ShapeModel) -> String? {
        let limits = [("min", shape.min?.integer), ("max", shape.max?.integer)]
        let arguments = limits.compactMap { label, value in value.map { "\(label): \($0)" } }
        return arguments.isEmpty ? nil : "Bounds(\(arguments.joined(separator: ", ")))"
    }

    private func timestampFormat(_ shape: ShapeModel) -> String? {
        switch shape.timestampFormat {
        case "iso8601": ".dateTime"
        case "rfc822": ".httpDate"
        case "unixTimestamp": ".epochSeconds"
        default: nil
        }
    }
}
