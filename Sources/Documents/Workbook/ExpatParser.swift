internal import CExpat

/// Reads XML piece by piece and tells a handler what it meets.
///
/// Document types that declare an entity are refused before any can expand; no file of Office has one.
final class ExpatParser {
    /// Elements inside each other. Workbooks need about ten.
    static let depthMax = 256

    private let parser: XML_Parser
    private let handler: any XMLHandler
    private var depth = 0
    fileprivate var failure: ExtractionError?

    init(_ handler: any XMLHandler) {
        guard let parser = XML_ParserCreate(nil) else { preconditionFailure("libexpat is out of memory") }
        self.parser = parser
        self.handler = handler
        XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        XML_SetElementHandler(parser, startElement, endElement)
        XML_SetCharacterDataHandler(parser, characterData)
        XML_SetEntityDeclHandler(parser, entityDeclaration)
    }

    deinit {
        XML_ParserFree(parser)
    }

    func parse(_ piece: UnsafeBufferPointer<UInt8>) throws(ExtractionError) {
        let start = UnsafeRawPointer(piece.baseAddress)?.assumingMemoryBound(to: CChar.self)
        try check(XML_Parse(parser, start, Int32(piece.count), 0))
    }

    func finish() throws(ExtractionError) {
        try check(XML_Parse(parser, nil, 0, 1))
    }

    private func check(_ status: XML_Status) throws(ExtractionError) {
        if let failure { throw failure }
        guard status == XML_STATUS_ERROR else { return }
        let code = XML_GetErrorCode(parser)
        if code == XML_ERROR_AMPLIFICATION_LIMIT_BREACH {
            throw .bomb("The file holds XML that is made to expand without end.")
        }
        let words = XML_ErrorString(code).map { String(cString: $0) } ?? "error \(code.rawValue)"
        throw .malformed("A part of the file is no valid XML (\(words), line \(XML_GetCurrentLineNumber(parser))).")
    }

    fileprivate func stop(_ error: ExtractionError) {
        failure = failure ?? error
        XML_StopParser(parser, 0)
    }

    fileprivate func start(_ name: UnsafePointer<XML_Char>, _ attributes: XMLAttributes) {
        depth += 1
        if depth > Self.depthMax {
            stop(.malformed("A part of the file nests XML deeper than \(Self.depthMax) elements."))
        } else if failure == nil {
            do throws(ExtractionError) {
                try handler.start(XMLName(name), attributes)
            } catch { stop(error) }
        }
    }

    fileprivate func end(_ name: UnsafePointer<XML_Char>) {
        depth -= 1
        guard failure == nil else { return }
        do throws(ExtractionError) {
            try handler.end(XMLName(name))
        } catch { stop(error) }
    }

    fileprivate func text(_ utf8: UnsafeBufferPointer<UInt8>) {
        if failure == nil { handler.characters(utf8) }
    }
}

/// What a reader of one kind of part does.
protocol XMLHandler: AnyObject {
    func start(_ name: XMLName, _ attributes: XMLAttributes) throws(ExtractionError)
    func end(_ name: XMLName) throws(ExtractionError)
    func characters(_ utf8: UnsafeBufferPointer<UInt8>)
}

/// The name of an element without its prefix; valid inside one callback.
struct XMLName {
    private let local: UnsafePointer<CChar>

    init(_ name: UnsafePointer<CChar>) {
        var start = name
        var end = name
        while end.pointee != 0 {
            if end.pointee == 0x3A { start = end + 1 }
            end += 1
        }
        local = start
    }

    static func == (name: XMLName, text: StaticString) -> Bool {
        strncmpASCII(name.local, text)
    }

    var string: String { String(cString: local) }
}

/// The attributes of an element; valid inside one callback.
struct XMLAttributes {
    fileprivate let pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>?

    /// By name without prefix.
    subscript(name: StaticString) -> String? { raw(name).map { String(cString: $0) } }

    func int(_ name: StaticString) -> Int? { self[name].flatMap { Int($0) } }

    func bool(_ name: StaticString) -> Bool { self[name].map { $0 == "1" || $0 == "true" } ?? false }

    /// The bytes up to their closing zero.
    func raw(_ name: StaticString) -> UnsafePointer<CChar>? {
        guard var pair = pairs else { return nil }
        while let key = pair.pointee {
            if XMLName(key) == name { return pair[1] }
            pair += 2
        }
        return nil
    }
}

private func strncmpASCII(_ text: UnsafePointer<CChar>, _ wanted: StaticString) -> Bool {
    for offset in 0..<wanted.utf8CodeUnitCount
    where UInt8(bitPattern: text[offset]) != wanted.utf8Start[offset] { return false }
    return text[wanted.utf8CodeUnitCount] == 0
}

private func parser(_ user: UnsafeMutableRawPointer?) -> ExpatParser? {
    user.map { Unmanaged<ExpatParser>.fromOpaque($0).takeUnretainedValue() }
}

private let startElement: XML_StartElementHandler = { user, name, pairs in
    if let name { parser(user)?.start(name, XMLAttributes(pairs: pairs)) }
}

private let endElement: XML_EndElementHandler = { user, name in
    if let name { parser(user)?.end(name) }
}

private let characterData: XML_CharacterDataHandler = { user, text, count in
    let start = UnsafeRawPointer(text)?.assumingMemoryBound(to: UInt8.self)
    parser(user)?.text(UnsafeBufferPointer(start: start, count: Int(count)))
}

private let entityDeclaration: XML_EntityDeclHandler = { user, _, _, _, _, _, _, _, _ in
    parser(user)?.stop(.bomb("The file holds XML that declares entities of its own, as only harmful files do."))
}
