import AWSCore

extension ServiceEmitter {
    /// One structure, union or error.
    func emitType(_ shape: ShapeModel, _ writer: inout SourceWriter) {
        if service.isUnion(shape) {
            emitUnion(shape, &writer)
        } else {
            emitStructure(shape, &writer)
        }
    }

    private func emitStructure(_ shape: ShapeModel, _ writer: inout SourceWriter) {
        let properties = shape.members.map { Property($0, of: shape, in: self) }
        let conformance = properties.compactMap(\.conformance).first ?? "Structure"
        writer.block("public struct \(typeName(shape.name)): \(conformance)") { writer in
            for property in properties { writer.pair(property.declaration, ":", property.declaredType) }
            if !properties.isEmpty { writer.line() }
            emitInitializer(properties, &writer)
            writer.line()
            emitSchema(shape, &writer)
            writer.line()
            emitDecoder(properties, &writer)
            writer.line()
            emitDocument(properties, &writer)
            for property in properties { emitStreamAccess(property, &writer) }
        }
    }

    private func emitInitializer(_ properties: [Property], _ writer: inout SourceWriter) {
        guard !properties.isEmpty else { return writer.line("public init() {}") }
        writer.list("public init(", properties.map(\.parameter), ") {")
        writer.indented { writer in
            for property in properties { writer.pair("self.\(property.name)", " =", property.escapedName) }
        }
        writer.line("}")
    }

    private func emitDecoder(_ properties: [Property], _ writer: inout SourceWriter) {
        guard !properties.isEmpty else { return writer.line("public init(_ fields: Fields) throws(WireError) {}") }
        writer.block("public init(_ fields: Fields) throws(WireError)") { writer in
            for property in properties { emitDecoding(property, &writer) }
        }
    }

    private func emitDecoding(_ property: Property, _ writer: inout SourceWriter) {
        if property.isStream { return writer.line("\(property.escapedName) = \(property.emptyStream)") }
        let getter = property.isRequired ? "required" : "optional"
        let name = Literal.string(property.member.name)
        writer.list("\(property.escapedName) = try fields.\(getter)(", [name], ")")
    }

    private func emitDocument(_ properties: [Property], _ writer: inout SourceWriter) {
        let written = properties.filter { !$0.isStream }
        guard !written.isEmpty else { return writer.line("public var document: Document { MemberWriter().document }") }
        writer.block("public var document: Document") { writer in
            writer.line("var members = MemberWriter(capacity: \(written.count))")
            for property in written {
                writer.list("members.put(", [Literal.string(property.member.name), property.escapedName], ")")
            }
            writer.line("return members.document")
        }
    }

    private func emitStreamAccess(_ property: Property, _ writer: inout SourceWriter) {
        guard let requirement = property.streamRequirement, requirement != property.name else { return }
        writer.line()
        writer.block("public var \(requirement): \(property.type)") { writer in
            writer.line("get { \(property.escapedName) }")
            writer.line("set { \(property.escapedName) = newValue }")
        }
    }

    /// The schema, for structures and unions alike.
    func emitSchema(_ shape: ShapeModel, _ writer: inout SourceWriter) {
        let head = "public static let schema: StructureSchema = StructureSchema("
        let members = shape.members.map { memberExpression($0, of: shape) }
        let traits = schemaTraits(shape)
        if members.count < 2 {
            let array = members.map { "[Member(\($0.joined(separator: ", ")))]" }
            if array.allSatisfy({ writer.fits("\($0),", indentedBy: 1) }) {
                return writer.list(head, [Literal.string(shape.name)] + array + traits, ")")
            }
        }
        writer.line(head)
        writer.indented { writer in
            writer.line("\(Literal.string(shape.name)),")
            writer.line("[")
            writer.indented { writer in
                // The formatter wants a comma after the last of several elements, and none after an only one.
                for arguments in members { writer.list("Member(", arguments, members.count == 1 ? ")" : "),") }
            }
            writer.line(traits.isEmpty ? "])" : "],")
            if !traits.isEmpty { writer.fill(traits, end: ")") }
        }
    }

    private func schemaTraits(_ shape: ShapeModel) -> [String] {
        let operation = service.operations.first { $0.input == shape.name }
        let xmlName = shape.xmlName ?? service.selection.xmlNames[shape.name] ?? operation?.inputXMLName
        let namespace = Literal.xmlNamespace(shape.xmlNamespace ?? operation?.inputXMLNamespace)
        var traits: [String] = []
        if service.isUnion(shape) { traits.append("isUnion: true") }
        if let xmlName { traits.append("xmlName: \(Literal.string(xmlName))") }
        if let namespace { traits.append("xmlNamespace: \(namespace)") }
        if let error = shape.error { traits.append("error: \(errorTraits(error, shape.name))") }
        return traits
    }

    private func errorTraits(_ error: ErrorModel, _ name: String) -> String {
        let rule = service.selection.errorCodes[name]
        let status = rule?.status ?? error.status
        var arguments = ["code: \(Literal.string(rule?.code ?? error.code))"]
        if status != 400 { arguments.append("status: \(status)") }
        if !error.isClientFault { arguments.append("isClientFault: false") }
        if error.isRetryable { arguments.append("isRetryable: true") }
        if error.isThrottling { arguments.append("isThrottling: true") }
        return "ErrorTraits(\(arguments.joined(separator: ", ")))"
    }
}
