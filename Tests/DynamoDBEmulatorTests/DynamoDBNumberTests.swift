import DynamoDBEmulator
import Testing

@Suite struct DynamoDBNumberTests {
    // Forms recorded from DynamoDB by dynalite's tests (putItem, "really long numbers") and by
    // nubo-db/dynamodb-conformance (numberByteSize, numberExponent).
    @Test(arguments: [
        ("0", "0"), ("-0", "0"), ("0.000", "0"), ("0e125", "0"), ("+7", "7"), ("1.0", "1"), ("1E2", "100"),
        ("-0015.789e6", "-15789000"), ("0042.1200", "42.12"), (".5", "0.5"), ("5.", "5"), ("1e+2", "100"),
        ("0000012345678901234567890123456789012345678", "12345678901234567890123456789012345678"),
        ("-00001.23456789012345678901234567890123456780000", "-1.2345678901234567890123456789012345678"),
        ("0001.000e-130", "0." + String(repeating: "0", count: 129) + "1"),
        ("1E125", "1" + String(repeating: "0", count: 125)),
        (
            "0009.99999999999999999999999999999999999990000e125",
            String(repeating: "9", count: 38) + String(repeating: "0", count: 88)
        ),
    ])
    func textIsBroughtToTheFormThatAWSReturns(written: String, returned: String) throws {
        #expect(try DynamoDBNumber(written).text == returned)
    }

    @Test(arguments: [
        ("", NumberFailure.notNumeric), ("b", .notNumeric), ("1.2.3", .notNumeric), (" 1", .notNumeric),
        ("1 ", .notNumeric), ("0x10", .notNumeric), ("1e", .notNumeric), ("e5", .notNumeric), (".", .notNumeric),
        ("NaN", .notNumeric), ("Infinity", .notNumeric), ("--1", .notNumeric), ("1e9223372036854775808", .notNumeric),
        ("1e126", .overflow), ("-1e126", .overflow), ("1e99999999999", .overflow), ("1e2147483647", .overflow),
        ("0e126", .overflow), ("10e125", .overflow), ("9.9999999999999999999999999999999999999e126", .overflow),
        ("1e-131", .underflow), ("-1e-131", .underflow), ("0e-131", .underflow), ("1e-2147483648", .underflow),
        ("123456789012345678901234567890123456789", .tooManyDigits),
        ("-1.23456789012345678901234567890123456789", .tooManyDigits),
    ])
    func textIsRefused(text: String, why: NumberFailure) {
        #expect(throws: why) { try DynamoDBNumber(text) }
    }

    @Test(arguments: [
        ("1", "2", "3"), ("0.1", "0.2", "0.3"), ("1", "-1", "0"),
        ("1e50", "0", String("1") + String(repeating: "0", count: 50)),
        ("99999999999999999999999999999999999999", "1", "1" + String(repeating: "0", count: 38)),
        ("1e38", "-1", String(repeating: "9", count: 38)), ("15e37", "-9e37", "6" + String(repeating: "0", count: 37)),
        (
            "150000000000000000000000000000000000000", "-90000000000000000000000000000000000001",
            "59999999999999999999999999999999999999"
        ),
        ("9e125", "9e124", "99" + String(repeating: "0", count: 124)), ("-5", "3", "-2"), ("3", "-5", "-2"),
    ])
    func sumsAreExact(left: String, right: String, sum: String) throws {
        #expect(try DynamoDBNumber(left).adding(DynamoDBNumber(right)).text == sum)
        #expect(try DynamoDBNumber(right).adding(DynamoDBNumber(left)).text == sum)
        #expect(try DynamoDBNumber(sum).subtracting(DynamoDBNumber(right)) == DynamoDBNumber(left))
    }

    // ScyllaDB's Alternator tests record both: sums out of range, and sums of more than 38 digits.
    @Test(arguments: [("9e125", "9e125"), ("1e50", "1"), ("1e50", "-1"), ("1e125", "1e-130"), ("2e38", "-1")])
    func sumsThatDoNotFitOverflow(left: String, right: String) {
        #expect(throws: NumberFailure.overflow) { try DynamoDBNumber(left).adding(DynamoDBNumber(right)) }
    }

    // Bytes measured against the 400 KB limit by nubo-db/dynamodb-conformance (2026-08-18).
    @Test(arguments: [
        ("0", 1), ("1", 2), ("12", 2), ("123", 3), ("1234", 3), ("12345678901234567890123456789012345678", 20),
        ("0042", 2), ("100", 2), ("1010", 3), ("0.0000001", 2), ("1E125", 2), ("1E-100", 2), ("1.5", 3), ("15", 2),
        ("1.2", 3), ("1.200", 3), ("1.234", 4), ("3.14159", 5), ("123456", 4), ("100.5", 4), ("0.15", 2), ("-42", 3),
        ("-0", 1),
    ])
    func sizeIsThatOfAWS(text: String, bytes: Int) throws {
        #expect(try DynamoDBNumber(text).storedSize == bytes)
    }

    @Test func orderIsThatOfTheValues() throws {
        let ordered = [
            "-1e125", "-12.5", "-12", "-1.01", "-1", "-0.5", "-1e-130", "0", "1e-130", "0.05", "0.5", "1", "1.01", "9",
            "10", "12", "12.5", "100", "1e125",
        ].map { try? DynamoDBNumber($0) }
        for (index, left) in ordered.enumerated() {
            for (other, right) in ordered.enumerated() {
                let (left, right) = try (#require(left), #require(right))
                #expect((left < right) == (index < other))
                #expect(Self.bytes(left).lexicographicallyPrecedes(Self.bytes(right)) == (index < other))
            }
        }
    }

    @Test func randomNumbersAreOrderedAsTheirBytes() throws {
        var random = RandomSource()
        for _ in 0..<3000 {
            let (first, second) = (random.numberText(), random.numberText())
            guard let left = try? DynamoDBNumber(first), let right = try? DynamoDBNumber(second) else { continue }
            let precedes = Self.bytes(left).lexicographicallyPrecedes(Self.bytes(right))
            #expect((left < right) == precedes, "\(first) \(second), seed \(random.seed)")
            #expect(try DynamoDBNumber(left.text) == left, "\(first), seed \(random.seed)")
            #expect((Self.bytes(left) == Self.bytes(right)) == (left == right))
            if let sum = try? left.adding(right) {
                #expect(try sum.subtracting(right) == left, "\(first) + \(second), seed \(random.seed)")
            }
        }
    }

    private static func bytes(_ number: DynamoDBNumber) -> [UInt8] {
        var bytes: [UInt8] = []
        number.appendOrderedBytes(to: &bytes)
        return bytes
    }
}
