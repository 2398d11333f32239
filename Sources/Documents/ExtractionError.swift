/// Why a document gave no text: in words that whoever uploaded it understands, with what to do next.
public struct ExtractionError: Error, Hashable, Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        /// The bytes are not what their format says.
        case malformed
        /// A password is needed, or the one given is wrong.
        case encrypted
        /// It reads well and holds no text: mostly scanned pages.
        case noText = "no_text"
        /// It is made to expand far beyond its size.
        case bomb
        /// It is honest and beyond a limit of size, count or time.
        case tooLarge = "too_large"
        /// A format that nobody here reads.
        case unsupported
        /// Something that reading needs is missing from this machine, or stopped by itself.
        case unavailable
    }

    public let kind: Kind
    /// What is wrong: one sentence.
    public let message: String
    /// What to do next: one sentence.
    public let advice: String

    public init(_ kind: Kind, _ message: String, advice: String) {
        self.kind = kind
        self.message = message
        self.advice = advice
    }
}

extension ExtractionError: CustomStringConvertible {
    public var description: String { "\(message) \(advice)" }
}

extension ExtractionError {
    static func malformed(_ message: String) -> ExtractionError {
        ExtractionError(
            .malformed, message,
            advice: "Open the file in the program that made it, save it again and upload the new copy.")
    }

    static let empty = ExtractionError(
        .malformed, "The file is empty.", advice: "Look whether it was saved and copied whole, and upload it again.")

    static func needsPassword(isWrong: Bool) -> ExtractionError {
        ExtractionError(
            .encrypted,
            isWrong ? "The password does not open the document." : "The document is protected by a password.",
            advice: "Give the right password, or upload a copy that is saved without one.")
    }

    static func noText(_ message: String) -> ExtractionError {
        ExtractionError(
            .noText, message,
            advice: "If these are scanned pages, run text recognition (OCR) on them and upload the result.")
    }

    static func bomb(_ message: String) -> ExtractionError {
        ExtractionError(
            .bomb, message,
            advice: "It is refused to protect the service; if it is honest, save it again from its program.")
    }

    static func tooLarge(_ message: String) -> ExtractionError {
        ExtractionError(.tooLarge, message, advice: "Split the document into smaller ones and upload these.")
    }

    static func unsupported(_ message: String, advice: String) -> ExtractionError {
        ExtractionError(.unsupported, message, advice: advice)
    }
}
