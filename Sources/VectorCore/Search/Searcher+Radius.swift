internal import CVectorKernels

extension Searcher {
    /// Puts the `limit` nearest allowed rows no farther away than `radius` into `scratch.best`.
    ///
    /// The 8-bit codes say of each row within which bounds its distance is; where a bound reaches into the radius the
    /// vectors are compared. So no row is missed, and few vectors are read.
    func findWithin(_ radius: Float, limit: Int) {
        scratch.best.begin(limit: limit)
        let allowed = allowedRows()
        guard limit > 0 else { return }
        if shape.isCoded { scratch.look(at: snapshot.parts) }
        for index in snapshot.parts.indices where allowed[index].count > 0 {
            let part = snapshot.parts[index]
            let error = shape.isCoded ? scratch.code(ofPart: index).error() : 0
            forEachRow(allowed[index], in: 0..<part.count) { row in
                guard !shape.isCoded || leastDistance(index, row, error) <= radius else { return }
                let distance = distance(part, row)
                if distance <= radius { offer(part, row, distance) }
            }
        }
    }

    /// The distance cannot be less than this: by Cauchy and Schwarz, and what floats may round on the way.
    private func leastDistance(_ part: Int, _ row: Int, _ error: Float) -> Float {
        let code = scratch.code(ofPart: part)
        let rows = snapshot.parts[part].rows
        let factors = rows.factors[row]
        let estimate = code.distance(rows, row, kernels)
        let missed = code.length * factors.error + error * (factors.length + factors.error)
        let size = abs(code.base) + abs(factors.add) + code.length * factors.length + 1
        let bound = estimate - abs(code.weight) * missed - size * 1e-5
        // Cosine distances are 1 more than the negated product that codes estimate.
        return shape.metric == .cosine ? 1 + bound : bound
    }
}
