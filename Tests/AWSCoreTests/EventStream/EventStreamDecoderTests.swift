import AWSCore
import Foundation
import TestSupport
import Testing

@Suite struct EventStreamDecoderTests {
    struct Recorded: Decodable, Sendable, CustomStringConvertible {
        struct Frame: Decodable, Sendable { let headers: [String: String] }
        let id, body_base64: String
        let frames: [Frame]
        var description: String { id }
    }

    static func recorded() -> [Recorded] {
        (try? Fixture.json("eventstream/bedrock-recorded.json")) ?? []
    }

    @Test(arguments: recorded()) func readsWhatBedrockSent(_ recorded: Recorded) throws {
        let bytes = try #require(Blob(base64: recorded.body_base64)).bytes
        let messages = try EventStreamMessageTests.decode(bytes)
        #expect(messages.count == recorded.frames.count)
        for (message, frame) in zip(messages, recorded.frames) {
            let headers = message.headers.map { ($0.name, message.string($0.name) ?? "") }
            #expect(Dictionary(uniqueKeysWithValues: headers) == frame.headers)
        }
        #expect(try messages.flatMap { try $0.encoded() } == bytes)
    }

    struct Made: Decodable {
        struct Frame: Decodable {
            let name, hex: String
            let headers: [String: String]
        }
        let frames: [Frame]
    }

    @Test func readsEveryKindOfFrame() throws {
        let frames = try Fixture.json("eventstream/bedrock_frames.json", as: Made.self).frames
        #expect(frames.count == 17)
        for frame in frames {
            let bytes = try #require(Hex.bytes(frame.hex))
            let message = try #require(try EventStreamMessageTests.decode(bytes).first)
            for (name, value) in frame.headers { #expect(message.string(name) == value) }
            #expect(try message.encoded() == bytes)
        }
    }

    @Test func splitsDoNotMatter() throws {
        let bytes = try Self.recorded().prefix(3).flatMap { try #require(Blob(base64: $0.body_base64)).bytes }
        let expected = try EventStreamMessageTests.decode(bytes)
        var generator = SeededGenerator(seed: SeededGenerator.seed)
        for round in 0..<50 {
            var decoder = EventStreamDecoder()
            var messages: [EventStreamMessage] = []
            var start = 0
            while start < bytes.count {
                let length = round == 0 ? 1 : Int.random(in: 1...(1 << (round % 14)), using: &generator)
                let end = min(start + length, bytes.count)
                decoder.feed(bytes[start..<end])
                while let message = try decoder.next() { messages.append(message) }
                start = end
            }
            try decoder.finish()
            #expect(messages == expected)
        }
    }

    @Test func streamsMustEndBetweenMessages() throws {
        let bytes = try EventStreamMessage(payload: [1, 2, 3]).encoded()
        for length in 1..<bytes.count {
            #expect(throws: EventStreamError.incomplete) {
                try EventStreamMessageTests.decode(Array(bytes.prefix(length)))
            }
        }
        #expect(try EventStreamMessageTests.decode([]) == [])
    }

    @Test func everyChangedBitIsNoticed() throws {
        let bytes = try Fixture.bytes("eventstream/sdk-fixtures/encoded/positive/all_headers")
        for bit in 0..<bytes.count * 8 {
            var changed = bytes
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(throws: EventStreamError.self) { try EventStreamMessageTests.decode(changed) }
        }
    }

    /// With checksums put right, so that mutations reach the headers.
    @Test func mutationsNeverTrapAndRoundTripWhenRead() throws {
        let bytes = try Fixture.bytes("eventstream/sdk-fixtures/encoded/positive/all_headers")
        var generator = SeededGenerator(seed: SeededGenerator.seed)
        for _ in 0..<20_000 {
            var headers = generator.mutated(Array(bytes[12..<187]))
            if let read = try? EventStreamMessage.headers(in: headers) {
                let message = EventStreamMessage(headers: read)
                guard let encoded = try? message.encoded() else { continue }
                #expect(try EventStreamMessageTests.decode(encoded) == [message])
            }
            headers = generator.mutated(bytes)
            if headers.count >= 16 {
                _ = try? EventStreamMessageTests.decode(EventStreamMessageTests.repaired(headers))
            }
        }
    }
}
