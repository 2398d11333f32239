import AWSCore

// What S3's clients do to a request that no other service's do.
extension HTTPRequest {
    /// The bucket as the first part of the path, wherever the client has put it: `photos.s3.localhost` names one too.
    var withBucketInPath: HTTPRequest {
        guard let host = headers["Host"], let bucket = Endpoint.s3Bucket(inHost: host) else { return self }
        var request = self
        request.path = "/\(bucket)\(path)"
        return request
    }

    /// The body without the `aws-chunked` frames that clients put around it to sign, or to append a checksum.
    var unframedBody: ByteStream {
        guard let payload = headers["x-amz-content-sha256"].flatMap(SigV4Payload.init), payload.isChunked else {
            return body
        }
        let length = headers["x-amz-decoded-content-length"].flatMap { Int64($0) }
        return body.awsChunkedDecoded(payload, decodedLength: length)
    }
}
