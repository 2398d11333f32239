package import AWSCore
package import Yams

/// A value of a YAML file that knows where it stands, so that a mistake can be pointed at.
package struct YAMLValue {
    package let node: Node
    package let file: String

    package var line: Int { node.mark?.line ?? 1 }

    /// Nesting beyond this is refused: nothing that people write needs it.
    package static let depthMax = 32

    package init(_ node: Node, file: String) {
        self.node = node
        self.file = file
    }

    /// The one document of a file.
    package init(text: String, file: String) throws(FileMistake) {
        let node: Node?
        do {
            // What a scalar means is told by where it stands (below), so that no pattern need be tried on it.
            node = try Yams.compose(yaml: text, .basic)
        } catch let YamlError.parser(_, problem, mark, _) {
            throw FileMistake(file: file, line: mark.line, column: mark.column, "YAML: \(problem)")
        } catch let YamlError.scanner(_, problem, mark, _) {
            throw FileMistake(file: file, line: mark.line, column: mark.column, "YAML: \(problem)")
        } catch let YamlError.duplicatedKeysInMapping(duplicates, context) {
            let names = duplicates.map { "`\($0)`" }.joined(separator: ", ")
            throw FileMistake(
                file: file, line: context.mark.line, column: context.mark.column, "YAML: \(names) stands here twice")
        } catch {
            throw FileMistake(file: file, line: 1, "YAML: \(error)")
        }
        guard let node else { throw FileMistake(file: file, line: 1, "the file is empty") }
        self.init(node, file: file)
    }

    package func mistake(_ message: String) -> FileMistake {
        FileMistake(file: file, line: line, column: node.mark?.column ?? 1, message)
    }

    // What a value may be.

    package var string: String? { node.scalar?.string }

    package func text(_ what: String) throws(FileMistake) -> String {
        guard let string = node.scalar?.string else { throw mistake("\(what) is a text") }
        return string
    }

    package func list(_ what: String) throws(FileMistake) -> [YAMLValue] {
        guard case .sequence(let sequence) = node else { throw mistake("\(what) is a list") }
        return sequence.map { YAMLValue($0, file: file) }
    }

    package func mapping(_ what: String) throws(FileMistake) -> YAMLMapping {
        guard case .mapping(let mapping) = node else { throw mistake("\(what) is a mapping of names to values") }
        return try YAMLMapping(mapping, of: self, what)
    }

    package func integer(_ what: String, from least: Int = 0) throws(FileMistake) -> Int {
        guard let text = node.scalar?.string, let value = Int(text), value >= least else {
            throw mistake("\(what) is a whole number of at least \(least)")
        }
        return value
    }

    package func bool(_ what: String) throws(FileMistake) -> Bool {
        switch node.scalar?.string {
        case "true": true
        case "false": false
        default: throw mistake("\(what) is true or false")
        }
    }

    /// The value as plain data. Only unquoted scalars may be numbers, booleans or null: `N: "1"` stays text.
    package func document(depth: Int = 0) throws(FileMistake) -> Document {
        guard depth < Self.depthMax else { throw mistake("values nest deeper than \(Self.depthMax) levels") }
        switch node {
        case .scalar(let scalar): return Document(scalar)
        case .alias: throw mistake("aliases are not used here")
        case .sequence(let sequence):
            var elements: [Document] = []
            for element in sequence { elements.append(try YAMLValue(element, file: file).document(depth: depth + 1)) }
            return .list(elements)
        case .mapping:
            var entries: [Document.Entry] = []
            for entry in try mapping("this").entries {
                entries.append(Document.Entry(entry.name, try entry.value.document(depth: depth + 1)))
            }
            return .object(Document.Object(entries))
        }
    }
}

extension Document {
    init(_ scalar: Node.Scalar) {
        guard scalar.style == .plain || scalar.style == .any else {
            self = .string(scalar.string)
            return
        }
        switch scalar.string {
        case "true": self = true
        case "false": self = false
        case "null", "~", "": self = .null
        default:
            self =
                (try? Document(json: scalar.string)).flatMap { $0.number }.map { .number($0) } ?? .string(scalar.string)
        }
    }
}
