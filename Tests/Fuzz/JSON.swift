import AWSCore

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = input(start, count)
    let codec = RESTJSONBody()
    for shape in [Shape.document, Everything.shape] {
        expectFixpoint(bytes) { bytes in
            try codec.decode(bytes, as: shape, payload: nil)
        } write: { document in
            try codec.encode(document, as: shape, payload: nil)
        }
    }
    return 0
}
