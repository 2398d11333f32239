import CVectorKernels
import Testing

/// Integer kernels are exact: whatever the level, the definition's own number.
@Suite struct IntegerKernelTests {
    @Test(arguments: Levels.all) func addsEightBitCodesExactly(_ level: vk_level) {
        let kernels = Levels.kernels(level)
        var dice = Dice(6)
        for length in kernelLengths {
            for (a, b) in [
                (dice.codes(length, -128...127), dice.codes(length, -128...127)),
                ([Int8](repeating: -128, count: length), [Int8](repeating: -128, count: length)),
                ([Int8](repeating: -128, count: length), [Int8](repeating: 127, count: length)),
            ] {
                let (x, y) = (a.map(Double.init), b.map(Double.init))
                #expect(Double(kernels.dot_i8(a, b, length)) == Reference.dot(x, y), "length \(length)")
                #expect(Double(kernels.l2_i8(a, b, length)) == Reference.l2(x, y), "length \(length)")
                #expect(Double(kernels.l1_i8(a, b, length)) == Reference.l1(x, y), "length \(length)")
                #expect(Double(kernels.linf_i8(a, b, length)) == Reference.lInfinity(x, y), "length \(length)")
            }
        }
    }

    @Test(arguments: Levels.all) func addsFourBitCodesExactly(_ level: vk_level) {
        let kernels = Levels.kernels(level)
        var dice = Dice(7)
        for length in kernelLengths {
            let (a, b) = (dice.codes(length, -128...127), dice.codes(length, -8...7))
            var packed = [UInt8](repeating: 0xff, count: vk_i4_bytes(length))
            vk_pack_i4(b, &packed, length)
            let (x, y) = (a.map(Double.init), b.map(Double.init))
            #expect(Double(kernels.dot_i4(a, packed, length)) == Reference.dot(x, y), "length \(length)")
            #expect(Double(kernels.l2_i4(a, packed, length)) == Reference.l2(x, y), "length \(length)")
            #expect(Double(kernels.l1_i4(a, packed, length)) == Reference.l1(x, y), "length \(length)")
            #expect(Double(kernels.linf_i4(a, packed, length)) == Reference.lInfinity(x, y), "length \(length)")
        }
    }

    @Test(arguments: Levels.all) func countsBitsExactly(_ level: vk_level) {
        let kernels = Levels.kernels(level)
        var dice = Dice(8)
        for length in kernelLengths.filter({ $0 <= 3072 }) {
            let (a, b, planes) = (dice.bytes(length), dice.bytes(length), dice.bytes(4 * length))
            let differ = (0..<8 * length).reduce(0) { $0 + (Reference.bit(a, $1) ^ Reference.bit(b, $1)) }
            #expect(Int(kernels.hamming(a, b, length)) == differ, "length \(length)")
            let sum = (0..<8 * length).reduce(0) { sum, bit in
                let weight = (0..<4).reduce(0) { $0 + Reference.bit(planes, $1 * length * 8 + bit) << $1 }
                return sum + Reference.bit(a, bit) * weight
            }
            #expect(Int(kernels.sum_u4(a, planes, length)) == sum, "length \(length)")
        }
    }

    @Test(arguments: Levels.all) func takesBitsOutOfSets(_ level: vk_level) {
        let kernels = Levels.kernels(level)
        var dice = Dice(10)
        for words in [0, 1, 7, 8, 33] {
            let (set, removed) = ((0..<words).map { _ in dice.next() }, (0..<words).map { _ in dice.next() })
            let expected = zip(set, removed).map { $0 & ~$1 }
            var left = set
            #expect(kernels.remove(&left, removed, words) == expected.reduce(0) { $0 + $1.nonzeroBitCount })
            #expect(left == expected)
            #expect(kernels.remove(&left, nil, words) == expected.reduce(0) { $0 + $1.nonzeroBitCount })
            #expect(left == expected)
        }
    }

    @Test(arguments: Levels.all) func gathersRowsByNumber(_ level: vk_level) {
        let kernels = Levels.kernels(level)
        var dice = Dice(9)
        let (length, stride, count) = (70, 96, 40)
        let table = dice.codes(stride * count, -128...127)
        let query = dice.codes(length, -128...127)
        let rows = (0..<23).map { _ in UInt32(dice.next(count)) }
        var products = [Int32](repeating: 0, count: rows.count)
        kernels.gather_dot_i8(query, table, stride, length, rows, rows.count, &products)
        for (index, row) in rows.enumerated() {
            let part = Array(table[Int(row) * stride..<Int(row) * stride + length])
            #expect(Double(products[index]) == Reference.dot(query.map(Double.init), part.map(Double.init)))
        }
        let bits = table.map { UInt8(bitPattern: $0) }
        let planes = dice.bytes(4 * length)
        var sums = [UInt32](repeating: 0, count: rows.count)
        kernels.gather_sum_u4(planes, bits, stride, length, rows, rows.count, &sums)
        var differ = sums
        kernels.gather_hamming(planes, bits, stride, length, rows, rows.count, &differ)
        for (index, row) in rows.enumerated() {
            let part = Array(bits[Int(row) * stride..<Int(row) * stride + length])
            #expect(sums[index] == Levels.kernels(VK_PORTABLE).sum_u4(part, planes, length))
            #expect(differ[index] == Levels.kernels(VK_PORTABLE).hamming(part, planes, length))
        }
    }

    @Test(arguments: Levels.all) func roundsToEightBits(_ level: vk_level) {
        let floats: [Float] = [0.5, 1.5, -0.5, -1.5, 2.4999, 126.9, -127, 0, 1e-30]
        var codes = [Int8](repeating: 9, count: floats.count)
        Levels.kernels(level).to_i8(floats, 1, &codes, floats.count)
        #expect(codes == [0, 2, 0, -2, 2, 127, -127, 0, 0])
    }
}
