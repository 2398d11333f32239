// What services leave out although their models require it: SQS an empty `Failed`, others counts of zero.

extension Structure {
    /// Reads what a service answered; a required member that it left out is empty, or zero.
    ///
    /// Source: Smithy 2.0, "Client error correction".
    package init(received document: Document) throws(WireError) {
        do throws(WireError) {
            self = try Self(document)
        } catch {
            guard case .missingMember = error else { throw error }
            self = try Self(Self.schema.filled(document))
        }
    }
}

extension StructureSchema {
    /// `document` with the empty value of each required member that is missing, at any depth.
    fileprivate func filled(_ document: Document) -> Document {
        guard case .object(var object) = document else { return document }
        for member in members {
            if let value = object[member.name], !value.isNull {
                object[member.name] = member.shape.filled(value)
            } else if member.isRequired, !isUnion {
                object[member.name] = member.shape.emptyValue
            }
        }
        return .object(object)
    }
}

extension Shape {
    fileprivate func filled(_ value: Document) -> Document {
        switch (self, value) {
        case (.structure(let schema), _): schema().filled(value)
        case (.list(let list), .list(let elements)): .list(elements.map(list.element.filled))
        case (.map(let map), .object(let object)):
            .object(Document.Object(object.entries.map { .init($0.name, map.value.filled($0.value)) }))
        default: value
        }
    }

    /// nil where nothing is as good as absent: of a union no kind can be told.
    fileprivate var emptyValue: Document? {
        switch self {
        case .boolean: false
        case .integer, .float, .double: 0
        case .string: ""
        case .blob: .blob(Blob())
        case .timestamp: .timestamp(Timestamp(seconds: 0))
        case .document: .null
        case .list: []
        case .map: [:]
        case .structure(let schema): schema().isUnion ? nil : schema().filled([:])
        }
    }
}
