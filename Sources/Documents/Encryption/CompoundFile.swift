/// An OLE2 compound file ([MS-CFB]): the streams of its root storage, by name. Chains that loop or leave the file are
/// refused.
struct CompoundFile {
    static let signature: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

    private static let endOfChain: UInt32 = 0xFFFF_FFFE
    private static let sectorMax: UInt32 = 0xFFFF_FFFA
    private static let directoryEntryBytes = 128
    private static let miniSectorBytes = 64
    private static let headerTableEntries = 109

    private struct Entry {
        let name: String
        let kind: UInt8
        let start: UInt32
        let count: Int
    }

    private let bytes: [UInt8]
    private let sectorBytes: Int
    private let miniStreamMax: Int
    private var table: [UInt32] = []
    private var miniTable: [UInt32] = []
    private var miniStream: [UInt8] = []
    private var entries: [Entry] = []

    init(_ bytes: [UInt8]) throws(ExtractionError) {
        guard bytes.count >= 512, bytes.starts(with: Self.signature) else { throw Self.damaged }
        self.bytes = bytes
        let shift = Int(bytes.littleEndian16(at: 30))
        guard shift == 9 || shift == 12 else { throw Self.damaged }
        sectorBytes = 1 << shift
        miniStreamMax = Int(bytes.littleEndian32(at: 56))
        try readTable()
        let directory = try chain(from: bytes.littleEndian32(at: 48), limit: bytes.count)
        entries = Self.entries(of: directory)
        miniTable = Self.words(try chain(from: bytes.littleEndian32(at: 60), limit: bytes.count))
        if let root = entries.first(where: { $0.kind == 5 }), root.count > 0 {
            miniStream = try chain(from: root.start, limit: root.count)
        }
    }

    private static var damaged: ExtractionError { .malformed("The file is an Office file that is damaged.") }

    var names: [String] { entries.map(\.name) }

    /// The bytes of a stream; nil when there is none of that name.
    func stream(_ name: String) throws(ExtractionError) -> [UInt8]? {
        guard let entry = entries.first(where: { $0.kind == 2 && $0.name == name }) else { return nil }
        guard entry.count <= bytes.count else { throw Self.damaged }
        if entry.count >= miniStreamMax { return try chain(from: entry.start, limit: entry.count) }
        return try miniChain(from: entry.start, limit: entry.count)
    }

    /// The allocation table: its own sectors are listed in the header and then in a chain of lists.
    private mutating func readTable() throws(ExtractionError) {
        var listed = (0..<Self.headerTableEntries).map { bytes.littleEndian32(at: 76 + $0 * 4) }
        var next = bytes.littleEndian32(at: 68)
        var listsLeft = bytes.count / sectorBytes
        while next < Self.sectorMax, listsLeft > 0 {
            let words = Self.words(Array(try sector(next)))
            listed += words.dropLast()
            next = words.last ?? Self.endOfChain
            listsLeft -= 1
        }
        for number in listed where number < Self.sectorMax {
            guard table.count * 4 <= bytes.count else { throw Self.damaged }
            table += Self.words(Array(try sector(number)))
        }
    }

    private func sector(_ number: UInt32) throws(ExtractionError) -> ArraySlice<UInt8> {
        let start = (Int(number) + 1) * sectorBytes
        guard start < bytes.count else { throw Self.damaged }
        return bytes[start..<min(start + sectorBytes, bytes.count)]
    }

    private func chain(from start: UInt32, limit: Int) throws(ExtractionError) -> [UInt8] {
        var content: [UInt8] = []
        var next = start
        var sectorsLeft = bytes.count / sectorBytes + 1
        while next < Self.sectorMax, content.count < limit {
            guard sectorsLeft > 0, Int(next) < table.count else { throw Self.damaged }
            content += try sector(next)
            next = table[Int(next)]
            sectorsLeft -= 1
        }
        return Array(content.prefix(limit))
    }

    private func miniChain(from start: UInt32, limit: Int) throws(ExtractionError) -> [UInt8] {
        var content: [UInt8] = []
        var next = start
        while next < Self.sectorMax, content.count < limit {
            let offset = Int(next) * Self.miniSectorBytes
            guard Int(next) < miniTable.count, offset < miniStream.count else { throw Self.damaged }
            content += miniStream[offset..<min(offset + Self.miniSectorBytes, miniStream.count)]
            next = miniTable[Int(next)]
        }
        return Array(content.prefix(limit))
    }

    private static func words(_ bytes: [UInt8]) -> [UInt32] {
        stride(from: 0, to: bytes.count / 4 * 4, by: 4).map { bytes.littleEndian32(at: $0) }
    }

    private static func entries(of directory: [UInt8]) -> [Entry] {
        stride(from: 0, to: directory.count / directoryEntryBytes * directoryEntryBytes, by: directoryEntryBytes)
            .compactMap { offset in
                let nameBytes = Int(directory.littleEndian16(at: offset + 64))
                let kind = directory[offset + 66]
                guard kind != 0, (2...64).contains(nameBytes) else { return nil }
                let units = stride(from: 0, to: nameBytes - 2, by: 2).map { directory.littleEndian16(at: offset + $0) }
                return Entry(
                    name: String(decoding: units, as: UTF16.self), kind: kind,
                    start: directory.littleEndian32(at: offset + 116),
                    count: Int(directory.littleEndian32(at: offset + 120)))
            }
    }
}

extension Array where Element == UInt8 {
    /// The caller knows that the bytes are there.
    func littleEndian16(at offset: Int) -> UInt16 {
        UInt16(self[offset]) | UInt16(self[offset + 1]) << 8
    }

    func littleEndian32(at offset: Int) -> UInt32 {
        UInt32(littleEndian16(at: offset)) | UInt32(littleEndian16(at: offset + 2)) << 16
    }
}
