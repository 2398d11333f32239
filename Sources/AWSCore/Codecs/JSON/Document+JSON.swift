/// JSON as it comes, with no schema: policies, events, configuration, golden files.
extension Document {
    /// - Throws: ``WireError/malformed(_:offset:)`` when the bytes are not JSON, ``WireError/tooLarge(_:)`` when they
    ///   nest deeper than ``jsonDepthMax``.
    package init(json: [UInt8]) throws(WireError) {
        self = try JSONParser.parse(json, as: .document)
    }

    /// - Throws: as ``init(json:)-(Array<UInt8>)``.
    package init(json: String) throws(WireError) {
        try self.init(json: Array(json.utf8))
    }

    /// As typed values of `shape`: what is text or a number in JSON may be a blob or a timestamp to the model.
    package init(json: [UInt8], as shape: Shape) throws(WireError) {
        self = try JSONParser.parse(json, as: shape)
    }

    /// An object without some of its members, which are passed over unread: for bytes that are known to be JSON.
    package init(json: [UInt8], without names: Set<String>) throws(WireError) {
        self = try JSONParser.parse(json, without: names)
    }

    package static var jsonDepthMax: Int { JSONParser.depthMax }

    /// Blobs in base64, timestamps as seconds since the epoch, `NaN` and the infinities as strings.
    package func json(_ style: JSONStyle = .compact) -> [UInt8] {
        // Free-form writing meets no shape that it could contradict, so nothing can throw.
        (try? JSONWriter.write(self, as: .document, style: style)) ?? []
    }

    package func jsonText(_ style: JSONStyle = .compact) -> String {
        String(decoding: json(style), as: UTF8.self)
    }
}
