/// Alternatives under the values of one path that they ask for.
struct DemandFile: Sendable {
    private var texts: [String: [Int]] = [:]
    private var literals: [String: [Int]] = [:]
    private var numbers: [Double: [Int]] = [:]
    private var prefixes = ByteTree()
    private var suffixes = ByteTree()
    private(set) var isEmpty = true

    static func canFile(_ test: ValueTest) -> Bool {
        switch test {
        case .text, .literal, .number: true
        // Everything begins and ends with the empty text.
        case .prefix(let bytes), .suffix(let bytes): !bytes.isEmpty
        default: false
        }
    }

    mutating func file(_ index: Int, under tests: [ValueTest]) {
        isEmpty = false
        for test in tests {
            switch test {
            case .text(let bytes): texts[String(decoding: bytes, as: UTF8.self), default: []].append(index)
            case .literal(let word): literals[word, default: []].append(index)
            case .number(let number): numbers[number, default: []].append(index)
            case .prefix(let bytes): prefixes.insert(bytes, index)
            case .suffix(let bytes): suffixes.insert(bytes.reversed(), index)
            default: preconditionFailure("nothing can be filed under \(test)")
            }
        }
    }

    /// Calls `body` with all that is filed under the value; with some of it more than once.
    func forEach(under value: FieldValue, _ body: (Int) -> Void) {
        if value.kind == .literal {
            literals[value.word]?.forEach(body)
            if !numbers.isEmpty, let number = value.number { numbers[number]?.forEach(body) }
            return
        }
        texts[value.word]?.forEach(body)
        if !prefixes.isEmpty { prefixes.forEach(along: value.word.utf8, body) }
        if !suffixes.isEmpty { suffixes.forEach(along: value.word.utf8.reversed(), body) }
    }
}

/// Texts by their bytes, for finding all that a text begins with.
struct ByteTree: Sendable {
    private var edges: [Int: Int] = [:]
    private var entries: [[Int]] = [[]]

    var isEmpty: Bool { edges.isEmpty }

    mutating func insert(_ bytes: some Sequence<UInt8>, _ entry: Int) {
        var node = 0
        for byte in bytes {
            let edge = node << 8 | Int(byte)
            if let next = edges[edge] {
                node = next
            } else {
                entries.append([])
                edges[edge] = entries.count - 1
                node = entries.count - 1
            }
        }
        entries[node].append(entry)
    }

    func forEach(along bytes: some Sequence<UInt8>, _ body: (Int) -> Void) {
        var node = 0
        for byte in bytes {
            guard let next = edges[node << 8 | Int(byte)] else { return }
            node = next
            entries[node].forEach(body)
        }
    }
}
