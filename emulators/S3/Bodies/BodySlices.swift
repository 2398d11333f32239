import AWSCore
import World

/// Part of one stored body.
struct BodyPiece: Sendable, Hashable {
    let place: BodyPlace
    /// In bytes of that body.
    let range: Range<Int64>

    /// The pieces of `segments` that together are the bytes in `range` of them all.
    static func pieces(of segments: [Segment], in range: Range<Int64>) -> [BodyPiece] {
        var start: Int64 = 0
        var pieces: [BodyPiece] = []
        for segment in segments {
            let part = range.clamped(to: start..<start + segment.size)
            if !part.isEmpty {
                pieces.append(
                    BodyPiece(place: segment.place, range: part.lowerBound - start..<part.upperBound - start))
            }
            start += segment.size
        }
        return pieces
    }
}

/// Stored bytes in slices, read as they are asked for.
struct BodySlices: AsyncSequence, Sendable {
    typealias Element = [UInt8]
    typealias Failure = any Error

    let objects: ObjectFiles
    let pieces: [BodyPiece]
    let pin: BodyPin

    func makeAsyncIterator() -> Iterator {
        Iterator(slices: self)
    }

    struct Iterator: AsyncIteratorProtocol {
        let slices: BodySlices
        private var index = 0
        private var offset: Int64 = 0

        init(slices: BodySlices) {
            self.slices = slices
        }

        mutating func next() async throws -> [UInt8]? {
            guard index < slices.pieces.count else { return nil }
            let piece = slices.pieces[index]
            let start = piece.range.lowerBound + offset
            let end = Swift.min(start + S3Limits.sliceBytes, piece.range.upperBound)
            if end == piece.range.upperBound {
                index += 1
                offset = 0
            } else {
                offset += end - start
            }
            return try await Self.read(piece.place, start..<end, slices.objects)
        }

        private static func read(
            _ place: BodyPlace, _ range: Range<Int64>, _ objects: ObjectFiles
        ) async throws -> [UInt8] {
            switch place {
            case .inline(let bytes): Array(bytes[Int(range.lowerBound)..<Int(range.upperBound)])
            case .file(let name): try await objects.read(name, range)
            }
        }
    }
}

extension S3State {
    /// The bytes in `range` of these segments: at hand when they are few, else as a stream.
    func stream(_ segments: [Segment], in range: Range<Int64>) async throws -> ByteStream {
        let pieces = BodyPiece.pieces(of: segments, in: range)
        if pieces.isEmpty { return .bytes([]) }
        let pin = pin(pieces.compactMap(\.place.fileName))
        let slices = BodySlices(objects: world.objects, pieces: pieces, pin: pin)
        let length = Int64(range.count)
        guard length <= S3Limits.sliceBytes else { return .stream(slices, length: length) }
        var bytes: [UInt8] = []
        for try await slice in slices { bytes = bytes.isEmpty ? slice : bytes + slice }
        return .bytes(bytes)
    }
}
