/// Why a vector, a query or a file was refused.
public enum VectorError: Error, Sendable, Hashable {
    /// The vector has so many components (for bits: bytes), the index takes others.
    case wrongDimension(got: Int, expected: Int)
    /// A component is NaN or infinite, at this place.
    case notFinite(component: Int)
    /// The component, at this place, is beyond 2^56, so that squares of it would not add up.
    case tooLarge(component: Int)
    /// A vector of length 0 has no cosine to anything.
    case zeroVector
    /// Halves reach to 65,504.
    case tooLargeForHalf(component: Int)
    /// Floats asked of an index of bits, or the other way round.
    case wrongElement
    /// The file is damaged or not ours: which, and what does not hold.
    case corrupt(file: String, reason: String)
    /// The file was written by a later version of this library.
    case unsupportedVersion(file: String, version: UInt32)
    /// The directory holds an index of another dimension, metric or precision.
    case differentIndex(reason: String)
    /// The system refused: the call, the file, and `errno`.
    case system(call: String, file: String, code: Int32)
}
