internal import CVectorKernels

/// What an index is made with, beside its dimension and its metric.
public struct VectorIndexOptions: Sendable {
    /// How the vectors themselves are kept.
    public var precision = VectorPrecision.float32
    /// From which the random rotation is drawn. Same seed, same vectors: same index.
    public var seed: UInt64 = 0x9E37_79B9_7F4A_7C15
    /// Into how many lists compaction sorts the rows, so that a search reads some of them only; 0 for none.
    public var lists = 0
    /// The graph that compaction builds over segments; nil for none. Lists and graphs exclude each other.
    public var graph: VectorGraphOptions? = VectorGraphOptions()
    /// How many rows wait, outside a segment, until compaction is due.
    public var rowsUntilCompaction = 16_384
    /// Called after a write that made compaction due, on the thread that wrote. Run `compact()` where it suits:
    /// on a thread, in a task, later. The index starts none of its own.
    public var onCompactionDue: (@Sendable (VectorIndex) -> Void)?
    /// Whether an acknowledged write survives not only the death of the process but that of the machine.
    public var synchronous = false
    /// The instruction set to use; nil for the best that there is. Answers do not depend on it.
    public var instructions: VectorInstructions?

    public init() {}
}

/// The instruction sets that there are kernels for.
public enum VectorInstructions: Sendable, Hashable, CaseIterable {
    case portable, neon, avx2, avx512

    /// Whether this machine runs them.
    public var isAvailable: Bool { table != nil }

    var table: UnsafePointer<vk_kernels>? {
        switch self {
        case .portable: vk_kernels_at(VK_PORTABLE)
        case .neon: vk_kernels_at(VK_NEON)
        case .avx2: vk_kernels_at(VK_AVX2)
        case .avx512: vk_kernels_at(VK_AVX512)
        }
    }
}

/// The kernels that an index uses.
///
/// Unchecked: the table is constant.
struct Kernels: @unchecked Sendable {
    private let table: UnsafePointer<vk_kernels>

    var pointee: vk_kernels {
        unsafeAddress { table }
    }

    init(_ instructions: VectorInstructions?) {
        table = instructions?.table ?? vk_kernels_best()
    }
}
