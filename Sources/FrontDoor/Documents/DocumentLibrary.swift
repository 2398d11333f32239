import AWSCore
import AWSS3

/// The documents of the knowledge base: what the bucket holds, and what the chatbot says became of each.
struct DocumentLibrary: Sendable {
    let s3: any S3Client
    let gateway: FunctionGateway
    let configuration: FrontDoorConfiguration

    /// `GET /documents`.
    func list(_ received: Received) async throws(APIFailure) -> HTTPResponse {
        let statuses = try await statuses(received)
        // Listed after it was asked for notes, an object is never without a note that had been there.
        let objects = try await listObjects()
        return .json(["documents": .list(DocumentListing.merge(objects: objects, statuses: statuses))])
    }

    /// Each one's status, as the orchestrator answers the same request.
    private func statuses(_ received: Received) async throws(APIFailure) -> [Document] {
        let response = try await gateway.answer(received, body: [], by: configuration.orchestrator)
        guard response.status == 200, case .bytes(let bytes) = response.body, let body = try? Document(json: bytes),
            let documents = body["documents"]?.list
        else { throw .functionFailed }
        return documents
    }

    private func listObjects() async throws(APIFailure) -> [S3.Object] {
        var objects: [S3.Object] = []
        var token: String?
        repeat {
            let page: S3.ListObjectsV2Output
            do throws(S3Error) {
                page = try await s3.listObjectsV2(
                    S3.ListObjectsV2Request(
                        bucket: configuration.bucket, prefix: DocumentName.folder, continuationToken: token))
            } catch {
                throw .storageUnavailable
            }
            objects += page.contents ?? []
            token = page.isTruncated == true ? page.nextContinuationToken : nil
        } while token != nil && objects.count < configuration.limits.listedDocumentsMax
        return Array(objects.prefix(configuration.limits.listedDocumentsMax))
    }

    /// `DELETE /documents/{name}`: the object goes now, its passages once the bucket's event has been worked off.
    func delete(_ name: String) async throws(APIFailure) -> HTTPResponse {
        let document = try self.document(name)
        do throws(S3Error) {
            _ = try await s3.headObject(S3.HeadObjectRequest(bucket: configuration.bucket, key: document.key))
            _ = try await s3.deleteObject(S3.DeleteObjectRequest(bucket: configuration.bucket, key: document.key))
        } catch {
            throw error.status == 404 ? Self.unknown(name) : .storageUnavailable
        }
        return .json(
            ["name": .string(document.name), "source": .string(document.key), "state": "deleting"], status: 202)
    }

    /// `GET /documents/{name}/passages/{chunk}`: a passage with the ones before and after it.
    func passage(_ chunk: String, of name: String) async throws(APIFailure) -> HTTPResponse {
        let document = try self.document(name)
        try FieldCheck.identifier(chunk, "chunk", configuration.limits)
        let around = PassageNeighbours(of: chunk)
        let found = try await gateway.result(
            of: configuration.vectorSearch,
            [
                "query": .string(document.name), "search_type": "vector", "k": .number(Number(around.ids.count)),
                "filters": ["chunk_id": .list(around.ids.map { .string($0) }), "source": .string(document.key)],
            ])
        let results = found["results"]?.list ?? []
        func result(_ id: String?) -> Document? {
            guard let id else { return nil }
            return results.first { $0["metadata"]?["chunk_id"]?.string == id }
        }
        guard let passage = result(chunk) else {
            throw APIFailure(
                404, "NotFound", "The document has no such passage; it may have changed since it was cited.")
        }
        return .json(
            around.document(passage, before: result(around.before), after: result(around.after), of: document))
    }

    private func document(_ name: String) throws(APIFailure) -> DocumentName {
        let bytesMax = configuration.limits.documentNameBytesMax + DocumentName.folder.utf8.count
        guard let document = DocumentName(name: name, bytesMax: bytesMax) else { throw Self.unknown(name) }
        return document
    }

    private static func unknown(_ name: String) -> APIFailure {
        APIFailure(404, "NotFound", "There is no document of this name.")
    }
}
