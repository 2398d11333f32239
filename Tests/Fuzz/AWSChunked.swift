import AWSCore

private let key = SigningKey(
    secret: "secret", scope: CredentialScope(date: "20130524", region: "us-east-1", service: "s3"))

/// The first byte says which payload it is and how the rest is split.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = input(start, count)
    guard let choice = bytes.first else { return 0 }
    let payloads = [SigV4Payload.signedChunks, .signedChunksAndTrailer, .unsignedChunksAndTrailer]
    let payload = payloads[Int(choice) % payloads.count]
    let signer = ChunkSigner(seed: "seed", date: SigningDate(.epoch), key: key)
    let isSigned = payload != .unsignedChunksAndTrailer && choice & 0x80 != 0
    let decoder = AWSChunkedDecoder(payload, signer: isSigned ? signer : nil)
    let split = Int(choice) / 3 + 1
    var rest = bytes.dropFirst()
    var decoded = 0
    do {
        while !rest.isEmpty {
            decoded += try decoder.feed(Array(rest.prefix(split))).count
            rest = rest.dropFirst(split)
        }
        try decoder.finish()
    } catch {
        _ = error.wireFailure
    }
    precondition(decoded <= count)
    return 0
}
