import AWSCore
import Foundation
import Testing

@Suite struct EventStreamMessageTests {
    static let positive = [
        "all_headers", "empty_message", "int32_header", "payload_no_headers", "payload_one_str_header",
    ]
    static let negative = ["corrupted_header_len", "corrupted_headers", "corrupted_length", "corrupted_payload"]

    static func decode(_ bytes: [UInt8]) throws -> [EventStreamMessage] {
        var decoder = EventStreamDecoder()
        decoder.feed(bytes)
        var messages: [EventStreamMessage] = []
        while let message = try decoder.next() { messages.append(message) }
        try decoder.finish()
        return messages
    }

    /// How the SDKs' fixtures say what is in a message.
    struct Expected: Decodable {
        struct Header: Decodable {
            let name: String
            let value: EventStreamMessage.Value

            enum Key: CodingKey { case name, type, value }

            init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: Key.self)
                name = try container.decode(String.self, forKey: .name)
                func bytes() throws -> [UInt8] {
                    Array(try #require(Data(base64Encoded: container.decode(String.self, forKey: .value))))
                }
                value =
                    switch try container.decode(Int.self, forKey: .type) {
                    case 0, 1: .bool(try container.decode(Bool.self, forKey: .value))
                    case 2: .byte(try container.decode(Int8.self, forKey: .value))
                    case 3: .short(try container.decode(Int16.self, forKey: .value))
                    case 4: .integer(try container.decode(Int32.self, forKey: .value))
                    case 5: .long(try container.decode(Int64.self, forKey: .value))
                    case 6: .bytes(try bytes())
                    case 7: .string(String(decoding: try bytes(), as: UTF8.self))
                    case 8: .timestamp(Timestamp(milliseconds: try container.decode(Int64.self, forKey: .value)))
                    default: EventStreamMessageTests.uuid(try bytes())
                    }
            }
        }
        let headers: [Header]
        let payload: String
    }

    static func uuid(_ bytes: [UInt8]) -> EventStreamMessage.Value {
        func word(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
        return .uuid(high: word(bytes.prefix(8)), low: word(bytes.dropFirst(8)))
    }

    @Test(arguments: positive) func readsAndWritesTheSharedFixtures(_ name: String) throws {
        let bytes = try Fixture.bytes("eventstream/sdk-fixtures/encoded/positive/\(name)")
        let expected: Expected = try Fixture.json("eventstream/sdk-fixtures/decoded/positive/\(name)")
        let message = try #require(try Self.decode(bytes).first)
        #expect(message.headers == expected.headers.map { .init($0.name, $0.value) })
        #expect(message.payload == Array(try #require(Data(base64Encoded: expected.payload))))
        #expect(try message.encoded() == bytes)
    }

    @Test(arguments: negative) func refusesTheSharedFixtures(_ name: String) throws {
        let bytes = try Fixture.bytes("eventstream/sdk-fixtures/encoded/negative/\(name)")
        let reason = try Fixture.text("eventstream/sdk-fixtures/decoded/negative/\(name)")
        let error: EventStreamError = reason.hasPrefix("Prelude") ? .preludeChecksum : .messageChecksum
        #expect(throws: error) { try Self.decode(bytes) }
    }

    /// The first message of a smithy-rs fixture, which may hold more bytes.
    private func first(_ name: String) throws -> [UInt8] {
        let bytes = try Fixture.bytes("eventstream/smithy-rs/\(name)")
        return Array(bytes.prefix(bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }))
    }

    @Test func readsAndWritesThoseOfSmithy() throws {
        let empty = EventStreamMessage(headers: [.init("some-header", .short(500))])
        let plain = EventStreamMessage(payload: Array("another test payload".utf8))
        let full = EventStreamMessage(
            headers: [
                .init("true", .bool(true)), .init("false", .bool(false)), .init("byte", .byte(50)),
                .init("short", .short(20_000)), .init("int", .integer(500_000)), .init("long", .long(50_000_000_000)),
                .init("bytes", .bytes(Array("some bytes".utf8))), .init("str", .string("some str")),
                .init("time", .timestamp(Timestamp(milliseconds: 5_000_000_000))),
                .init("uuid", Self.uuid(Hex.bytes("b79bc914de214e13b8b2bc47e85b7f0b")!)),
            ], payload: Array("some payload".utf8))
        let cases = [
            ("valid_empty_payload", empty), ("valid_no_headers", plain), ("valid_with_all_headers_and_payload", full),
        ]
        for (name, message) in cases {
            #expect(try Self.decode(first(name)) == [message])
            #expect(try message.encoded() == first(name))
        }
    }

    /// What is wrong with the headers shows once the checksums, which the fixtures leave wrong too, are put right.
    @Test(arguments: [
        ("invalid_prelude_checksum", EventStreamError.preludeChecksum, nil),
        ("invalid_message_checksum", .messageChecksum, nil),
        ("invalid_headers_length", .preludeChecksum, EventStreamError.invalidLength),
        ("invalid_header_name_length", .messageChecksum, .truncatedHeader),
        ("invalid_header_name_length_too_long", .messageChecksum, .truncatedHeader),
        ("invalid_header_string_length_cut_off", .messageChecksum, .truncatedHeader),
        ("invalid_header_string_value_length", .messageChecksum, .truncatedHeader),
        ("invalid_header_value_type", .messageChecksum, .unknownHeaderType(0x60)),
    ])
    func refusesThoseOfSmithy(_ name: String, _ error: EventStreamError, _ repaired: EventStreamError?) throws {
        let bytes = try first(name)
        let thrown = #expect(throws: EventStreamError.self) { try Self.decode(bytes) }
        #expect(thrown == error || thrown == repaired)
        guard let repaired else { return }
        #expect(throws: repaired) { try Self.decode(Self.repaired(bytes)) }
    }

    /// The message with both checksums computed anew.
    static func repaired(_ bytes: [UInt8]) -> [UInt8] {
        func word(_ value: UInt32) -> [UInt8] { withUnsafeBytes(of: value.bigEndian) { Array($0) } }
        var bytes = bytes
        bytes.replaceSubrange(8..<12, with: word(CRC32.checksum(of: bytes.prefix(8))))
        bytes.replaceSubrange((bytes.count - 4)..., with: word(CRC32.checksum(of: bytes.dropLast(4))))
        return bytes
    }

    @Test(arguments: [
        ("", EventStreamMessage.Value.byte(0), EventStreamError.invalidHeaderName),
        (String(repeating: "n", count: 256), .byte(0), .invalidHeaderName),
        ("n", .bytes([UInt8](repeating: 0, count: 32_768)), .invalidHeaderValue("n")),
        ("n", .string(String(repeating: "x", count: 32_768)), .invalidHeaderValue("n")),
        ("n", .timestamp(Timestamp(seconds: .max)), .invalidHeaderValue("n")),
    ])
    func writesNoBrokenHeader(_ name: String, _ value: EventStreamMessage.Value, _ error: EventStreamError) {
        #expect(throws: error) { try EventStreamMessage(headers: [.init(name, value)]).encoded() }
    }

    @Test func limitsHeadersAndPayload() throws {
        let value = EventStreamMessage.Value.bytes([UInt8](repeating: 0, count: 32_767))
        let headers = (0..<4).map { EventStreamMessage.Header(String($0), value) }
        #expect(throws: EventStreamError.headersTooLong(bytes: 4 * 32_772)) {
            try EventStreamMessage(headers: headers).encoded()
        }
        let most = EventStreamMessage.payloadBytesMax
        let whole = EventStreamMessage(payload: [UInt8](repeating: 7, count: most))
        #expect(try Self.decode(whole.encoded()) == [whole])
        #expect(throws: EventStreamError.payloadTooLong(bytes: most + 1)) {
            try EventStreamMessage(payload: whole.payload + [0]).encoded()
        }
    }

    /// Lengths are refused as soon as they are there, before the bytes that they promise.
    @Test(
        arguments: [
            (UInt32.max, 0, EventStreamError.payloadTooLong(bytes: 4_294_967_279)),
            (1_000_000, 131_073, .headersTooLong(bytes: 131_073)), (15, 0, .invalidLength), (100, 85, .invalidLength),
            (0, 0, .invalidLength),
        ] as [(UInt32, UInt32, EventStreamError)])
    func refusesLengthsAtOnce(_ total: UInt32, _ headers: UInt32, _ error: EventStreamError) {
        func word(_ value: UInt32) -> [UInt8] { withUnsafeBytes(of: value.bigEndian) { Array($0) } }
        let lengths = word(total) + word(headers)
        var decoder = EventStreamDecoder()
        decoder.feed(lengths + word(CRC32.checksum(of: lengths)))
        for _ in 0..<2 {
            #expect(throws: error) { try decoder.next() }
        }
        #expect(throws: error) { try decoder.finish() }
    }

    @Test func refusesNamesTwice() throws {
        let message = EventStreamMessage(headers: [.init("a", .byte(1)), .init("a", .byte(2))])
        #expect(throws: EventStreamError.duplicateHeader("a")) { try Self.decode(message.encoded()) }
    }
}
