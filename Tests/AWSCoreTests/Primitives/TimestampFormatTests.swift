import AWSCore
import TestSupport
import Testing

@Suite struct TimestampFormatTests {
    /// The AWS SDKs' common cases; see Fixtures/timestamps/README.md.
    struct Vectors: Decodable {
        let format_epoch_seconds, format_http_date, format_date_time: [Vector]
        let parse_epoch_seconds, parse_http_date, parse_date_time: [Vector]

        static func load() throws -> Vectors {
            try Fixture.json("timestamps/date_time_format_test_suite.json")
        }
    }

    struct Vector: Decodable {
        let canonical_seconds: String
        let canonical_nanos: Int32
        let error: Bool
        let smithy_format_value: String?

        var timestamp: Timestamp { Timestamp(seconds: Int64(canonical_seconds)!, nanoseconds: canonical_nanos) }
    }

    @Test(arguments: [Shape.TimestampFormat.epochSeconds, .dateTime, .httpDate])
    func writesEveryVector(_ format: Shape.TimestampFormat) throws {
        let vectors = try Vectors.load()
        let cases = [vectors.format_epoch_seconds, vectors.format_date_time, vectors.format_http_date]
        for vector in cases[index(of: format)] {
            let text = vector.timestamp.text(format)
            if vector.error {
                #expect(Timestamp(text, format) == nil, "\(text)")
            } else {
                #expect(text == vector.smithy_format_value)
            }
        }
    }

    @Test(arguments: [Shape.TimestampFormat.epochSeconds, .dateTime, .httpDate])
    func readsEveryVector(_ format: Shape.TimestampFormat) throws {
        let vectors = try Vectors.load()
        let cases = [vectors.parse_epoch_seconds, vectors.parse_date_time, vectors.parse_http_date]
        for vector in cases[index(of: format)] {
            let text = try #require(vector.smithy_format_value)
            #expect(Timestamp(text, format) == (vector.error ? nil : vector.timestamp), "\(text)")
        }
    }

    private func index(of format: Shape.TimestampFormat) -> Int {
        switch format {
        case .epochSeconds: 0
        case .dateTime: 1
        case .httpDate: 2
        }
    }

    /// Seconds as `date -u -d ... +%s` of GNU coreutils gives them.
    @Test(arguments: [
        ("1985-04-12T23:20:50.52Z", 482_196_050, 520_000_000),
        ("1996-12-19T16:39:57-08:00", 851_042_397, 0),
        ("2019-12-17T00:48:18+01:00", 1_576_540_098, 0),
        ("2000-02-29t00:00:00.123456789z", 951_782_400, 123_456_789),
        ("2000-02-29T00:00:00.1234567899Z", 951_782_400, 123_456_789),
    ])
    func readsOffsetsAndFractions(_ text: String, _ seconds: Int64, _ nanoseconds: Int32) {
        #expect(Timestamp(text, .dateTime) == Timestamp(seconds: seconds, nanoseconds: nanoseconds))
    }

    @Test(arguments: [
        "Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 6 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
    ])
    func readsTheObsoleteForms(_ text: String) {
        #expect(Timestamp(text, .httpDate) == Timestamp(seconds: 784_111_777))
    }

    @Test(arguments: [
        ("1.4221728005E9", 1_422_172_800, 500_000_000), ("1422172800.0", 1_422_172_800, 0), ("15e-1", 1, 500_000_000),
        ("0", 0, 0), ("-0.25", -1, 750_000_000), ("-10.25", -10, 250_000_000), ("1.0000000019", 1, 1),
    ])
    func readsEpochSecondsWithExponents(_ text: String, _ seconds: Int64, _ nanoseconds: Int32) {
        #expect(Timestamp(text, .epochSeconds) == Timestamp(seconds: seconds, nanoseconds: nanoseconds))
    }

    @Test(arguments: [
        "", "1985-04-12", "1985-04-12T23:20:50", "1985-04-12T23:20:50.Z", "1985-04-12T23:20Z", "1985-4-12T23:20:50Z",
        "1985-04-12 23:20:50Z", "1985-04-12T23:20:50+0000", "1985-04-12T23:20:50+24:00", "1985-04-12T23:20:60Z",
        "1985-04-12T24:00:00Z", "1985-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "1985-13-01T00:00:00Z",
        "0000-01-01T00:00:00Z", "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00", "-0001-01-01T00:00:00Z",
        "1985-04-12T23:20:50Zx", "1985-04-12T23:20:50.\(String(repeating: "1", count: 100))Z", "482196050",
        "+1985-04-12T23:20:50Z", "1985-04-12T23:20:50 Z",
    ])
    func refusesDateTimes(_ text: String) {
        #expect(Timestamp(text, .dateTime) == nil)
    }

    @Test(arguments: [
        "", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 06 Nov 1994 08:49:37 +0000",
        "sun, 06 nov 1994 08:49:37 gmt", "06 Nov 1994 08:49:37 GMT", "Sun, 31 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 94 08:49:37 GMT", "Sun, 06 Nov 1994 8:49:37 GMT", "Monday, 06-Nov-1994 08:49:37 GMT",
        "Sunsday, 06-Nov-94 08:49:37 GMT", "Sun Nov 6 08:49:37 1994", "1994-11-06T08:49:37Z",
    ])
    func refusesHTTPDates(_ text: String) {
        #expect(Timestamp(text, .httpDate) == nil)
    }

    @Test(arguments: [
        "", "-", ".5", "1.", "1e", "1e+", "1e100", "+1", " 1", "1 ", "0x10", "NaN", "Infinity", "1,5", "--1",
        "253402300800", "-377705116801", "9223372036854775807", "99999999999999999999999999", "1_000",
    ])
    func refusesEpochSeconds(_ text: String) {
        #expect(Timestamp(text, .epochSeconds) == nil)
    }

    @Test func mutationsNeverTrapAndRoundTripWhenRead() {
        var generator = SeededGenerator(seed: SeededGenerator.seed)
        let seeds: [(String, Shape.TimestampFormat)] = [
            ("2019-12-17T00:48:18.123+01:00", .dateTime), ("Sunday, 06-Nov-94 08:49:37 GMT", .httpDate),
            ("Sun, 06 Nov 1994 08:49:37.5 GMT", .httpDate), ("-1.4221728005E9", .epochSeconds),
        ]
        for round in 0..<20_000 {
            let (text, format) = seeds[round % seeds.count]
            let mutated = String(decoding: generator.mutated(Array(text.utf8)), as: UTF8.self)
            guard let timestamp = Timestamp(mutated, format) else { continue }
            let written = Timestamp(timestamp.text(format), format)
            #expect(written?.seconds == timestamp.seconds, "\(mutated)")
        }
    }
}
