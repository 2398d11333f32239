internal import AWSCore

/// What the parent asks: a length in four bytes, that much JSON, and the document.
struct WorkerRequest {
    let name: String
    let password: String?
    let limits: DocumentLimits
    let bytes: [UInt8]

    init(name: String, password: String?, limits: DocumentLimits, bytes: [UInt8]) {
        (self.name, self.password, self.limits, self.bytes) = (name, password, limits, bytes)
    }

    var framed: [UInt8] {
        let head: Document = [
            "name": .string(name), "password": password.map { .string($0) } ?? .null,
            "limits": .list(limits.numbers.map { .number(Number($0)) }),
        ]
        let json = head.json()
        return withUnsafeBytes(of: UInt32(json.count).littleEndian) { Array($0) } + json + bytes
    }

    init?(framed: [UInt8]) {
        guard framed.count >= 4 else { return nil }
        let count = Int(framed.littleEndian32(at: 0))
        guard framed.count >= 4 + count, let head = try? Document(json: Array(framed[4..<4 + count])),
            let name = head["name"]?.string,
            let limits = DocumentLimits(numbers: head["limits"]?.list?.compactMap(\.int) ?? [])
        else { return nil }
        self.init(
            name: name, password: head["password"]?.string, limits: limits, bytes: Array(framed[(4 + count)...]))
    }
}

extension DocumentLimits {
    // Inside the package type, key paths to Int are safe to share: they name stored properties and capture nothing.
    private static var fields: [WritableKeyPath<DocumentLimits, Int>] {
        [
            \.documentBytesMax, \.expandedBytesMax, \.expansionRatioMax, \.expansionRatioFreeBytes, \.entriesMax,
            \.cellsMax, \.sheetsMax, \.pagesMax, \.textBytesMax, \.blocksMax, \.cpuSecondsMax, \.wallMsMax,
            \.addressSpaceBytesMax, \.answerBytesMax,
        ]
    }

    var numbers: [Int] { Self.fields.map { self[keyPath: $0] } }

    init?(numbers: [Int]) {
        guard numbers.count == Self.fields.count else { return nil }
        self.init()
        for (field, number) in zip(Self.fields, numbers) { self[keyPath: field] = number }
    }
}

/// What the child answers: `{"document": …}` or `{"error": …}`.
enum WorkerAnswer {
    static func bytes(_ document: ExtractedDocument) -> [UInt8] {
        Document.object(.init([Document.Entry("document", document.json)])).json()
    }

    static func bytes(_ error: ExtractionError) -> [UInt8] {
        let members: Document = [
            "kind": .string(error.kind.rawValue), "message": .string(error.message), "advice": .string(error.advice),
        ]
        return Document.object(.init([Document.Entry("error", members)])).json()
    }

    static func read(_ bytes: [UInt8]) throws(ExtractionError) -> ExtractedDocument {
        let answer = try? Document(json: bytes)
        if let error = answer?["error"],
            let kind = error["kind"]?.string.flatMap({ ExtractionError.Kind(rawValue: $0) })
        {
            throw ExtractionError(
                kind, error["message"]?.string ?? "", advice: error["advice"]?.string ?? "")
        }
        guard let document = answer?["document"].flatMap({ ExtractedDocument(json: $0) }) else {
            throw ExtractionError(
                .unavailable, "The reader of documents gave an answer that cannot be read.",
                advice: "Start it again.")
        }
        return document
    }
}
