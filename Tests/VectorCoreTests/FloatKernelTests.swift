import CVectorKernels
import Testing

@Suite struct FloatKernelTests {
    @Test(arguments: Levels.all) func agreesWithDoublePrecision(_ level: vk_level) {
        let kernels = Levels.kernels(level)
        var dice = Dice(1)
        for length in kernelLengths {
            let (a, b) = (dice.floats(length), dice.floats(length))
            let (x, y) = (a.map(Double.init), b.map(Double.init))
            let slack = Reference.size(x, y) * 1e-6
            #expect(abs(Double(kernels.dot_f32(a, b, length)) - Reference.dot(x, y)) <= slack, "length \(length)")
            #expect(abs(Double(kernels.l2_f32(a, b, length)) - Reference.l2(x, y)) <= slack, "length \(length)")
            #expect(abs(Double(kernels.l1_f32(a, b, length)) - Reference.l1(x, y)) <= slack, "length \(length)")
            #expect(abs(Double(kernels.linf_f32(a, b, length)) - Reference.lInfinity(x, y)) <= 1e-6, "length \(length)")
        }
    }

    @Test(arguments: Levels.all) func agreesWithDoublePrecisionOnHalves(_ level: vk_level) {
        let kernels = Levels.kernels(level)
        var dice = Dice(2)
        for length in kernelLengths {
            let (a, b) = (dice.floats(length), dice.floats(length).map(Float16.init))
            let halves = b.map(\.bitPattern)
            let (x, y) = (a.map(Double.init), b.map(Double.init))
            let slack = Reference.size(x, y) * 1e-6
            #expect(abs(Double(kernels.dot_f16(a, halves, length)) - Reference.dot(x, y)) <= slack, "length \(length)")
            #expect(abs(Double(kernels.l2_f16(a, halves, length)) - Reference.l2(x, y)) <= slack, "length \(length)")
            #expect(abs(Double(kernels.l1_f16(a, halves, length)) - Reference.l1(x, y)) <= slack, "length \(length)")
            #expect(abs(Double(kernels.linf_f16(a, halves, length)) - Reference.lInfinity(x, y)) <= 1e-6)
        }
    }

    /// Not nearly: the same bits, or two machines would rank ties differently.
    @Test func allLevelsReturnTheSameBits() {
        var dice = Dice(3)
        let portable = Levels.kernels(VK_PORTABLE)
        for length in kernelLengths {
            let scale = Float(sign: .plus, exponent: dice.next(60) - 30, significand: 1)
            let (a, b) = (dice.floats(length).map { $0 * scale }, dice.floats(length).map { $0 * scale })
            let halves = dice.floats(length).map { Float16($0).bitPattern }
            for kernels in Levels.all.map(Levels.kernels) {
                #expect(kernels.dot_f32(a, b, length).bitPattern == portable.dot_f32(a, b, length).bitPattern)
                #expect(kernels.l2_f32(a, b, length).bitPattern == portable.l2_f32(a, b, length).bitPattern)
                #expect(kernels.l1_f32(a, b, length).bitPattern == portable.l1_f32(a, b, length).bitPattern)
                #expect(kernels.linf_f32(a, b, length).bitPattern == portable.linf_f32(a, b, length).bitPattern)
                #expect(kernels.dot_f16(a, halves, length).bitPattern == portable.dot_f16(a, halves, length).bitPattern)
                #expect(kernels.l2_f16(a, halves, length).bitPattern == portable.l2_f16(a, halves, length).bitPattern)
            }
        }
    }

    @Test(arguments: Levels.all) func carriesWhatIsNotANumber(_ level: vk_level) {
        let kernels = Levels.kernels(level)
        for length in [1, 15, 16, 63, 64, 65, 384] {
            let ones = [Float](repeating: 1, count: length)
            for place in [0, length / 2, length - 1] {
                var odd = ones
                odd[place] = .nan
                #expect(kernels.dot_f32(odd, ones, length).isNaN)
                #expect(kernels.l2_f32(ones, odd, length).isNaN)
                #expect(kernels.l1_f32(ones, odd, length).isNaN)
                #expect(kernels.linf_f32(ones, odd, length) == 0, "NaN is ignored where the largest is sought")
                odd[place] = .infinity
                #expect(kernels.dot_f32(odd, ones, length) == .infinity)
                #expect(kernels.l2_f32(ones, odd, length) == .infinity)
                #expect(kernels.l1_f32(ones, odd, length) == .infinity)
                #expect(kernels.linf_f32(ones, odd, length) == .infinity)
                #expect(kernels.l2_f32(odd, odd, length).isNaN, "infinity less infinity")
            }
        }
    }

    @Test(arguments: Levels.all) func keepsDenormalsAndZeros(_ level: vk_level) {
        let kernels = Levels.kernels(level)
        let tiny = [Float](repeating: .leastNonzeroMagnitude, count: 70)
        let zeros = [Float](repeating: 0, count: 70)
        #expect(kernels.l1_f32(tiny, zeros, 70) == 70 * Float.leastNonzeroMagnitude)
        #expect(kernels.linf_f32(tiny, zeros, 70) == .leastNonzeroMagnitude)
        #expect(kernels.dot_f32(tiny, tiny, 70) == 0)
        #expect(kernels.dot_f32(zeros, zeros, 70) == 0)
        #expect(kernels.l2_f32(zeros, zeros, 70) == 0)
    }

    /// Every half there is, against the language's own conversion.
    @Test(arguments: Levels.all) func convertsEveryHalf(_ level: vk_level) {
        let kernels = Levels.kernels(level)
        let halves = (0...UInt16.max).map { $0 }
        var floats = [Float](repeating: 0, count: halves.count)
        kernels.from_f16(halves, &floats, halves.count)
        var back = [UInt16](repeating: 0, count: halves.count)
        kernels.to_f16(floats, &back, floats.count)
        var wrong = 0
        for half in halves {
            let value = Float(Float16(bitPattern: half))
            let same = value.isNaN ? floats[Int(half)].isNaN : floats[Int(half)].bitPattern == value.bitPattern
            let returns = value.isNaN ? Float16(bitPattern: back[Int(half)]).isNaN : back[Int(half)] == half
            if !same || !returns { wrong += 1 }
        }
        #expect(wrong == 0)
    }

    @Test(arguments: Levels.all) func roundsToTheNearestHalf(_ level: vk_level) {
        let kernels = Levels.kernels(level)
        var dice = Dice(4)
        var floats: [Float] = [
            65_504, 65_519.9, 65_520, 1e9, .infinity, -.infinity, 0, -0.0, 5.96e-8, 2.98e-8, 2.99e-8,
        ]
        floats += (0..<2000).map { _ in dice.unit() * Float(sign: .plus, exponent: dice.next(44) - 26, significand: 1) }
        var halves = [UInt16](repeating: 0, count: floats.count)
        kernels.to_f16(floats, &halves, floats.count)
        let wrong = floats.indices.filter { halves[$0] != Float16(floats[$0]).bitPattern }
        #expect(wrong.isEmpty, "\(wrong.prefix(5).map { floats[$0] })")
    }

    @Test(arguments: Levels.all) func transformsByHadamard(_ level: vk_level) {
        let kernels = Levels.kernels(level)
        var dice = Dice(5)
        for size in [1, 2, 4, 8, 16, 32, 64, 128, 256, 1024] {
            let values = dice.floats(size)
            var (transformed, portable) = (values, values)
            kernels.hadamard(&transformed, size)
            Levels.kernels(VK_PORTABLE).hadamard(&portable, size)
            #expect(transformed == portable)
            for row in 0..<size {
                let sum = values.indices.reduce(0.0) {
                    $0 + Double(values[$1]) * ((row & $1).nonzeroBitCount % 2 == 0 ? 1 : -1)
                }
                #expect(abs(Double(transformed[row]) - sum) < 1e-6 * Double(size + 100), "size \(size), row \(row)")
            }
        }
    }
}
