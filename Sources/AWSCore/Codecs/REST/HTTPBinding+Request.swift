/// Requests: what a client writes and a server reads.
extension HTTPBinding {
    package func request(for operation: OperationSchema, input: Document) throws(WireError) -> HTTPRequest {
        let schema = operation.input
        var request = HTTPRequest(method: operation.method)
        request.path = try operation.template.path { label throws(WireError) in
            try Self.text(ofLabel: label, in: input, schema)
        }
        request.query = operation.template.query + (try query(of: input, schema))
        request.headers = try headers(of: input, schema)
        let body = try body(of: input, schema)
        if let mediaType = body.mediaType, request.headers["Content-Type"] == nil {
            request.headers.append("Content-Type", mediaType)
        }
        request.body = .bytes(body.bytes)
        return request
    }

    private static func text(
        ofLabel label: String, in input: Document, _ schema: StructureSchema
    ) throws(WireError) -> String {
        guard let member = schema.members.first(where: { $0.place == .label(label) }), let value = input[member.name],
            !value.isNull
        else { throw .missingMember(path: label) }
        do throws(WireError) {
            let text = try ScalarText.write(value, as: member.shape)
            // An empty label would make another path, and with it another operation.
            guard !text.isEmpty else { throw WireError.missingMember(path: "") }
            return text
        } catch {
            throw error.inside(member.name)
        }
    }

    private func query(
        of input: Document, _ schema: StructureSchema
    ) throws(WireError) -> [HTTPRequest.QueryItem] {
        var items: [HTTPRequest.QueryItem] = []
        var ownNames: Set<String> = []
        for member in schema.members {
            guard case .query(let name) = member.place, let value = input[member.name], !value.isNull else { continue }
            ownNames.insert(name)
            do throws(WireError) {
                for text in try Self.texts(of: value, as: member.shape) { items.append(.init(name, text)) }
            } catch {
                throw error.inside(member.name)
            }
        }
        for member in schema.members where member.place == .queryParameters {
            guard case .map(let map) = member.shape, let object = input[member.name]?.object else { continue }
            for entry in object.entries where !ownNames.contains(entry.name) {
                for text in try Self.texts(of: entry.value, as: map.value) { items.append(.init(entry.name, text)) }
            }
        }
        return items
    }

    /// A list is one parameter an element.
    private static func texts(of value: Document, as shape: Shape) throws(WireError) -> [String] {
        guard case .list(let list) = shape, case .list(let elements) = value else {
            return [try ScalarText.write(value, as: shape)]
        }
        var texts: [String] = []
        for element in elements where !element.isNull {
            texts.append(try ScalarText.write(element, as: list.element))
        }
        return texts
    }

    // As a server.

    package func input(
        of request: HTTPRequest, body: [UInt8], for operation: OperationSchema
    ) throws(WireError) -> Document {
        var members = Members()
        try readLabels(of: request.path, operation, into: &members)
        try read(request.query, operation.input, into: &members)
        try read(request.headers, operation.input, into: &members)
        try read(body, operation.input, into: &members)
        return members.document
    }

    private func readLabels(
        of path: String, _ operation: OperationSchema, into members: inout Members
    ) throws(WireError) {
        let segments = PathSegments(path)
        let labels =
            operation.template.labels(in: segments)
            ?? segments.withoutTrailingSlash.flatMap { operation.template.labels(in: $0) }
        guard let labels else { throw .malformed("the path is not \(operation.uri)", offset: 0) }
        for label in labels {
            let places = operation.input.places.labels
            guard let index = places.first(where: { $0.name == label.name })?.index else { continue }
            let member = operation.input.members[index]
            try members.put(member) { () throws(WireError) in
                guard let text = PercentEncoding.decode(label.text) else {
                    throw .malformed("the path is not percent-encoded UTF-8", offset: 0)
                }
                return try ScalarText.read(text, as: member.shape)
            }
        }
    }

    private func read(
        _ query: [HTTPRequest.QueryItem], _ schema: StructureSchema, into members: inout Members
    ) throws(WireError) {
        if query.isEmpty { return }
        for place in schema.places.queries {
            let values = query.filter { $0.name == place.name }.map { $0.value ?? "" }
            if values.isEmpty { continue }
            let member = schema.members[place.index]
            try members.put(member) { () throws(WireError) in try Self.value(of: values, as: member.shape) }
        }
        if let index = schema.places.queryParameters, case .map(let map) = schema.members[index].shape {
            try members.put(schema.members[index]) { () throws(WireError) in try Self.map(of: query, as: map.value) }
        }
    }

    private static func value(of texts: [String], as shape: Shape) throws(WireError) -> Document {
        guard case .list(let list) = shape else { return try ScalarText.read(texts[0], as: shape) }
        var elements: [Document] = []
        for text in texts { elements.append(try ScalarText.read(text, as: list.element)) }
        return .list(elements)
    }

    private static func map(of query: [HTTPRequest.QueryItem], as shape: Shape) throws(WireError) -> Document {
        var values = Dictionary(grouping: query) { $0.name }
        var entries: [Document.Entry] = []
        for item in query {
            guard let items = values.removeValue(forKey: item.name) else { continue }
            entries.append(Document.Entry(item.name, try value(of: items.map { $0.value ?? "" }, as: shape)))
        }
        return .object(Document.Object(entries))
    }
}
