import AWSCore

/// A file that has arrived whole.
struct UploadedFile: Sendable {
    var name: DocumentName
    var contentType: String?
    var bytes: [UInt8]
}

/// Gathers the files of a form, one at a time, and hands each on before the next is read.
struct UploadReader {
    private var parser: MultipartParser
    private let limits: FrontDoorLimits
    private var outcomes: [UploadOutcome] = []
    /// nil between files, and for the rest of one that was refused.
    private var file: UploadedFile?

    init(parser: MultipartParser, limits: FrontDoorLimits) {
        self.parser = parser
        self.limits = limits
    }

    /// - Parameter take: is given each file that is fit.
    mutating func read(
        _ body: ByteStream, _ take: (UploadedFile) async throws(APIFailure) -> Void
    ) async throws(APIFailure) -> [UploadOutcome] {
        switch body {
        case .bytes(let bytes): try await feed(bytes, take)
        case .stream(let pieces, _): try await feed(pieces, take)
        }
        do throws(MultipartFailure) { try parser.finish() } catch { throw Self.failure(error) }
        return outcomes
    }

    private mutating func feed(
        _ pieces: any AsyncSequence<[UInt8], any Error> & Sendable,
        _ take: (UploadedFile) async throws(APIFailure) -> Void
    ) async throws(APIFailure) {
        var byteCount = 0
        do {
            for try await piece in pieces {
                byteCount += piece.count
                guard byteCount <= limits.uploadBytesMax else {
                    throw APIFailure.tooLarge(bytesMax: limits.uploadBytesMax)
                }
                try await feed(piece, take)
            }
        } catch let failure as APIFailure {
            throw failure
        } catch {
            throw Self.failure(.cutShort)
        }
    }

    private mutating func feed(
        _ bytes: [UInt8], _ take: (UploadedFile) async throws(APIFailure) -> Void
    ) async throws(APIFailure) {
        let events: [MultipartParser.Event]
        do throws(MultipartFailure) { events = try parser.feed(bytes) } catch { throw Self.failure(error) }
        for event in events {
            switch event {
            case .part(let part): begin(part)
            case .data(let bytes): append(bytes)
            case .partEnd: try await end(take)
            }
        }
    }

    private mutating func begin(_ part: MultipartPart) {
        file = nil
        // Browsers send an empty part for a file field that was left empty.
        guard let fileName = part.fileName, !fileName.isEmpty else { return }
        guard let name = DocumentName(fileName: fileName, bytesMax: limits.documentNameBytesMax) else {
            return refuse(fileName, "The name cannot be a document's; please rename the file.")
        }
        guard outcomes.count < limits.filesPerUploadMax else {
            return refuse(name.name, "At most \(limits.filesPerUploadMax) files can be sent at once.")
        }
        file = UploadedFile(name: name, contentType: Self.checked(part.contentType), bytes: [])
    }

    private mutating func append(_ bytes: [UInt8]) {
        guard let name = file?.name, let count = file?.bytes.count else { return }
        guard count + bytes.count <= limits.documentBytesMax else {
            return refuse(name.name, "The file is larger than \(ByteCount.text(limits.documentBytesMax)).")
        }
        // In place: a second holder of the bytes would have them copied for each piece.
        file?.bytes += bytes
    }

    private mutating func refuse(_ name: String, _ reason: String) {
        outcomes.append(UploadOutcome(name: name, reason: reason))
        // What follows of it is passed over.
        file = nil
    }

    private mutating func end(_ take: (UploadedFile) async throws(APIFailure) -> Void) async throws(APIFailure) {
        guard let held = file else { return }
        file = nil
        guard !held.bytes.isEmpty else { return refuse(held.name.name, "The file is empty.") }
        try await take(held)
        outcomes.append(UploadOutcome(name: held.name.name, source: held.name.key, bytes: held.bytes.count))
    }

    /// What can stand in a header again.
    private static func checked(_ type: String?) -> String? {
        guard let type, type.utf8.count <= 128, type.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else { return nil }
        return type
    }

    private static func failure(_ failure: MultipartFailure) -> APIFailure {
        APIFailure(400, "ValidationError", failure.message)
    }
}
