import CVectorKernels
import Testing

@Suite struct ScanKernelTests {
    /// Integers whose magnitudes sum up to 255 at most within each step: random, or as lopsided as can be.
    static func query(_ steps: Int, _ dice: inout Dice) -> [Int8] {
        (0..<steps).flatMap { step -> [Int8] in
            var part = [Int8](repeating: 0, count: 24)
            switch step % 3 {
            case 0: for index in part.indices { part[index] = Int8(dice.next(21) - 10) }
            case 1: (part[23], part[0]) = (127, -127)
            default: for index in part.indices { part[index] = index % 2 == 0 ? 10 : -10 }
            }
            return part
        }
    }

    struct Tables: ~Copyable {
        let base: UnsafeMutablePointer<UInt8>

        init(_ kernels: vk_kernels, _ query: [Int8]) {
            let bytes = query.count / 24 * Int(VK_STEP_TABLE_BYTES)
            base = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64).bindMemory(
                to: UInt8.self, capacity: bytes)
            kernels.make_tables(query, query.count / 24, base)
        }

        deinit { base.deallocate() }
    }

    @Test(arguments: Levels.all) func addsWhereSignsAgree(_ level: vk_level) {
        let kernels = Levels.kernels(level)
        var dice = Dice(10)
        // 700 steps: more than 16 bits hold.
        for steps in [1, 2, 3, 16, 43, 256, 257, 700] {
            let query = Self.query(steps, &dice)
            let tables = Tables(kernels, query)
            let block = dice.bytes(steps * 3 * 64)
            var sums = [UInt32](repeating: 0, count: 64)
            kernels.block_sums(block, steps, tables.base, &sums)
            for row in [0, 1, 15, 16, 31, 32, 47, 63] {
                let expected = query.indices.reduce(0) { sum, dimension in
                    let bit = block[dimension / 8 * 64 + row] >> UInt8(dimension % 8) & 1
                    return sum + ((query[dimension] > 0) == (bit == 1) ? abs(Int(query[dimension])) : 0)
                }
                #expect(Int(sums[row]) == expected, "\(steps) steps, row \(row)")
            }
        }
    }

    /// A scan keeps what sorting all distances would keep, whatever may not be kept.
    @Test(arguments: Levels.all, [false, true]) func keepsTheNearest(_ level: vk_level, isFiltered: Bool) {
        let kernels = Levels.kernels(level)
        var dice = Dice(11)
        let (steps, blocks) = (4, 9)
        let query = Self.query(steps, &dice)
        let tables = Tables(kernels, query)
        var bytes: [UInt8] = []
        for _ in 0..<blocks {
            bytes += dice.bytes(steps * 3 * 64)
            var factors = dice.floats(128)
            factors[5] = .nan
            factors.withUnsafeBytes { bytes += $0 }
        }
        let allowed = (0..<blocks).map { $0 == 3 ? 0 : dice.next() | dice.next() << 20 }
        var keys = [UInt64](repeating: 0, count: 10 + 64)
        var expected = reference(bytes, steps, tables.base, kernels, isFiltered ? allowed : nil).sorted()
        let kept = keys.withUnsafeMutableBufferPointer { keys in
            bytes.withUnsafeBufferPointer { bytes in
                allowed.withUnsafeBufferPointer { allowed in
                    var scan = vk_scan(
                        blocks: bytes.baseAddress!, block_count: blocks, steps: steps, tables: tables.base, base: 0.5,
                        scale: 0.01, shift: -0.3, allowed: isFiltered ? allowed.baseAddress : nil, first_row: 128,
                        threshold: .infinity, keep: 10, keys: keys.baseAddress!, count: 0, capacity: keys.count)
                    kernels.scan(&scan)
                    vk_keep_smallest(scan.keys, scan.count, 10)
                    return Array(keys[..<10])
                }
            }
        }
        expected = Array(expected.prefix(10))
        #expect(kept.sorted() == expected)
        #expect(kept.allSatisfy { UInt32(truncatingIfNeeded: $0) >= 128 })
    }

    private func reference(
        _ bytes: [UInt8], _ steps: Int, _ tables: UnsafePointer<UInt8>, _ kernels: vk_kernels, _ allowed: [UInt64]?
    ) -> [UInt64] {
        let size = steps * 3 * 64 + 512
        return (0..<bytes.count / size).flatMap { block -> [UInt64] in
            var sums = [UInt32](repeating: 0, count: 64)
            let part = Array(bytes[block * size..<(block + 1) * size])
            kernels.block_sums(part, steps, tables, &sums)
            let factors = part.withUnsafeBytes { Array($0[(steps * 192)...].assumingMemoryBound(to: Float.self)) }
            return (0..<64).compactMap { row in
                guard allowed.map({ $0[block] >> UInt64(row) & 1 == 1 }) ?? true, !factors[row].isNaN else {
                    return nil
                }
                let scaled = Float(sums[row]) * 0.01 + -0.3
                let distance = factors[row] + 0.5 + factors[64 + row] * scaled
                return UInt64(vk_ordered(distance)) << 32 | UInt64(128 + block * 64 + row)
            }
        }
    }

    @Test func ordersFloatsAsIntegers() {
        let floats: [Float] = [
            -.infinity, -3, -.leastNonzeroMagnitude, -0.0, 0.0, .leastNonzeroMagnitude, 2, .infinity,
        ]
        for (low, high) in zip(floats, floats.dropFirst()) { #expect(vk_ordered(low) <= vk_ordered(high)) }
        #expect(vk_ordered(.nan) == .max)
        for float in floats { #expect(vk_unordered(vk_ordered(float)).bitPattern == float.bitPattern) }
    }

    @Test(arguments: 0..<8) func selectsAndSorts(_ form: Int) {
        var dice = Dice(UInt64(20 + form))
        for count in [1, 2, 24, 25, 100, 1000] {
            var keys = (0..<count).map { index -> UInt64 in
                switch form {
                case 0: UInt64(index)
                case 1: UInt64(count - index)
                case 2: 7
                case 3: UInt64(index % 3)
                case 4: index % 2 == 0 ? .max : 0
                default: dice.next()
                }
            }
            let sorted = keys.sorted()
            for keep in Set([1, count / 3 + 1, count]).sorted() where keep <= count {
                var some = keys
                vk_keep_smallest(&some, count, keep)
                #expect(some[..<keep].sorted() == Array(sorted[..<keep]), "\(keep) of \(count)")
            }
            vk_sort(&keys, count)
            #expect(keys == sorted)
        }
    }

    /// RFC 3720, B.4.
    @Test func checksumsAsTheStandardSays() {
        #expect(vk_crc32c(0, [UInt8](repeating: 0, count: 32), 32) == 0x8A91_36AA)
        #expect(vk_crc32c(0, [UInt8](repeating: 0xff, count: 32), 32) == 0x62A8_AB43)
        #expect(vk_crc32c(0, (0..<32).map { UInt8($0) }, 32) == 0x46DD_794E)
        let text = Array("123456789".utf8)
        #expect(vk_crc32c(vk_crc32c(0, text, 4), Array(text[4...]), 5) == vk_crc32c(0, text, 9))
    }
}
