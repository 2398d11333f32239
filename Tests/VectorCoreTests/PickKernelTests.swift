import CVectorKernels
import Testing

@Suite struct PickKernelTests {
    /// Distances of rows that are picked out, against the definition: at lengths where sums need more than 16 bits, too.
    @Test(arguments: Levels.all) func estimatesWhatIsPicked(_ level: vk_level) {
        let kernels = Levels.kernels(level)
        var dice = Dice(21)
        for bytes in [8, 16, 48, 64, 128, 192, 448, 456, 2000] {
            let (rows, stride) = (40, (bytes + 8 + 63) / 64 * 64)
            let query = dice.codes(bytes * 8, -8...7)
            var codes = dice.bytes(rows * stride)
            let factors = (0..<rows).map { _ in (add: dice.unit(), multiply: dice.unit()) }
            codes.withUnsafeMutableBytes { codes in
                for row in 0..<rows {
                    codes.storeBytes(of: factors[row].add, toByteOffset: row * stride + bytes, as: Float.self)
                    codes.storeBytes(of: factors[row].multiply, toByteOffset: row * stride + bytes + 4, as: Float.self)
                }
            }
            let planes = UnsafeMutableRawPointer.allocate(byteCount: Int(VK_PLANES) * stride, alignment: 64)
                .bindMemory(to: UInt8.self, capacity: Int(VK_PLANES) * stride)
            defer { planes.deallocate() }
            vk_make_planes(query, bytes, stride, planes)
            let picks = (0..<37).map { _ in UInt32(dice.next(rows)) }
            var distances = [Float](repeating: 0, count: picks.count)
            codes.withUnsafeBufferPointer { codes in
                var picked = vk_picked()
                (picked.codes, picked.bytes, picked.stride) = (codes.baseAddress, bytes, stride)
                picked.planes = UnsafePointer(planes)
                (picked.base, picked.scale, picked.shift) = (0.5, 0.25, -1)
                kernels.pick(&picked, picks, picks.count, &distances)
            }
            for (pick, distance) in zip(picks.map { Int($0) }, distances) {
                let row = Array(codes[pick * stride..<pick * stride + bytes])
                let sum = query.indices.reduce(0) { $0 + Reference.bit(row, $1) * Int(query[$1]) }
                let expected = factors[pick].add + 0.5 + factors[pick].multiply * (Float(sum) * 0.25 - 1)
                #expect(distance == expected, "\(bytes) bytes, row \(pick)")
            }
        }
    }
}
