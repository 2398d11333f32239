/// One element of an XML document with everything inside it. Comments and processing instructions are gone.
package struct XMLElement: Hashable, Sendable {
    /// As written, prefix included.
    package let name: String
    /// The name after the prefix: what AWS's clients and ours go by.
    package let localName: String
    /// As written and in that order, namespace declarations included.
    package var attributes: [Attribute] = []
    package var children: [XMLElement] = []
    /// The character data directly inside, in one piece; empty where there is only white space around children.
    package var text = ""

    package struct Attribute: Hashable, Sendable {
        package var name: String
        package var value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package init(_ name: String) {
        self.name = name
        localName = Self.local(name)
    }

    /// The first child whose local name is `name`.
    package func child(_ name: String) -> XMLElement? {
        children.first { $0.localName == name }
    }

    /// The attribute `name` under whatever prefix: the prefix is the document's choice, the name the model's.
    package func attribute(_ name: String) -> String? {
        let wanted = Self.local(name)
        return attributes.first { !Self.isNamespace($0.name) && Self.local($0.name) == wanted }?.value
    }

    private static func local(_ name: String) -> String {
        guard let colon = name.utf8.lastIndex(of: UInt8(ascii: ":")) else { return name }
        return String(name[name.utf8.index(after: colon)...])
    }

    private static func isNamespace(_ name: String) -> Bool {
        name == "xmlns" || name.hasPrefix("xmlns:")
    }
}

extension XMLElement.Attribute {
    /// The declaration of `namespace` on an element.
    package init(_ namespace: XMLNamespace) {
        self.init(namespace.prefix.map { "xmlns:\($0)" } ?? "xmlns", namespace.uri)
    }
}
