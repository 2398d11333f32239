import AWSCore
import AWSS3

/// One bucket of objects.
final class FakeBucket: Sendable {
    struct State: Sendable {
        var objects: [String: (bytes: [UInt8], lastModified: Timestamp)] = [:]
        var failures: [S3Error] = []
        var reads = 0
    }

    private let state = Lock(State())

    func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }
    var reads: Int { state.withLock { $0.reads } }

    static func tag(_ bytes: [UInt8]) -> String { HashAlgorithm.md5.hexDigest(of: bytes) }

    var client: S3Proxy {
        S3Proxy(
            FakeInvoker<S3> { [self] name, input async throws(S3Error) in
                if let failure = state.withLock({ $0.failures.isEmpty ? nil : $0.failures.removeFirst() }) {
                    throw failure
                }
                switch input {
                case let input as S3.GetObjectRequest:
                    state.withLock { $0.reads += 1 }
                    guard let object = state.withLock({ $0.objects[input.key] }) else {
                        throw S3Error(.noSuchKey, "The specified key does not exist.", status: 404)
                    }
                    return S3.GetObjectOutput(
                        body: .bytes(object.bytes), lastModified: object.lastModified,
                        contentLength: object.bytes.count, eTag: "\"\(Self.tag(object.bytes))\"")
                case let input as S3.HeadObjectRequest:
                    guard state.withLock({ $0.objects[input.key] }) != nil else {
                        throw S3Error(ErrorCode("NotFound"), nil, status: 404)
                    }
                    return S3.HeadObjectOutput()
                case let input as S3.ListObjectsV2Request: return list(input)
                default: throw S3Error(ErrorCode("NotImplemented"), "\(name) is not faked", status: 501)
                }
            })
    }

    /// Pages of two.
    private func list(_ input: S3.ListObjectsV2Request) -> S3.ListObjectsV2Output {
        let objects = state.withLock { $0.objects }.filter { $0.key.hasPrefix(input.prefix ?? "") }
            .sorted { $0.key < $1.key }
        let start = Int(input.continuationToken ?? "0") ?? 0
        let page = objects.dropFirst(start).prefix(2)
        let isTruncated = start + 2 < objects.count
        return S3.ListObjectsV2Output(
            isTruncated: isTruncated,
            contents: page.map { key, object in
                S3.Object(
                    key: key, lastModified: object.lastModified, eTag: "\"\(Self.tag(object.bytes))\"",
                    size: object.bytes.count)
            }, nextContinuationToken: isTruncated ? String(start + 2) : nil)
    }
}
