import AWSCore
import Foundation
import World

/// Sends files to the knowledge base.
package struct FileSender: Sendable {
    private let door: Door
    /// The largest document that is taken; nil when nobody says.
    private let bytesMax: Int?
    /// Of ``RealClock/uptime``: until when a server that is busy is asked again.
    private let deadline: Duration

    package init(door: Door, bytesMax: Int?, deadline: Duration) {
        self.door = door
        self.bytesMax = bytesMax
        self.deadline = deadline
    }

    package enum Answer: Hashable, Sendable {
        /// Where the document is kept: what lists call its source.
        case taken(source: String)
        case refused(reason: String)
    }

    package func send(_ file: IngestedFile) async throws -> Answer {
        if let reason = oversize(file) { return .refused(reason: reason) }
        guard let data = FileManager.default.contents(atPath: file.path) else {
            return .refused(reason: "The file cannot be read.")
        }
        let request = HTTPRequest(
            method: "PUT", path: "/documents/\(PercentEncoding.encode(file.name))", body: .bytes(Array(data)))
        var response = try await door.answer(request)
        // Others are sending, too, and the server holds but a few files in memory at once.
        while response.status == 503, RealClock.uptime < deadline {
            try await RealClock().sleep(for: Self.pause)
            response = try await door.answer(request)
        }
        let body = (try? Document(json: try await response.body.collect(bytesMax: 1 << 20))) ?? .null
        guard response.status < 300, let source = body["source"]?.string else {
            return .refused(reason: Console.words(of: body, response.status))
        }
        return .taken(source: source)
    }

    private static let pause: Duration = .milliseconds(250)

    /// Told before the file is read: it may be larger than the memory.
    private func oversize(_ file: IngestedFile) -> String? {
        guard let bytesMax, let attributes = try? FileManager.default.attributesOfItem(atPath: file.path),
            let size = (attributes[.size] as? NSNumber)?.int64Value, size > Int64(bytesMax)
        else { return nil }
        return "The file has \(size >> 20) MB; a document may have at most \(bytesMax >> 20) MB."
    }
}
