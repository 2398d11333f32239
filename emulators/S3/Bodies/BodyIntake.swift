import AWSCore
import AWSS3
import World

/// A body that has arrived: where it lies, and what it came to.
struct ReceivedBody: Sendable {
    let size: Int64
    let md5: [UInt8]
    /// In base64, by the algorithms that were asked for.
    let checksums: [ChecksumAlgorithm: String]
    let place: BodyPlace
}

/// Takes a body as it flows: digests are computed on the way, and what does not fit the database goes into a file.
struct BodyIntake {
    let state: S3State
    let call: Call
    let algorithms: Set<ChecksumAlgorithm>
    let bytesMax: Int64

    /// - Throws: EntityTooLarge; whatever the sender failed with. Nothing is left behind then.
    func receive(_ body: ByteStream) async throws(S3Error) -> ReceivedBody {
        if let length = body.length, length > bytesMax { throw .entityTooLarge(length, max: bytesMax) }
        if case .bytes(let bytes) = body, bytes.count <= S3Limits.inlineBytesMax { return received(bytes) }
        var flow = Flow(intake: self, length: body.length)
        do {
            switch body {
            case .bytes(let bytes): try await flow.take(bytes)
            case .stream(let chunks, _):
                for try await chunk in chunks { try await flow.take(chunk) }
            }
            return try await flow.finish()
        } catch {
            await flow.discard()
            throw S3State.serviceError(error)
        }
    }

    /// A body that is there and fits the database.
    private func received(_ bytes: [UInt8]) -> ReceivedBody {
        let sums = algorithms.map { ($0, $0.checksum(of: bytes)) }
        return ReceivedBody(
            size: Int64(bytes.count), md5: HashAlgorithm.md5.digest(of: bytes),
            checksums: Dictionary(uniqueKeysWithValues: sums), place: .inline(bytes))
    }

    /// One body on its way.
    private struct Flow {
        let intake: BodyIntake
        /// Of the whole body, where it is known.
        let length: Int64?
        let md5 = MessageDigest(.md5)
        let checksums: [Checksum]
        var size: Int64 = 0
        /// What has come while it still fits the database.
        var inline: [UInt8] = []
        var writer: ObjectWriter?

        init(intake: BodyIntake, length: Int64?) {
            self.intake = intake
            self.length = length
            checksums = intake.algorithms.map(Checksum.init)
        }

        mutating func take(_ chunk: [UInt8]) async throws {
            size += Int64(chunk.count)
            guard size <= intake.bytesMax else { throw S3Error.entityTooLarge(size, max: intake.bytesMax) }
            md5.update(chunk)
            for checksum in checksums { checksum.update(chunk) }
            if let writer { return try await writer.append(chunk) }
            if size <= Int64(S3Limits.inlineBytesMax) {
                inline = inline.isEmpty ? chunk : inline + chunk
            } else {
                let writer = try await intake.state.beginFile(intake.call, expecting: length)
                self.writer = writer
                if !inline.isEmpty { try await writer.append(inline) }
                inline = []
                try await writer.append(chunk)
            }
        }

        mutating func finish() async throws -> ReceivedBody {
            let place: BodyPlace = if let writer { .file(try await writer.commit()) } else { .inline(inline) }
            let sums = checksums.map { ($0.algorithm, $0.finishBase64()) }
            return ReceivedBody(
                size: size, md5: md5.finish(), checksums: Dictionary(sums) { first, _ in first }, place: place)
        }

        func discard() async {
            guard let writer else { return }
            await writer.discard()
            await intake.state.remove([writer.name])
        }
    }
}
