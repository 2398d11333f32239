/// restXml's bodies: one root element.
package struct RESTXMLBody: RESTBodyCodec {
    /// The root's name where a structure that is no payload has another than the model says.
    private let rootName: String?
    /// Of roots to which the model gives none.
    private let namespace: XMLNamespace?
    private let hasDeclaration: Bool
    /// Whether a root of another name than the model's is refused, as a server must.
    private let checksRoot: Bool

    package init(
        rootName: String? = nil, namespace: XMLNamespace? = nil, hasDeclaration: Bool = false, checksRoot: Bool = false
    ) {
        self.rootName = rootName
        self.namespace = namespace
        self.hasDeclaration = hasDeclaration
        self.checksRoot = checksRoot
    }

    package var mediaType: String { "application/xml" }

    package var absentStructure: [UInt8]? { nil }

    package func encode(_ value: Document, as shape: Shape, payload: Member?) throws(WireError) -> [UInt8] {
        var writer = XMLWriter(hasDeclaration: hasDeclaration)
        let modelled = payload?.xmlNamespace ?? shape.schema?.xmlNamespace
        try XMLCodec.write(
            value, as: shape, name: name(of: shape, payload), namespace: modelled ?? namespace, to: &writer)
        return writer.bytes
    }

    package func decode(_ body: [UInt8], as shape: Shape, payload: Member?) throws(WireError) -> Document {
        let root = try XMLReader.read(body)
        let name = name(of: shape, payload)
        guard !checksRoot || root.localName == name else {
            throw .unexpectedType(expected: "element \(name)", at: "")
        }
        return try XMLCodec.read(root, as: shape)
    }

    private func name(of shape: Shape, _ payload: Member?) -> String {
        payload?.wireName ?? rootName ?? shape.schema?.rootName ?? ""
    }
}

extension Shape {
    fileprivate var schema: StructureSchema? {
        if case .structure(let schema) = self { schema() } else { nil }
    }
}
