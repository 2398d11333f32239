import AWSCore

extension ServiceEmitter {
    /// The namespace with the service's metadata, operations and errors.
    func emitNamespace(_ writer: inout SourceWriter) {
        let title = service.metadata["serviceFullName"]?.string ?? name
        writer.line("/// \(title), API version \(service.metadata["apiVersion"]?.string ?? "").")
        writer.block("public enum \(name): ServiceModel") { writer in
            writer.line("public typealias Client = any \(name)Client")
            writer.line()
            writer.list("public static let metadata = ServiceMetadata(", metadataArguments(), ")")
            writer.line()
            writer.array(
                "public static let operations: [any ServiceOperation<\(name)>] = ",
                service.operations.map { "Operations.\(Naming.member($0.name))" }, "")
            writer.line()
            writer.array(
                "public static let errors: [any Structure.Type] = ",
                service.errors.map { "\(typeName($0.name)).self" }, "")
        }
    }

    private func metadataArguments() -> [String] {
        let selection = service.selection
        func value(_ key: String) -> String? { service.metadata[key]?.string }
        let endpoint = value("endpointPrefix") ?? selection.model
        let namespace = selection.xmlNamespace ?? value("xmlNamespace")
        let arguments: [(String, String?)] = [
            ("serviceID", value("serviceId").map(Literal.string)),
            ("iamPrefix", Literal.string(selection.iamPrefix)),
            ("endpointPrefix", Literal.string(endpoint)),
            ("signingName", Literal.string(value("signingName") ?? endpoint)),
            ("apiVersion", value("apiVersion").map(Literal.string)),
            ("targetPrefix", value("targetPrefix").map(Literal.string)),
            ("protocols", "[\(protocols().joined(separator: ", "))]"),
            ("xmlNamespace", namespace.map { "XMLNamespace(\(Literal.string($0)))" }),
            ("isQueryCompatible", service.metadata["awsQueryCompatible"] == nil ? nil : "true"),
            ("signsPathOnce", selection.signsPathOnce ? "true" : nil),
        ]
        return arguments.compactMap { label, value in value.map { "\(label): \($0)" } }
    }

    /// The model's protocols, the preferred one first.
    private func protocols() -> [String] {
        let preferred = service.metadata["protocol"]?.string
        let listed = service.metadata["protocols"]?.elements.compactMap(\.string) ?? []
        var names: [String] = []
        for name in [preferred].compactMap({ $0 }) + listed where !names.contains(name) {
            names.append(name)
        }
        return names.map { name in
            switch name {
            case "json": service.metadata["jsonVersion"]?.string == "1.1" ? ".awsJSON1_1" : ".awsJSON1_0"
            case "rest-json": ".restJSON"
            case "rest-xml": ".restXML"
            case "query": ".query"
            case "smithy-rpc-v2-cbor": ".rpcV2CBOR"
            default: preconditionFailure("\(service.selection.model) speaks \(name), which nothing here does")
            }
        }
    }

    /// The protocol that emulators, live clients and test doubles implement.
    func emitClient(_ writer: inout SourceWriter) {
        writer.line("/// Whatever answers calls to \(service.metadata["serviceFullName"]?.string ?? name).")
        writer.block("public protocol \(name)Client: Sendable") { writer in
            for operation in service.operations {
                emitSignature(of: operation, "", "", &writer)
            }
        }
    }

    /// The client that hands every call to an invoker.
    func emitProxy(_ writer: inout SourceWriter) {
        writer.line("/// A client of \(name) behind which an emulated or a live invoker stands.")
        writer.block("public struct \(name)Proxy: \(name)Client") { writer in
            writer.line("public let invoker: any OperationInvoker<\(name)>")
            writer.line()
            writer.block("public init(_ invoker: any OperationInvoker<\(name)>)") { $0.line("self.invoker = invoker") }
            for operation in service.operations {
                writer.line()
                emitSignature(of: operation, "public ", " {", &writer)
                writer.indented {
                    $0.line("try await invoker.invoke(\(name).Operations.\(Naming.member(operation.name)), input)")
                }
                writer.line("}")
            }
        }
    }

    private func emitSignature(
        of operation: OperationModel, _ access: String, _ end: String, _ writer: inout SourceWriter
    ) {
        let isEmpty = service.shape(service.outputs[operation.name] ?? "").members.isEmpty
        if isEmpty { writer.line("@discardableResult") }
        let function = Naming.escaped(Naming.member(operation.name))
        let head = "\(access)func \(function)"
        let parameter = "_ input: \(name).\(inputType(operation))"
        let result = "async throws(\(name)Error) -> \(name).\(outputType(operation))"
        if writer.fits("\(head)(\(parameter)) \(result)\(end)") {
            writer.line("\(head)(\(parameter)) \(result)\(end)")
        } else {
            writer.line("\(head)(")
            writer.indented { $0.line(parameter) }
            writer.line(") \(result)\(end)")
        }
    }
}
