/// Finds a member by the bytes of its name on the wire, without making a string of them.
///
/// Two words and the length decide names of up to 16 bytes; longer ones are compared whole when those agree.
struct NameTable: Sendable {
    private struct Key: Equatable {
        let length: Int
        let head: UInt64
        let tail: UInt64

        init(_ name: UnsafeRawBufferPointer) {
            length = name.count
            if length >= 8 {
                head = name.loadUnaligned(as: UInt64.self)
                tail = name.loadUnaligned(fromByteOffset: length - 8, as: UInt64.self)
            } else {
                head = name.reduce(0) { $0 << 8 | UInt64($1) }
                tail = 0
            }
        }
    }

    private static let decidedBytesMax = 16

    private let keys: [Key]
    private let names: [[UInt8]]

    init(_ names: [String]) {
        self.names = names.map { Array($0.utf8) }
        keys = self.names.map { $0.withUnsafeBytes { Key($0) } }
    }

    /// - Complexity: O(n) over the names, one comparison of words each.
    func index(of name: UnsafeRawBufferPointer) -> Int? {
        let key = Key(name)
        for index in keys.indices where keys[index] == key {
            if name.count <= Self.decidedBytesMax || names[index].elementsEqual(name) { return index }
        }
        return nil
    }
}
