/// A document of the library: the name that people know, and the object's key.
struct DocumentName: Hashable, Sendable {
    let key: String

    static let folder = "documents/"

    /// `report.xlsx`, or `raw/notes/a.txt` for an object that is not where uploads are put; the key where both would
    /// be another's.
    var name: String {
        let path = String(key.dropFirst(Self.folder.count))
        let last = String(path.split(separator: "/").last ?? "")
        if Self.key(ofFile: last) == key { return last }
        return path.contains("/") && !path.hasPrefix(Self.folder) ? path : key
    }

    /// - Parameter name: as ``name`` gives it, or any document's key.
    /// - Returns: nil for what no document is called.
    init?(name: String, bytesMax: Int) {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard name.utf8.count <= bytesMax, parts.allSatisfy({ Self.isFit(String($0)) }) else { return nil }
        if name.hasPrefix(Self.folder) {
            key = name
        } else {
            key = parts.count == 1 ? Self.key(ofFile: name) : Self.folder + name
        }
    }

    init?(key: String) {
        guard key.hasPrefix(Self.folder), !key.hasSuffix("/"), key.utf8.count > Self.folder.utf8.count else {
            return nil
        }
        self.key = key
    }

    /// - Parameter fileName: as a client sent it, which may hold a path of the client's.
    init?(fileName: String, bytesMax: Int) {
        let last = fileName.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
        guard last.utf8.count <= bytesMax, Self.isFit(last) else { return nil }
        key = Self.key(ofFile: last)
    }

    /// Nothing that a path or a terminal would read as something else.
    private static func isFit(_ part: String) -> Bool {
        !part.isEmpty && part != "." && part != ".."
            && part.unicodeScalars.allSatisfy { !$0.properties.isNoncharacterCodePoint && !isControl($0) }
    }

    /// Control characters, and those that turn the direction of what follows.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate: true
        case .format: (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
        default: false
        }
    }

    /// The folder of the bucket for each kind, by the name's ending.
    private static func key(ofFile name: String) -> String {
        let ending = name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() }
        let kind =
            switch ending {
            case "xlsx", "xlsm", "xls": "excel"
            case "pdf": "pdf"
            default: "raw"
            }
        return "\(folder)\(kind)/\(name)"
    }
}
