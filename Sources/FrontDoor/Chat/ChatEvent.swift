package import AWSCore

/// A moment of a chat turn, as the front door tells it in server-sent events. The names are stable:
///
/// - `turn`: the first; `{turn}` is the id under which `/activity` groups the turn's calls.
/// - `start`: `{conversation_id}`.
/// - `tool`: the model searches again, and the text so far was not the answer; `{name, input}`.
/// - `delta`: text as it comes; `{text}`.
/// - `source`: a passage that the text has just cited; `{number, id, doc_id, title, source, page?, sheet?, row?,
///   text}`.
/// - `done`: the last of a turn that succeeded; what an unstreamed answer holds.
/// - `error`: the last of one that failed; `{error, message}`.
///
/// Clients pass over names that they do not know.
package struct ChatEvent: Hashable, Sendable {
    package var name: String
    package var data: Document

    package init(name: String, data: Document) {
        self.name = name
        self.data = data
    }

    /// Nothing comes after it.
    package var isLast: Bool { name == "done" || name == "error" }

    var bytes: [UInt8] { Array("event: \(name)\ndata: \(data.jsonText())\n\n".utf8) }

    static func turn(_ id: String) -> ChatEvent { ChatEvent(name: "turn", data: ["turn": .string(id)]) }

    package static func error(_ error: String, _ message: String) -> ChatEvent {
        ChatEvent(name: "error", data: ["error": .string(error), "message": .string(message)])
    }

    package static let failed = error("InternalError", "Something went wrong while the answer was written.")
    package static let cutShort = error("InternalError", "The answer ended before it was complete.")
}
