import AWSCore

/// The passages beside one: the ids of a document's passages end with their number, as in `3f2a-00012`.
struct PassageNeighbours {
    let chunk: String
    let before: String?
    let after: String?

    var ids: [String] { [before, chunk, after].compactMap { $0 } }

    init(of chunk: String) {
        self.chunk = chunk
        let digits = chunk.reversed().prefix { $0.isASCII && $0.isNumber }.count
        guard (1...9).contains(digits), let number = Int(chunk.suffix(digits)) else {
            (before, after) = (nil, nil)
            return
        }
        let stem = chunk.dropLast(digits)
        func id(_ number: Int) -> String {
            let text = String(number)
            return stem + String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
        }
        before = number > 1 ? id(number - 1) : nil
        after = id(number + 1)
    }

    /// - Parameter passage: a result of a search, as the neighbours are.
    func document(_ passage: Document, before: Document?, after: Document?, of document: DocumentName) -> Document {
        var object = Document.Object([
            .init("id", .string(chunk)), .init("name", .string(document.name)),
            .init("source", .string(document.key)), .init("text", passage["text"] ?? ""),
        ])
        for member in ["title", "heading", "page", "sheet", "row", "timestamp"] {
            object[member] = passage["metadata"]?[member]
        }
        object["before"] = before?["text"]
        object["after"] = after?["text"]
        return .object(object)
    }
}
