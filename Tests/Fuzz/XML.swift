import AWSCore

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = input(start, count)
    let codec = RESTXMLBody()
    _ = XMLReader.rootName(of: bytes)
    expectFixpoint(bytes) { bytes in
        try codec.decode(bytes, as: Everything.typedShape, payload: nil)
    } write: { document in
        try codec.encode(document, as: Everything.typedShape, payload: nil)
    }
    return 0
}
