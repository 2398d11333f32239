import AWSCore

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
        let closure = ") { client, input async throws(\(name)Error) in"
        let call = "try await client.\(property)(input)"
        if writer.fits("\(closure) \(call) }") { return writer.line("\(closure) \(call) }") }
        writer.line(closure)
        writer.indented { $0.line(call) }
        writer.line("}")
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

    private func checksumTraits(_ json: Document) -> String {
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

    /// What makes the resource by the first rule that holds.
    private func resourceExpression(_ operation: OperationModel) -> String? {
        let input = service.shape(service.inputs[operation.name] ?? "")
        let members = input.members.map(\.name)
        let rules = service.selection.resources
        guard let rule = rules.first(where: { $0.holds(for: operation.name, members) }) else { return nil }
        func property(_ member: String, orElse fallback: String? = nil) -> String {
            let access = "$0.\(Naming.member(member))"
            guard let fallback, !input.required.contains(member) else { return access }
            return "\(access) ?? \(Literal.string(fallback))"
        }
        if rule.isURL { return "ResourceName.lastComponent(of: \(property(rule.member)))" }
        var arguments = [property(rule.member)]
        if !rule.prefix.isEmpty { arguments.append("prefix: \(Literal.string(rule.prefix))") }
        if let container = rule.container, members.contains(container.member) {
            arguments.append("in: \(property(container.member, orElse: container.name))")
            if container.isSilent { arguments.append("unless: \(Literal.string(container.name))") }
        }
        if let suffix = rule.suffix {
            let isAlways = suffix.need == .separatorAlways
            let isThere = members.contains(suffix.member)
            if isThere || isAlways { arguments.append("then: \(Literal.string(suffix.separator))") }
            if isThere {
                arguments.append(property(suffix.member, orElse: isAlways ? "" : nil))
            } else if isAlways {
                arguments.append(Literal.string(""))
            }
        }
        return "ResourceName.path(\(arguments.joined(separator: ", ")))"
    }
}
