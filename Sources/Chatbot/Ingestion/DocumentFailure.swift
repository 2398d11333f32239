import AWSCore
import AWSOpenSearch
import Functions

/// What a person is told of a document that did not make it into the knowledge base.
struct DocumentFailure {
    var type: String
    var message: String

    init(_ error: any Error) {
        if let refusal = Self.refusal(for: error) {
            (type, message) = (refusal.kind.rawValue, refusal.reason)
        } else {
            let wrapped = ChatbotError(error)
            (type, message) = (wrapped.code.rawValue, "\(wrapped.message) The document is tried again.")
        }
    }

    var failure: FunctionFailure { FunctionFailure(type, message) }

    /// What trying again would not mend.
    static func refusal(for error: any Error) -> DocumentRefusal? {
        switch error {
        case let refusal as DocumentRefusal: refusal
        case let failure as IndexingFailure:
            DocumentRefusal(.unsupported, "The index does not take the document: \(failure.reason)")
        default: nil
        }
    }
}
