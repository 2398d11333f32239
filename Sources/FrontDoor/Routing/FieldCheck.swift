import AWSCore

/// What can be said of a body before a function is invoked for it.
struct FieldCheck {
    private let document: Document
    private let limits: FrontDoorLimits

    /// - Throws: `ValidationError` when the bytes are no JSON object.
    init(_ body: [UInt8], _ limits: FrontDoorLimits) throws(APIFailure) {
        guard let document = try? Document(json: body), document.object != nil else {
            throw Self.invalid("The body must be a JSON object.")
        }
        self.document = document
        self.limits = limits
    }

    func chat() throws(APIFailure) {
        try text("message", charactersMax: limits.messageCharactersMax)
        for name in ["conversation_id", "user_id"] {
            guard let value = document[name], !value.isNull else { continue }
            guard let text = value.string else { throw Self.invalid("\(name) must be a text.") }
            try Self.identifier(text, name, limits)
        }
    }

    func search() throws(APIFailure) {
        try text("query", charactersMax: limits.queryCharactersMax)
    }

    private func text(_ name: String, charactersMax: Int) throws(APIFailure) {
        guard let text = document[name]?.string, text.contains(where: { !$0.isWhitespace }) else {
            throw Self.invalid("\(name) must be a text that is not empty.")
        }
        guard text.count <= charactersMax else {
            throw Self.invalid("\(name) must have at most \(charactersMax) characters.")
        }
    }

    static func identifier(_ text: String, _ name: String, _ limits: FrontDoorLimits) throws(APIFailure) {
        let max = limits.identifierCharactersMax
        let isFit = text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F }
        guard isFit, (1...max).contains(text.unicodeScalars.count) else {
            throw invalid("\(name) must be a text of 1 to \(max) characters without spaces.")
        }
    }

    private static func invalid(_ message: String) -> APIFailure { APIFailure(400, "ValidationError", message) }
}
