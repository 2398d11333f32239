import AWSCore
import World
import Yams

/// A value of a YAML file that knows where it stands, so that a mistake can be pointed at.
struct YAMLValue {
    let node: Node
    let file: String

    var line: Int { node.mark?.line ?? 1 }

    /// Nesting beyond this is refused: no scenario needs it.
    static let depthMax = 32

    init(_ node: Node, file: String) {
        self.node = node
        self.file = file
    }

    /// The one document of a file.
    init(text: String, file: String) throws(ScenarioMistake) {
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch let YamlError.parser(_, problem, mark, _) {
            throw ScenarioMistake(file: file, line: mark.line, column: mark.column, "YAML: \(problem)")
        } catch let YamlError.scanner(_, problem, mark, _) {
            throw ScenarioMistake(file: file, line: mark.line, column: mark.column, "YAML: \(problem)")
        } catch {
            throw ScenarioMistake(file: file, line: 1, "YAML: \(error)")
        }
        guard let node else { throw ScenarioMistake(file: file, line: 1, "the file is empty") }
        self.init(node, file: file)
    }

    func mistake(_ message: String) -> ScenarioMistake {
        ScenarioMistake(file: file, line: line, column: node.mark?.column ?? 1, message)
    }

    // What a value may be.

    var string: String? { node.scalar?.string }

    func text(_ what: String) throws(ScenarioMistake) -> String {
        guard let string = node.scalar?.string else { throw mistake("\(what) is a text") }
        return string
    }

    func list(_ what: String) throws(ScenarioMistake) -> [YAMLValue] {
        guard case .sequence(let sequence) = node else { throw mistake("\(what) is a list") }
        return sequence.map { YAMLValue($0, file: file) }
    }

    func mapping(_ what: String) throws(ScenarioMistake) -> YAMLMapping {
        guard case .mapping(let mapping) = node else { throw mistake("\(what) is a mapping of names to values") }
        return try YAMLMapping(mapping, of: self, what)
    }

    func integer(_ what: String, from least: Int = 0) throws(ScenarioMistake) -> Int {
        guard let text = node.scalar?.string, let value = Int(text), value >= least else {
            throw mistake("\(what) is a whole number of at least \(least)")
        }
        return value
    }

    func bool(_ what: String) throws(ScenarioMistake) -> Bool {
        switch node.scalar?.string {
        case "true": true
        case "false": false
        default: throw mistake("\(what) is true or false")
        }
    }

    func duration(_ what: String) throws(ScenarioMistake) -> Duration {
        guard let text = node.scalar?.string, let duration = Duration(written: text) else {
            throw mistake("\(what) is a time such as 90s, 15m, 2h, 31d or 250ms")
        }
        return duration
    }

    /// The value as plain data. Only unquoted scalars may be numbers, booleans or null: `N: "1"` stays text.
    func document(depth: Int = 0) throws(ScenarioMistake) -> Document {
        guard depth < Self.depthMax else { throw mistake("values nest deeper than \(Self.depthMax) levels") }
        switch node {
        case .scalar(let scalar): return Document(scalar)
        case .alias: throw mistake("aliases are not used in scenarios")
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
