import AWSCore

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let text = String(decoding: input(start, count), as: UTF8.self)
    if let arn = try? AWSCore.ARN(text) {
        precondition(arn.description == text)
        precondition(arn.resource.hasPrefix(arn.resourceType ?? "") && arn.resource.hasSuffix(arn.resourceID))
    }
    if let bucket = Endpoint.s3Bucket(inHost: text) { precondition(text.hasPrefix(bucket)) }
    if let blob = Blob(base64: text) { precondition(blob.base64 == text) }
    if let decoded = PercentEncoding.decode(text) {
        precondition(PercentEncoding.decode(PercentEncoding.encode(decoded)) == decoded)
    }
    _ = Region(text)
    return 0
}
