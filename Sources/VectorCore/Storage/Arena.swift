#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// Memory that starts zeroed and never moves: anonymous, on pages of 2 MB where that pays, or a file's.
///
/// Unchecked: whoever writes to it sees to it that nobody reads the same bytes at the same time.
final class Arena: @unchecked Sendable {
    let base: UnsafeMutableRawPointer
    let count: Int
    let isFile: Bool
    private let mapped: UnsafeMutableRawPointer
    private let mappedCount: Int

    private static let hugePage = 2 << 20

    /// `count` zeroed bytes.
    init(count: Int) throws(VectorError) {
        let isLarge = count >= Self.hugePage
        let alignment = isLarge ? Self.hugePage : 0
        let length = max(count, 1) + alignment
        let place = mmap(nil, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0)
        guard let place, place != MAP_FAILED else {
            throw .system(call: "mmap", file: "(memory)", code: errno)
        }
        mapped = place
        mappedCount = length
        base = isLarge ? place.alignedUp(toMultipleOf: Self.hugePage) : place
        (self.count, isFile) = (count, false)
        #if os(Linux)
            if isLarge { _ = madvise(base, count, MADV_HUGEPAGE) }
        #endif
    }

    /// The bytes of an open file; the descriptor may be closed afterwards.
    init(file: Int32, count: Int, writable: Bool, name: String) throws(VectorError) {
        let access = writable ? PROT_READ | PROT_WRITE : PROT_READ
        let place = mmap(nil, count, access, MAP_SHARED, file, 0)
        guard let place, place != MAP_FAILED else { throw .system(call: "mmap", file: name, code: errno) }
        (mapped, mappedCount) = (place, count)
        base = place
        (self.count, isFile) = (count, true)
    }

    deinit { munmap(mapped, mappedCount) }

    /// Says how pages of a file will be read: at random, so that the system does not read their neighbours too, or in
    /// order, so that it reads ahead.
    func expectReads(inOrder: Bool, _ range: Range<Int>) {
        _ = madvise(base + range.lowerBound, range.count, inOrder ? MADV_NORMAL : MADV_RANDOM)
    }

    /// Waits until a file's bytes are on disk.
    func synchronize(name: String) throws(VectorError) {
        guard msync(mapped, mappedCount, MS_SYNC) == 0 else {
            throw .system(call: "msync", file: name, code: errno)
        }
    }
}
