import AWSCore

/// Whatever comes out of a compressed body comes out again once it is compressed anew, and is no longer than allowed.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytesMax = 1 << 16
    guard let body = try? Gzip.inflate(input(start, count), bytesMax: bytesMax) else { return 0 }
    precondition(body.count <= bytesMax)
    guard let compressed = Gzip.deflate(body) else { fatalError("a body cannot be compressed") }
    precondition((try? Gzip.inflate(compressed, bytesMax: bytesMax)) == body)
    precondition(body.isEmpty || (try? Gzip.inflate(compressed, bytesMax: body.count - 1)) == nil)
    return 0
}
