/// Errors as the XML protocols write them: an `Error` element with `Code`, `Message` and the model's members.
///
/// Query and most restXml services wrap it in `ErrorResponse`, S3 does not.
enum XMLFailure {
    /// What the elements themselves say; the rest are members.
    private static let ownNames: Set = ["Type", "Code", "Message", "RequestId", "HostId"]

    // MARK: Reading

    /// The `Error` element under `root`: the root itself, a child, or below `Errors` as the oldest services had it.
    static func error(in root: XMLElement) -> XMLElement? {
        if root.localName == "Error" { return root }
        return root.child("Error") ?? root.child("Errors")?.child("Error")
    }

    /// - Parameter statusCode: the code for a body that tells none.
    static func read(_ response: HTTPResponse, body: [UInt8], statusCode: String) -> WireFailure {
        let root = try? XMLReader.read(body)
        let error = root.flatMap(Self.error)
        func text(_ name: String) -> String? { error?.child(name).map(\.text) }
        var failure = WireFailure(
            status: response.status, code: statusCode, message: text("Message") ?? error?.child("message")?.text,
            isClientFault: response.status < 500)
        if let code = text("Code"), !code.isEmpty { failure.code = code }
        if let type = text("Type") { failure.isClientFault = type != "Receiver" }
        let requestIDs = [
            text("RequestId"), root?.child("RequestId")?.text, root?.child("RequestID")?.text,
            root?.child("ResponseMetadata")?.child("RequestId")?.text, response.headers["x-amzn-RequestId"],
            response.headers["x-amz-request-id"],
        ]
        failure.requestID = requestIDs.lazy.compactMap(\.self).first
        let members = (error?.children ?? []).filter {
            !Self.ownNames.contains($0.localName) || $0.localName == "HostId"
        }
        failure.members = Document.Object(members.map { Document.Entry($0.localName, untyped($0)) })
        return failure
    }

    private static func untyped(_ element: XMLElement) -> Document {
        guard !element.children.isEmpty else { return .string(element.text) }
        return .object(Document.Object(element.children.map { Document.Entry($0.localName, untyped($0)) }))
    }

    /// The members that `schema` models. AWS's `Message` may be called `message` in the model.
    static func details(in body: [UInt8], as schema: StructureSchema) throws(WireError) -> Document.Object {
        guard !body.isEmpty, let error = error(in: try XMLReader.read(body)) else { return Document.Object() }
        var object = try XMLCodec.readMembers(of: error, schema)
        if let name = JSONFailure.messageMember(schema)?.name, object[name] == nil,
            let message = error.child("Message") ?? error.child("message")
        {
            object[name] = .string(message.text)
        }
        return object
    }

    // MARK: Writing

    /// The form of query and of all restXml services but S3.
    static func wrappedBody(of failure: WireFailure, _ namespace: XMLNamespace?) -> [UInt8] {
        var writer = XMLWriter()
        writer.open("ErrorResponse", namespace.map { [XMLElement.Attribute($0)] } ?? [])
        writer.open("Error")
        writer.leaf("Type", text: failure.isClientFault ? "Sender" : "Receiver")
        writer.leaf("Code", text: failure.code)
        write(membersOf: failure, to: &writer)
        writer.close("Error")
        writer.leaf("RequestId", text: failure.requestID ?? "")
        writer.close("ErrorResponse")
        return writer.bytes
    }

    /// Writes the `Error` element's content but for what stands before and after: message, then members.
    static func write(membersOf failure: WireFailure, to writer: inout XMLWriter) {
        writer.leaf("Message", text: failure.message ?? "")
        for entry in failure.members.entries where !ownNames.contains(entry.name) && entry.name != "message" {
            let member = failure.schema?.member(named: entry.name)
            guard member == nil || member?.place == .body else { continue }
            // A value that is not what the model says is left out: the error matters more.
            var part = XMLWriter()
            if let member {
                let alone = StructureSchema("", [member])
                guard (try? XMLCodec.writeMembers(of: Document.Object([entry]), alone, to: &part)) != nil else {
                    continue
                }
            } else {
                writeUntyped(entry.value, name: entry.name, to: &part)
            }
            writer.append(part)
        }
    }

    private static func writeUntyped(_ value: Document, name: String, to writer: inout XMLWriter) {
        switch value {
        case .null: break
        case .string(let text): writer.leaf(name, text: text)
        case .number(let number): writer.leaf(name, text: number.text)
        case .bool(let value): writer.leaf(name, text: value ? "true" : "false")
        case .blob(let blob): writer.leaf(name, text: blob.base64)
        case .timestamp(let instant): writer.leaf(name, text: instant.text(.dateTime))
        case .list(let elements):
            for element in elements { writeUntyped(element, name: name, to: &writer) }
        case .object(let object):
            writer.open(name)
            for entry in object.entries { writeUntyped(entry.value, name: entry.name, to: &writer) }
            writer.close(name)
        }
    }
}
