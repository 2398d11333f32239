import AWSWire
import Testing

/// Requests with bytes changed, dropped and doubled: the server answers or closes, and goes on serving.
@Suite struct MutationTests {
    static let seeds = Array(UInt64(1)...6)

    @Test(arguments: seeds) func survivesAnyBytes(seed: UInt64) async throws {
        try await withServer(RoutingTests.services) { port in
            var random = SplitMix(state: seed)
            let originals = (RoutingTests.json + RoutingTests.restJSON + RoutingTests.s3 + RoutingTests.query)
                .map(\.request)
            for _ in 0..<60 {
                let original = originals[Int(random.next() % UInt64(originals.count))]
                let client = try RawConnection(port: port)
                // The server may close before all is sent.
                try? await client.send(Self.mutate(Array(original.utf8), &random))
                client.finishSending()
                _ = try await client.rest()
            }
            let client = try RawConnection(port: port)
            try await client.send(request("ListTables"))
            #expect(try await client.response().status == 400)
        }
    }

    static func mutate(_ bytes: [UInt8], _ random: inout SplitMix) -> [UInt8] {
        var bytes = bytes
        for _ in 0...random.next() % 8 {
            guard !bytes.isEmpty else { break }
            let index = Int(random.next() % UInt64(bytes.count))
            switch random.next() % 5 {
            case 0: bytes[index] = UInt8(truncatingIfNeeded: random.next())
            case 1: bytes.remove(at: index)
            case 2: bytes.insert(bytes[index], at: index)
            case 3: bytes.removeLast(bytes.count - index)
            default: bytes.insert(contentsOf: bytes.prefix(index), at: index)
            }
        }
        return bytes
    }
}

/// SplitMix64, so that a failing seed can be run again.
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }
}
