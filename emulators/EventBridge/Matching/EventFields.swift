import AWSCore

/// The values of an event at the paths that someone looks at.
struct EventFields: Sendable {
    /// By the number of the path.
    private(set) var values: [[FieldValue]]
    private var arrays = 0
    private var places: [ArrayPlace] = []

    init(_ event: Document, _ tree: PathTree) {
        values = Array(repeating: [], count: tree.count)
        if case .object(let object) = event { add(object, at: PathTree.root, tree) }
    }

    private mutating func add(_ object: Document.Object, at node: Int, _ tree: PathTree) {
        for entry in object.entries {
            if let child = tree.child(entry.name, of: node) { add(entry.value, at: child, tree) }
        }
    }

    private mutating func add(_ value: Document, at node: Int, _ tree: PathTree) {
        switch value {
        case .object(let object): add(object, at: node, tree)
        case .list(let elements): add(elements, at: node, tree)
        case .string(let text): add(.text, text, at: node, tree)
        case .number(let number): add(.literal, number.text, at: node, tree)
        case .bool(let flag): add(.literal, flag ? "true" : "false", at: node, tree)
        case .null: add(.literal, "null", at: node, tree)
        case .blob, .timestamp: break
        }
    }

    /// Scalars of an array stand side by side; only its objects and arrays are places of their own.
    private mutating func add(_ elements: [Document], at node: Int, _ tree: PathTree) {
        let array = arrays
        arrays += 1
        for (index, element) in elements.enumerated() {
            switch element {
            case .object, .list:
                places.append(ArrayPlace(array: array, element: index))
                add(element, at: node, tree)
                places.removeLast()
            default: add(element, at: node, tree)
            }
        }
    }

    private mutating func add(_ kind: FieldValue.Kind, _ word: String, at node: Int, _ tree: PathTree) {
        guard let path = tree.path(at: node) else { return }
        values[path].append(FieldValue(kind: kind, word: word, places: places))
    }
}
