/// `xl/workbook.xml`: the sheets in their order, and from which year days are counted.
final class WorkbookPartHandler: XMLHandler {
    struct SheetEntry {
        let name: String
        let isHidden: Bool
        let relation: String
    }

    private(set) var sheets: [SheetEntry] = []
    private(set) var is1904 = false

    func start(_ name: XMLName, _ attributes: XMLAttributes) throws(ExtractionError) {
        if name == "sheet" {
            let state = attributes["state"] ?? "visible"
            sheets.append(
                SheetEntry(
                    name: attributes["name"] ?? "Sheet\(sheets.count + 1)", isHidden: state != "visible",
                    relation: attributes["id"] ?? ""))
        } else if name == "workbookPr" {
            is1904 = attributes.bool("date1904")
        }
    }

    func end(_ name: XMLName) {}
    func characters(_ utf8: UnsafeBufferPointer<UInt8>) {}
}

/// `_rels/….rels`
final class RelationsHandler: XMLHandler {
    private let folder: String
    private(set) var relations = Relations()

    /// - Parameter folder: of the part whose relations these are; targets are relative to it.
    init(folder: String) {
        self.folder = folder
    }

    func start(_ name: XMLName, _ attributes: XMLAttributes) throws(ExtractionError) {
        guard name == "Relationship", let id = attributes["Id"], let target = attributes["Target"],
            attributes["TargetMode"] != "External"
        else { return }
        relations.add(id, type: attributes["Type"] ?? "", target: Self.resolve(target, in: folder))
    }

    func end(_ name: XMLName) {}
    func characters(_ utf8: UnsafeBufferPointer<UInt8>) {}

    /// A path without leading slash, its `.` and `..` followed.
    static func resolve(_ target: String, in folder: String) -> String {
        let isAbsolute = target.hasPrefix("/")
        var parts: [Substring] = []
        for part in ((isAbsolute ? "" : folder) + target).replacing("\\", with: "/").split(separator: "/") {
            if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(part) }
        }
        return parts.joined(separator: "/")
    }
}

/// `docProps/core.xml`
final class CorePropertiesHandler: XMLHandler {
    private(set) var title = ""
    private var isInside = false

    func start(_ name: XMLName, _ attributes: XMLAttributes) { isInside = name == "title" }
    func end(_ name: XMLName) { isInside = false }
    func characters(_ utf8: UnsafeBufferPointer<UInt8>) {
        if isInside { title += String(decoding: utf8, as: UTF8.self) }
    }
}

/// `xl/sharedStrings.xml`: texts that cells name by their number.
final class SharedStringsHandler: XMLHandler {
    private(set) var strings: [String] = []
    private var text = RichText()
    private let limits: DocumentLimits

    init(_ limits: DocumentLimits) {
        self.limits = limits
    }

    func start(_ name: XMLName, _ attributes: XMLAttributes) throws(ExtractionError) {
        if name == "si" { text.clear() } else { text.start(name) }
    }

    func end(_ name: XMLName) throws(ExtractionError) {
        guard name == "si" else { return text.end(name) }
        guard strings.count < limits.cellsMax else {
            throw .tooLarge("The workbook has more than \(limits.cellsMax) different texts.")
        }
        strings.append(text.string)
    }

    func characters(_ utf8: UnsafeBufferPointer<UInt8>) { text.characters(utf8) }
}

/// The text of an item or an inline string: one run or many, without the reading aids of Japanese (`rPh`).
struct RichText {
    private var bytes: [UInt8] = []
    private var isInText = false
    private var phoneticDepth = 0

    mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        isInText = false
        phoneticDepth = 0
    }

    mutating func start(_ name: XMLName) {
        if name == "t" { isInText = true } else if name == "rPh" { phoneticDepth += 1 }
    }

    mutating func end(_ name: XMLName) {
        if name == "t" { isInText = false } else if name == "rPh" { phoneticDepth -= 1 }
    }

    mutating func characters(_ utf8: UnsafeBufferPointer<UInt8>) {
        if isInText, phoneticDepth == 0 { bytes.append(contentsOf: utf8) }
    }

    var string: String { EscapedCharacters.decode(bytes) }
}

/// `_x000D_`: how SpreadsheetML writes what XML cannot hold (ECMA-376 part 1, 22.9.2.19).
enum EscapedCharacters {
    static func decode(_ bytes: [UInt8]) -> String {
        guard bytes.contains(sequence: "_x") else { return String(decoding: bytes, as: UTF8.self) }
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if let unit = unit(in: bytes, at: index) {
                if let scalar = Unicode.Scalar(unit) { result.append(contentsOf: String(scalar).utf8) }
                index += 7
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func unit(in bytes: [UInt8], at index: Int) -> UInt16? {
        guard index + 7 <= bytes.count, bytes[index] == UInt8(ascii: "_"), bytes[index + 1] == UInt8(ascii: "x"),
            bytes[index + 6] == UInt8(ascii: "_")
        else { return nil }
        return UInt16(String(decoding: bytes[index + 2..<index + 6], as: UTF8.self), radix: 16)
    }
}
