/// `xl/styles.xml`, of which only number formats matter here.
final class CellStylesHandler: XMLHandler {
    private var codes: [Int: String] = [:]
    private var formatIDs: [Int] = []
    private var isInCellFormats = false

    func start(_ name: XMLName, _ attributes: XMLAttributes) {
        if name == "numFmt" {
            if let id = attributes.int("numFmtId") { codes[id] = attributes["formatCode"] }
        } else if name == "cellXfs" {
            isInCellFormats = true
        } else if name == "xf", isInCellFormats {
            formatIDs.append(attributes.int("numFmtId") ?? 0)
        }
    }

    func end(_ name: XMLName) {
        if name == "cellXfs" { isInCellFormats = false }
    }

    func characters(_ utf8: UnsafeBufferPointer<UInt8>) {}

    /// One a cell style, by its index.
    func formats(is1904: Bool) -> [NumberFormat] {
        var known: [Int: NumberFormat] = [:]
        return formatIDs.map { id in
            if let format = known[id] { return format }
            let code = codes[id] ?? BuiltInFormats.code(id)
            let format = NumberFormat(code, is1904: is1904)
            known[id] = format
            return format
        }
    }
}

/// Formats that files name by number alone (ECMA-376 part 1, 18.8.30, and what Excel does in other languages).
enum BuiltInFormats {
    static func code(_ id: Int) -> String {
        switch id {
        case 1: "0"
        case 2: "0.00"
        case 3: "#,##0"
        case 4: "#,##0.00"
        case 5, 6: "\"$\"#,##0_);\\(\"$\"#,##0\\)"
        case 7, 8: "\"$\"#,##0.00_);\\(\"$\"#,##0.00\\)"
        case 9: "0%"
        case 10: "0.00%"
        case 11: "0.00E+00"
        case 12: "# ?/?"
        case 13: "# ??/??"
        case 14: "yyyy-mm-dd"
        case 15: "d-mmm-yy"
        case 16: "d-mmm"
        case 17: "mmm-yy"
        case 18: "h:mm AM/PM"
        case 19: "h:mm:ss AM/PM"
        case 20: "h:mm"
        case 21: "h:mm:ss"
        case 22: "yyyy-mm-dd h:mm"
        case 27, 31, 36, 50, 57: "yyyy-mm-dd"
        case 28...30, 51...54, 58: "yyyy-mm-dd"
        case 32, 33, 34, 35, 55, 56: "h:mm:ss"
        case 37, 38: "#,##0_);\\(#,##0\\)"
        case 39, 40: "#,##0.00_);\\(#,##0.00\\)"
        case 41: "_(* #,##0_);_(* \\(#,##0\\);_(* \"-\"_);_(@_)"
        case 42: "_(\"$\"* #,##0_);_(\"$\"* \\(#,##0\\);_(\"$\"* \"-\"_);_(@_)"
        case 43: "_(* #,##0.00_);_(* \\(#,##0.00\\);_(* \"-\"??_);_(@_)"
        case 44: "_(\"$\"* #,##0.00_);_(\"$\"* \\(#,##0.00\\);_(\"$\"* \"-\"??_);_(@_)"
        case 45: "mm:ss"
        case 46: "[h]:mm:ss"
        case 47: "mm:ss.0"
        case 48: "##0.0E+0"
        case 49: "@"
        default: "General"
        }
    }
}
