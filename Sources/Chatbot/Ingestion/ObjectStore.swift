import AWSCore
import AWSS3
import Functions

/// The documents as they were uploaded.
struct ObjectStore: Sendable {
    let client: any S3Client
    let retrier: Retrier

    /// - Returns: nil when there is no such object any more.
    /// - Throws: ``DocumentRefusal`` when it is too large or archived.
    func get(_ event: ObjectEvent, bytesMax: Int) async throws -> StoredObject? {
        if let bytes = event.bytes, bytes > bytesMax { throw Self.tooLarge(bytesMax) }
        do {
            return try await retrier.run("s3:GetObject") {
                let output = try await client.getObject(S3.GetObjectRequest(bucket: event.bucket, key: event.key))
                if let bytes = output.contentLength, bytes > bytesMax { throw Self.tooLarge(bytesMax) }
                return StoredObject(
                    bytes: try await output.body.collect(bytesMax: bytesMax),
                    lastModified: output.lastModified ?? retrier.context.now)
            }
        } catch let error as S3Error where Self.isMissing(error) {
            return nil
        } catch let error as S3Error where error.code == .invalidObjectState {
            throw DocumentRefusal(.archived, "The document is archived in Glacier; restore it to have it indexed.")
        } catch WireError.tooLarge {
            throw Self.tooLarge(bytesMax)
        }
    }

    func exists(_ event: ObjectEvent) async throws -> Bool {
        do {
            _ = try await retrier.run("s3:HeadObject") {
                try await client.headObject(S3.HeadObjectRequest(bucket: event.bucket, key: event.key))
            }
            return true
        } catch let error as S3Error where Self.isMissing(error) {
            return false
        }
    }

    /// Every document in the bucket, by key.
    func documents(in bucket: String) async throws -> [ObjectEvent] {
        var documents: [ObjectEvent] = []
        var token: String?
        repeat {
            let from = token
            let output = try await retrier.run("s3:ListObjectsV2") {
                try await client.listObjectsV2(
                    S3.ListObjectsV2Request(bucket: bucket, prefix: BucketFolder.documents, continuationToken: from))
            }
            documents += (output.contents ?? []).compactMap { object in
                object.key.map { ObjectEvent(bucket: bucket, key: $0, bytes: object.size, tag: object.eTag) }
            }
            token = output.isTruncated == true ? output.nextContinuationToken : nil
        } while token != nil
        return documents.filter(\.isDocument)
    }

    /// HEAD has no body to name a code in.
    private static func isMissing(_ error: S3Error) -> Bool {
        error.code == .noSuchKey || error.status == 404
    }

    private static func tooLarge(_ bytesMax: Int) -> DocumentRefusal {
        DocumentRefusal(.tooLarge, "The document is larger than \(bytesMax / 1_048_576) MB.")
    }
}

struct StoredObject: Sendable {
    var bytes: [UInt8]
    var lastModified: Timestamp
}
