#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// Whether a part of a mapped file is in memory.
///
/// While it is not, searches ask for all that their next step reads before they read it: a page that is waited for
/// takes the disk 100 us, and a hundred that are asked for together hardly more.
final class Residency: Sendable {
    private let place: UInt
    private let count: Int
    private let isKnown = Guarded(false)

    /// So many pages are looked at, spread evenly.
    private static let sample = 64
    /// From so many on the file counts as read: what is missing then is hardly ever wanted.
    private static let enough = 60

    init(_ bytes: UnsafeRawPointer, count: Int) {
        (place, self.count) = (UInt(bitPattern: bytes), count)
    }

    /// Whether nearly all of it is in memory, or has been: pages that the system takes back later are read one by one.
    var isResident: Bool {
        isKnown.with { isKnown in
            if !isKnown { isKnown = look() }
            return isKnown
        }
    }

    private func look() -> Bool {
        let page = UInt(RowLayout.page)
        let found = (0..<Self.sample).count { number in
            let address = (place + UInt(count * number / Self.sample)) / page * page
            return Self.isInMemory(UnsafeMutableRawPointer(bitPattern: address))
        }
        return found >= Self.enough
    }

    private static func isInMemory(_ page: UnsafeMutableRawPointer?) -> Bool {
        #if os(Linux)
            var state: UInt8 = 0
            return mincore(page, RowLayout.page, &state) != 0 || state & 1 == 1
        #else
            return true
        #endif
    }

    /// Has the system read some bytes of a mapped file while others are asked for.
    static func fetch(_ bytes: UnsafeRawPointer, _ count: Int) {
        let page = UInt(RowLayout.page), start = UInt(bitPattern: bytes) / page * page
        let end = UInt(bitPattern: bytes) + UInt(count)
        _ = madvise(UnsafeMutableRawPointer(bitPattern: start), Int(end - start), MADV_WILLNEED)
    }
}
