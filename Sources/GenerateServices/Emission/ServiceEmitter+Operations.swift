extension ServiceEmitter {
    /// The operations in files of at most ``operationsPerFile``.
    func operationFiles() -> [GeneratedFile] {
        let count = service.operations.count
        let parts = (count + Self.operationsPerFile - 1) / Self.operationsPerFile
        return (0..<parts).map { part in
            let operations = service.operations[(count * part / parts)..<(count * (part + 1) / parts)]
            let suffix = parts == 1 ? "" : "\(part + 1)"
            return GeneratedFile("\(name)Operations\(suffix).swift", of: service) { writer in
                emitOperations(Array(operations), isFirst: part == 0, &writer)
            }
        }
    }

    private static let operationsPerFile = 40

    private func emitOperations(_ operations: [OperationModel], isFirst: Bool, _ writer: inout SourceWriter) {
        if isFirst {
            writer.block("extension \(name)") { writer in
                writer.line("/// The operations as values.")
                writer.line("public enum Operations {}")
            }
            writer.line()
        }
        writer.block("extension \(name).Operations") { writer in
            for (index, operation) in operations.enumerated() {
                if index > 0 { writer.line() }
                emitOperation(operation, &writer)
            }
        }
    }

    private func emitOperation(_ operation: OperationModel, _ writer: inout SourceWriter) {
        let (input, output) = (inputType(operation), outputType(operation))
        let property = Naming.member(operation.name)
        let types = ["\(name)", "\(name).\(input)", "\(name).\(output)"]
        writer.list("public static let \(Naming.escaped(property)) = Operation<", types, ">(")
        writer.indented { writer in
            let resource = resourceExpression(operation)
            writer.list("OperationSchema(", schemaArguments(operation), resource == nil ? ")" : "),")
            if let resource { writer.line("resource: { \(resource) }") }
        }
        writer.line(") { client, input async throws(\(name)Error) in try await client.\(property)(input) }")
    }

    private func schemaArguments(_ operation: OperationModel) -> [String] {
        let arguments: [(String, String?)] = [
            ("method", operation.method == "POST" ? nil : Literal.string(operation.method)),
            ("uri", operation.uri == "/" ? nil : Literal.string(operation.uri)),
            ("successStatus", operation.successStatus == 200 ? nil : "\(operation.successStatus)"),
            ("input", "\(name).\(inputType(operation)).schema"),
            ("output", "\(name).\(outputType(operation)).schema"),
            ("iamAction", Literal.string(action(of: operation))),
            ("checksum", operation.checksum.map(checksumTraits)),
            ("hostPrefix", operation.hostPrefix.map(Literal.string)),
            ("hasUnsignedPayload", operation.hasUnsignedPayload ? "true" : nil),
            ("isAnonymous", operation.isAnonymous ? "true" : nil),
            ("resultWrapper", operation.resultWrapper.map(Literal.string)),
        ]
        return [Literal.string(operation.name)]
            + arguments.compactMap { label, value in value.map { "\(label): \($0)" } }
    }

    private func action(of operation: OperationModel) -> String {
        let action = service.selection.actions[operation.name] ?? operation.name
        return action.contains(":") ? action : "\(service.selection.iamPrefix):\(action)"
    }

    private func checksumTraits(_ json: JSON) -> String {
        let algorithms = json["responseAlgorithms"]?.elements.compactMap(\.string) ?? []
        let arguments: [(String, String?)] = [
            ("isRequired", json["requestChecksumRequired"]?.isTrue == true ? "true" : nil),
            ("requestAlgorithmMember", json["requestAlgorithmMember"]?.string.map(Literal.string)),
            ("requestValidationModeMember", json["requestValidationModeMember"]?.string.map(Literal.string)),
            (
                "responseAlgorithms",
                algorithms.isEmpty ? nil : "[\(algorithms.map(Literal.string).joined(separator: ", "))]"
            ),
        ]
        let given = arguments.compactMap { label, value in value.map { "\(label): \($0)" } }
        return "ChecksumTraits(\(given.joined(separator: ", ")))"
    }

    /// What makes the resource of the first rule that fits the input.
    private func resourceExpression(_ operation: OperationModel) -> String? {
        let members = service.shape(service.inputs[operation.name] ?? "").members.map(\.name)
        guard let rule = service.selection.resources.first(where: { members.contains($0.member) }) else { return nil }
        var arguments = ["$0.\(Naming.member(rule.member))"]
        if !rule.prefix.isEmpty { arguments.append("prefix: \(Literal.string(rule.prefix))") }
        if let suffix = rule.suffix, members.contains(suffix.member) {
            arguments.append("then: \(Literal.string(suffix.separator))")
            arguments.append("$0.\(Naming.member(suffix.member))")
        }
        return "ResourceName.path(\(arguments.joined(separator: ", ")))"
    }
}
