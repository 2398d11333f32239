private import CZip

/// A ZIP package in memory, whose parts are read piece by piece and never beyond the limits.
///
/// Not for two threads at once.
final class ZipArchive {
    /// Bytes unpacked at a time: enough for a parser to run well, small beside everything else.
    private static let pieceBytes = 64 << 10

    private let archive: OpaquePointer
    private let bytes: UnsafeMutableRawBufferPointer
    private let limits: DocumentLimits
    private var expandedBytes = 0
    /// Index of each part by its lowercased name: part names are compared without case (ECMA-376 part 2, 6.2.2.3).
    private let indices: [String: UInt64]
    let names: [String]

    init(_ content: [UInt8], _ limits: DocumentLimits) throws(ExtractionError) {
        // libzip keeps the pointer for as long as the archive is open.
        let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: content.count, alignment: 16)
        bytes.copyBytes(from: content)
        var error = zip_error_t()
        guard let source = zip_source_buffer_create(bytes.baseAddress, UInt64(bytes.count), 0, &error) else {
            bytes.deallocate()
            throw .malformed("The file is a package that cannot be opened.")
        }
        guard let archive = zip_open_from_source(source, Int32(ZIP_RDONLY), &error) else {
            zip_source_free(source)
            bytes.deallocate()
            throw .malformed("The file is a package whose table of contents is damaged.")
        }
        let (names, indices) = Self.directory(of: archive, upTo: limits.entriesMax)
        guard zip_get_num_entries(archive, 0) <= limits.entriesMax else {
            zip_discard(archive)
            bytes.deallocate()
            throw .tooLarge("The file is a package of more than \(limits.entriesMax) parts.")
        }
        (self.archive, self.bytes, self.limits, self.names, self.indices) = (archive, bytes, limits, names, indices)
    }

    deinit {
        zip_discard(archive)
        bytes.deallocate()
    }

    private static func directory(of archive: OpaquePointer, upTo max: Int) -> ([String], [String: UInt64]) {
        var names: [String] = []
        var indices: [String: UInt64] = [:]
        let count = min(zip_get_num_entries(archive, 0), Int64(max))
        for index in 0..<UInt64(Swift.max(0, count)) {
            guard let name = zip_get_name(archive, index, 0).map({ String(cString: $0) }) else { continue }
            names.append(name)
            let path = name.replacing("\\", with: "/").lowercased()
            let key = path.hasPrefix("/") ? String(path.dropFirst()) : path
            // The first of two parts of one name counts; a second one is a trick.
            if indices[key] == nil { indices[key] = index }
        }
        return (names, indices)
    }

    func contains(_ name: String) -> Bool { indices[name.lowercased()] != nil }

    /// Unpacks a part and hands it on in pieces.
    /// - Returns: false when there is no such part.
    func read(
        _ name: String, _ take: (UnsafeBufferPointer<UInt8>) throws(ExtractionError) -> Void
    ) throws(ExtractionError) -> Bool {
        guard let index = indices[name.lowercased()] else { return false }
        var status = zip_stat_t()
        guard zip_stat_index(archive, index, 0, &status) == 0 else {
            throw .malformed("The part \(name) of the package cannot be found.")
        }
        guard status.encryption_method == UInt16(ZIP_EM_NONE) else { throw .needsPassword(isWrong: false) }
        guard let file = zip_fopen_index(archive, index, 0) else {
            throw .malformed("The part \(name) of the package cannot be opened.")
        }
        defer { zip_fclose(file) }
        let piece = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: Self.pieceBytes)
        defer { piece.deallocate() }
        var count = 0
        while true {
            let read = zip_fread(file, piece.baseAddress, UInt64(piece.count))
            guard read >= 0 else { throw .malformed("The part \(name) of the package is damaged.") }
            if read == 0 { return true }
            count += Int(read)
            try check(unpacked: count, packed: Int(clamping: status.comp_size), more: Int(read))
            try take(UnsafeBufferPointer(rebasing: piece[..<Int(read)]))
        }
    }

    /// What was really unpacked counts, not what the directory promises.
    private func check(unpacked: Int, packed: Int, more: Int) throws(ExtractionError) {
        expandedBytes += more
        if unpacked > limits.expansionRatioFreeBytes, unpacked / max(packed, 1) > limits.expansionRatioMax {
            throw .bomb("The file unpacks to more than \(limits.expansionRatioMax) times its size.")
        }
        if expandedBytes > limits.expandedBytesMax {
            throw .bomb("The file unpacks to more than \(limits.expandedBytesMax >> 20) MB.")
        }
    }
}
