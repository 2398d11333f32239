internal import CVectorKernels

/// Some rows, rotated: enough to find the middle of them all.
struct Sample {
    let rotated: [Float]
    let count: Int
    let mean: [Float]

    init(
        _ parts: [Part], _ sources: [SegmentBuilder.Source], _ shape: RowShape, _ rotation: Rotation,
        _ kernels: Kernels, count most: Int, seed: UInt64
    ) {
        let width = shape.codeDimension
        let reader = RowReader(shape, rotation, kernels)
        var random = SplitMix64(state: seed ^ 0x5A3B_1E00)
        let count = min(most, sources.count)
        var rotated = [Float](repeating: 0, count: count * width)
        var sum = [Double](repeating: 0, count: width)
        for index in 0..<count {
            // One of each run of rows, so that no row comes twice.
            let (begin, end) = (index * sources.count / count, (index + 1) * sources.count / count)
            let source = sources[begin + random.next(below: end - begin)]
            reader.read(parts[Int(source.part)], Int(source.row)) { row in
                for place in 0..<width {
                    rotated[index * width + place] = row[place]
                    sum[place] += Double(row[place])
                }
            }
        }
        self.rotated = rotated
        self.count = count
        mean = sum.map { Float($0 / Double(max(count, 1))) }
    }
}

/// Rows, rotated, one at a time.
final class RowReader {
    private let shape: RowShape
    private let rotation: Rotation
    private let input: VectorInput
    private let floats: UnsafeMutablePointer<Float>
    private let rotated: UnsafeMutablePointer<Float>

    init(_ shape: RowShape, _ rotation: Rotation, _ kernels: Kernels) {
        self.shape = shape
        self.rotation = rotation
        input = VectorInput(shape, kernels)
        floats = .allocate(capacity: shape.dimension)
        rotated = .allocate(capacity: shape.codeDimension)
    }

    deinit {
        floats.deallocate()
        rotated.deallocate()
    }

    func read(_ part: Part, _ row: Int, _ body: (UnsafePointer<Float>) -> Void) {
        input.read(part.rows.vector(row), into: floats)
        rotation.apply(floats, rotated)
        body(UnsafePointer(rotated))
    }
}
