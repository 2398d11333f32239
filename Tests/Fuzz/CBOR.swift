import AWSCore

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = input(start, count)
    for shape in [Shape.document, Everything.shape] {
        expectFixpoint(bytes) { bytes in
            try CBORCodec.read(bytes, as: shape)
        } write: { document in
            try CBORCodec.bytes(of: document, as: shape)
        }
    }
    return 0
}
