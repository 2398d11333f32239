import AWSCore
import AWSS3

/// `POST /documents`: the files of a form, each put into the bucket as soon as it has arrived whole.
///
/// The answer is 202 when at least one file was taken, since a document is read only afterwards.
struct DocumentUploads: Sendable {
    private let s3: any S3Client
    private let bucket: String
    private let limits: FrontDoorLimits
    private let slots: UploadSlots

    init(s3: any S3Client, configuration: FrontDoorConfiguration) {
        self.s3 = s3
        bucket = configuration.bucket
        limits = configuration.limits
        slots = UploadSlots(count: configuration.limits.uploadsAtOnceMax)
    }

    func answer(_ request: HTTPRequest) async throws(APIFailure) -> HTTPResponse {
        let parser: MultipartParser
        do throws(MultipartFailure) {
            // Fields that are no files are passed over, yet not without end.
            parser = try MultipartParser(
                contentType: request.headers["Content-Type"], partsMax: 2 * limits.filesPerUploadMax)
        } catch {
            throw APIFailure(415, "UnsupportedMediaType", error.message)
        }
        if let length = request.body.length, length > Int64(limits.uploadBytesMax) {
            throw .tooLarge(bytesMax: limits.uploadBytesMax)
        }
        guard let slot = slots.take() else {
            throw APIFailure(503, "ServiceUnavailable", "Other uploads are under way; please try again shortly.")
        }
        defer { slot.free() }
        var upload = UploadReader(parser: parser, limits: limits)
        let outcomes = try await upload.read(request.body) { file throws(APIFailure) in try await put(file) }
        return try answer(outcomes)
    }

    /// `PUT /documents/{name}`: one document, which is the whole body.
    func put(_ name: String, _ request: HTTPRequest) async throws(APIFailure) -> HTTPResponse {
        guard let name = DocumentName(name: name, bytesMax: limits.documentNameBytesMax) else {
            throw APIFailure(400, "ValidationError", "A document cannot be called so.")
        }
        if let length = request.body.length, length > Int64(limits.documentBytesMax) {
            throw .tooLarge(bytesMax: limits.documentBytesMax)
        }
        guard let slot = slots.take() else {
            throw APIFailure(503, "ServiceUnavailable", "Other uploads are under way; please try again shortly.")
        }
        defer { slot.free() }
        let bytes: [UInt8]
        do { bytes = try await request.body.collect(bytesMax: limits.documentBytesMax) } catch {
            throw .tooLarge(bytesMax: limits.documentBytesMax)
        }
        try await put(UploadedFile(name: name, contentType: request.headers["Content-Type"], bytes: bytes))
        let outcome = UploadOutcome(name: name.name, source: name.key, bytes: bytes.count)
        return .json(outcome.document, status: 202)
    }

    private func put(_ file: UploadedFile) async throws(APIFailure) {
        do throws(S3Error) {
            _ = try await s3.putObject(
                S3.PutObjectRequest(
                    body: .bytes(file.bytes), bucket: bucket, contentType: file.contentType, key: file.name.key))
        } catch {
            throw .storageUnavailable
        }
    }

    private func answer(_ outcomes: [UploadOutcome]) throws(APIFailure) -> HTTPResponse {
        guard !outcomes.isEmpty else {
            throw APIFailure(400, "ValidationError", "The form holds no file.")
        }
        let documents = Document.list(outcomes.map(\.document))
        guard outcomes.contains(where: { $0.reason == nil }) else {
            var failure = APIFailure(400, "ValidationError", "None of the files could be taken.")
            failure.details = [.init("documents", documents)]
            throw failure
        }
        return .json(["documents": documents], status: 202)
    }
}

/// What became of one file of an upload.
struct UploadOutcome: Hashable, Sendable {
    var name: String
    var source: String?
    var bytes: Int?
    /// Why it was not taken; nil when it was.
    var reason: String?

    var document: Document {
        var object = Document.Object([
            .init("name", .string(name)), .init("state", .string(reason == nil ? "received" : "rejected")),
        ])
        object["source"] = source.map { .string($0) }
        object["bytes"] = bytes.map { .number(Number($0)) }
        object["reason"] = reason.map { .string($0) }
        return .object(object)
    }
}

/// How many uploads may be under way.
final class UploadSlots: Sendable {
    private let left: Lock<Int>

    init(count: Int) {
        left = Lock(count)
    }

    func take() -> Slot? {
        let isTaken = left.withLock { left in
            if left > 0 { left -= 1 } else { return false }
            return true
        }
        return isTaken ? Slot(slots: self) : nil
    }

    struct Slot: Sendable {
        fileprivate let slots: UploadSlots

        func free() { slots.left.withLock { $0 += 1 } }
    }
}
