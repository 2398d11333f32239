import AWSCore

/// Guesses of what fields are that nobody has declared.
///
/// Source: OpenSearch documentation, "Mappings", dynamic mapping.
enum DynamicMapping {
    static func definition(for sample: Document, _ mapping: Mapping) -> Document {
        switch sample {
        case .bool: return ["type": "boolean"]
        case .number(let number): return ["type": number.text.contains { ".eE".contains($0) } ? "float" : "long"]
        case .string(let text):
            if mapping.detectsDates, looksLikeDate(text) {
                return ["type": "date"]
            }
            if mapping.detectsNumbers, let number = Double(text), number.isFinite {
                return ["type": Int64(text) == nil ? "float" : "long"]
            }
            return ["type": "text", "fields": ["keyword": ["type": "keyword", "ignore_above": 256]]]
        default: return ["type": "object"]
        }
    }

    /// A bare number is no date, though a year would be one.
    private static func looksLikeDate(_ text: String) -> Bool {
        text.utf8.count >= 8 && text.utf8.contains { $0 == 0x2D || $0 == 0x2F } && text.utf8.count < 40
            && DateFormat.detection.instant(text) != nil
    }

    /// Puts a field into a tree of properties, with the objects around it.
    static func add(_ definition: Document, at path: String, to properties: inout Document.Object) {
        add(definition, path.split(separator: ".").map(String.init)[...], &properties)
    }

    private static func add(
        _ definition: Document, _ path: ArraySlice<String>, _ properties: inout Document.Object
    ) {
        guard let name = path.first else { return }
        if path.count == 1 {
            if properties[name] == nil {
                properties[name] = definition["type"] == "object" ? ["properties": .object(.init())] : definition
            }
            return
        }
        var object = properties[name]?.object ?? .init()
        var inner = object["properties"]?.object ?? .init()
        add(definition, path.dropFirst(), &inner)
        object["properties"] = .object(inner)
        properties[name] = .object(object)
    }
}
