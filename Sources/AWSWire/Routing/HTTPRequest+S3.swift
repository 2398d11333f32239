import AWSCore

// What S3's clients do to a request that no other service's do.
extension HTTPRequest {
    /// The bucket as the first part of the path, wherever the client has put it: `photos.s3.localhost` names one too, and
    /// so does `photos.localhost` in a request that is signed for S3.
    func withBucketInPath(_ credential: SigningCredential?) -> HTTPRequest {
        guard let host = headers["Host"] else { return self }
        let isSigned = credential?.scope.service == "s3"
        guard let bucket = Endpoint.s3Bucket(inHost: host) ?? (isSigned ? Self.bucket(inLocalHost: host) : nil) else {
            return self
        }
        var request = self
        request.path = "/\(bucket)\(path)"
        return request
    }

    /// What stands before `localhost`, which clients put a bucket's name before as they would before `amazonaws.com`.
    private static func bucket(inLocalHost host: String) -> String? {
        let name = Substring(host.utf8.prefix { $0 != UInt8(ascii: ":") })
        let ending = ".localhost"
        guard name.hasSuffix(ending), name != "s3.localhost" else { return nil }
        return String(name.dropLast(ending.count))
    }

    /// What the request says of its body, where it says it.
    var claimedPayload: SigV4Payload? { headers["x-amz-content-sha256"].flatMap(SigV4Payload.init) }

    /// The body without the `aws-chunked` frames that clients put around it to sign, or to append a checksum, which it is
    /// held against.
    /// - Parameter signature: checks the chunks, or the body as a whole, where it was signed.
    func unframedBody(_ signature: VerifiedSignature? = nil) -> ByteStream {
        guard let payload = claimedPayload, payload.isChunked else {
            return signature.map { body.checked(against: $0.payload) } ?? body
        }
        let length = headers["x-amz-decoded-content-length"].flatMap { Int64($0) }
        return body.awsChunkedDecoded(
            payload, signer: signature?.chunkSigner, decodedLength: length, checksum: trailingChecksum)
    }

    private var trailingChecksum: ChecksumAlgorithm? {
        headers["x-amz-trailer"].flatMap { ChecksumAlgorithm(headerName: $0) }
    }

    /// S3 keeps the checksum that comes behind a body as it keeps one before it.
    var withTrailingChecksumNamed: HTTPRequest {
        guard let algorithm = trailingChecksum, headers["x-amz-sdk-checksum-algorithm"] == nil else { return self }
        var request = self
        request.headers["x-amz-sdk-checksum-algorithm"] = algorithm.rawValue
        return request
    }
}
