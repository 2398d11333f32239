import AWSCore
import AWSS3
import World

/// A body that has arrived: where it lies, and what it came to.
struct ReceivedBody: Sendable {
    let size: Int64
    let md5: [UInt8]
    /// In base64, by the algorithm that was asked for.
    let checksum: String
    let place: BodyPlace
}

/// Takes a body as it flows: digests are computed on the way, and what does not fit the database goes into a file.
struct BodyIntake {
    let state: S3State
    let call: Call
    let algorithm: ChecksumAlgorithm
    let bytesMax: Int64

    /// - Throws: EntityTooLarge; whatever the sender failed with. Nothing is left behind then.
    func receive(_ body: ByteStream) async throws(S3Error) -> ReceivedBody {
        if let length = body.length, length > bytesMax { throw .entityTooLarge(length, max: bytesMax) }
        var flow = Flow(intake: self)
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

    /// One body on its way.
    private struct Flow {
        let intake: BodyIntake
        let md5 = MessageDigest(.md5)
        let checksum: Checksum
        var size: Int64 = 0
        /// What has come while it still fits the database.
        var inline: [UInt8] = []
        var writer: ObjectWriter?

        init(intake: BodyIntake) {
            self.intake = intake
            checksum = Checksum(intake.algorithm)
        }

        mutating func take(_ chunk: [UInt8]) async throws {
            size += Int64(chunk.count)
            guard size <= intake.bytesMax else { throw S3Error.entityTooLarge(size, max: intake.bytesMax) }
            md5.update(chunk)
            checksum.update(chunk)
            if let writer { return try await writer.append(chunk) }
            if size <= Int64(S3Limits.inlineBytesMax) {
                inline += chunk
            } else {
                let writer = try await intake.state.beginFile(intake.call)
                self.writer = writer
                if !inline.isEmpty { try await writer.append(inline) }
                inline = []
                try await writer.append(chunk)
            }
        }

        mutating func finish() async throws -> ReceivedBody {
            let place: BodyPlace = if let writer { .file(try await writer.commit()) } else { .inline(inline) }
            return ReceivedBody(
                size: size, md5: md5.finish(), checksum: checksum.finishBase64(), place: place)
        }

        func discard() async {
            guard let writer else { return }
            await writer.discard()
            await intake.state.remove([writer.name])
        }
    }
}
