import VectorCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Writes to an index in a directory until it is killed, and says on standard output what was acknowledged.
///
/// usage: VectorWriter DIRECTORY FIRST. Adds rows FIRST, FIRST + 1, ...; every third deletes the one before it; every
/// fortieth compacts. `+ ID` and `- ID` are printed once the call has returned: what was printed must be so after a kill.
@main
enum VectorWriter {
    static func main() throws {
        guard CommandLine.arguments.count == 3, let first = UInt64(CommandLine.arguments[2]) else { exit(64) }
        var options = VectorIndexOptions()
        options.graph?.rowsMin = 50
        let index = try VectorIndex(
            directory: CommandLine.arguments[1], dimension: 20, metric: .l2, options: options)
        var id = first
        while true {
            try index.add(id, vector(id))
            say("+ \(id)")
            if id % 3 == 0, try index.delete(id - 1) { say("- \(id - 1)") }
            if id % 40 == 0 { try index.compact(everything: id % 80 == 0) }
            id += 1
        }
    }

    /// What belongs to an id, for the judge to know.
    static func vector(_ id: UInt64) -> [Float] { (0..<20).map { Float((id &* 31 &+ $0 &* 7) % 1000) } }

    private static func say(_ text: String) {
        let bytes = Array((text + "\n").utf8)
        _ = bytes.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
    }
}
