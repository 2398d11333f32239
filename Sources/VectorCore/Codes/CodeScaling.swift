/// How floats become small integers: `factor` times a float is the integer, `unit` times an integer is the float.
struct CodeScaling {
    let unit: Float
    let factor: Float

    /// Brings `largest` to `most`. What is too small to be scaled becomes 0.
    init(largest: Float, most: Float) {
        let factor = most / largest
        self.factor = factor.isFinite ? factor : 0
        unit = factor.isFinite ? largest / most : 0
    }
}
