import AWSCore
import AWSOpenSearch

/// Reads the vector of a field, in documents and in queries alike.
///
/// Source: k-NN plugin, KNNVectorFieldMapper, KNNValidationUtil and FaissFP16Util, whose words these are.
enum VectorValue {
    /// Largest number of 16 bits.
    private static let halfMax: Float = 65_504
    /// Beyond this the squares of components would not add up in 32 bits.
    private static let componentMax: Float = 0x1p56

    /// Of a document: a list of numbers, one number, or bytes in base64.
    static func ofDocument(
        _ value: Document, _ mapping: VectorMapping, _ name: String
    ) throws(FieldValue.Refusal) -> [Float] {
        let vector: [Float]
        if let text = value.string {
            vector = try decoded(text, mapping, name)
        } else {
            vector = try numbers(value.elements, mapping)
        }
        let given = mapping.dataType == .binary ? vector.count * 8 : vector.count
        guard given == mapping.dimension else {
            throw .argument(
                (mapping.dataType == .binary
                    ? "The dimension of the binary vector must be 8 times the length of the provided vector. "
                    : "Vector dimension mismatch. ") + "Expected: \(mapping.dimension), Given: \(given)")
        }
        try check(vector, mapping.space)
        return vector
    }

    private static func numbers(_ elements: [Document], _ mapping: VectorMapping) throws(FieldValue.Refusal) -> [Float]
    {
        var vector: [Float] = []
        vector.reserveCapacity(elements.count)
        for element in elements {
            guard let number = element.doubleText else { throw .number(element.scalarText ?? "null") }
            var component = Float(number)
            if mapping.clips { component = max(-halfMax, min(halfMax, component)) }
            try check(component, mapping)
            vector.append(component)
        }
        return vector
    }

    private static func decoded(
        _ text: String, _ mapping: VectorMapping, _ name: String
    ) throws(FieldValue.Refusal) -> [Float] {
        guard let bytes = Blob(base64: text)?.bytes else {
            throw .argument(
                "Invalid base64 encoding for vector field [\(name)]: Illegal base64 character")
        }
        guard mapping.dataType == .float else { return bytes.map { Float(Int8(bitPattern: $0)) } }
        guard bytes.count % 4 == 0 else {
            throw .argument(
                "Base64 encoded vector for field [\(name)] has invalid byte length [\(bytes.count)], must be a "
                    + "multiple of 4 (float size)")
        }
        var vector: [Float] = []
        for start in stride(from: 0, to: bytes.count, by: 4) {
            let bits = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[start + $1]) << UInt32($1 * 8) }
            var component = Float(bitPattern: bits)
            if mapping.clips { component = max(-halfMax, min(halfMax, component)) }
            try check(component, mapping)
            vector.append(component)
        }
        return vector
    }

    /// One component of a field's vectors, or of a query.
    static func check(_ component: Float, _ mapping: VectorMapping) throws(FieldValue.Refusal) {
        guard !component.isNaN else { throw .argument("KNN vector values cannot be NaN") }
        guard component.isFinite else { throw .argument("KNN vector values cannot be infinity") }
        if mapping.dataType != .float { return try checkByte(component, mapping.dataType) }
        if mapping.isHalf, component.magnitude > halfMax {
            throw .argument(
                "encoder name is set as [sq] and type is set as [fp16] in index mapping. But, KNN vector values are "
                    + "not within in the FP16 range [-65504.000000, 65504.000000]")
        }
        guard component.magnitude <= componentMax else {
            throw .argument("KASS does not emulate KNN vector values beyond 2^56 of OpenSearch")
        }
    }

    private static func checkByte(_ component: Float, _ type: VectorMapping.DataType) throws(FieldValue.Refusal) {
        let field = "[data_type] field was set as [\(type.rawValue)] in index mapping. But, KNN vector values are "
        guard component == component.rounded(.towardZero) else {
            throw .argument(field + "floats instead of byte integers")
        }
        guard (-128...127).contains(component) else {
            throw .argument(field + "not within in the byte range [-128, 127]")
        }
    }

    /// What the space asks of whole vectors.
    static func check(_ vector: [Float], _ space: VectorSpace) throws(FieldValue.Refusal) {
        guard space == .cosinesimil, vector.allSatisfy({ $0 == 0 }) else { return }
        throw .argument("zero vector is not supported when space type is [cosinesimil]")
    }
}
