import AWSCore
import AWSS3

/// The documents of the knowledge base: what the bucket holds, and what the chatbot says became of each.
struct DocumentLibrary: Sendable {
    let s3: any S3Client
    let gateway: FunctionGateway
    let configuration: FrontDoorConfiguration

    /// `GET /documents?after=`: documents by key, from the one after `after` on; `next` is where the following page
    /// begins.
    func list(_ received: Received) async throws(APIFailure) -> HTTPResponse {
        let after = received.request.query.first { $0.name == "after" }?.value
        guard (after?.utf8.count ?? 0) <= Self.keyBytesMax else {
            throw APIFailure(400, "ValidationError", "after is longer than any document's source.")
        }
        let notes = try await notes(received)
        // Listed after it was asked for notes, an object is never without a note that had been there.
        let objects = try await objects(after: after)
        // What one of the two has not listed yet belongs to the next page.
        let end = [notes.next, objects.next].compactMap(\.self).min { DocumentListing.isOrdered($0, $1) }
        let documents = DocumentListing.merge(objects: objects.items, statuses: notes.items, upTo: end)
        var answer = Document.Object([.init("documents", .list(documents))])
        answer["next"] = end.map { .string($0) }
        return .json(.object(answer))
    }

    /// Of one page; `next` is the last key of it where others follow.
    private typealias Page<Item> = (items: [Item], next: String?)

    /// S3's: UTF-8.
    private static let keyBytesMax = 1_024

    /// Each one's status, as the orchestrator answers the same request.
    private func notes(_ received: Received) async throws(APIFailure) -> Page<Document> {
        let response = try await gateway.answer(received, body: [], by: configuration.orchestrator)
        guard response.status == 200, case .bytes(let bytes) = response.body, let body = try? Document(json: bytes),
            let documents = body["documents"]?.list
        else { throw .functionFailed }
        return (documents, body["next"]?.string)
    }

    private func objects(after: String?) async throws(APIFailure) -> Page<S3.Object> {
        let max = configuration.limits.listedDocumentsMax
        var objects: [S3.Object] = []
        var token: String?
        repeat {
            let page: S3.ListObjectsV2Output
            do throws(S3Error) {
                page = try await s3.listObjectsV2(
                    S3.ListObjectsV2Request(
                        bucket: configuration.bucket, maxKeys: min(max, 1_000), prefix: DocumentName.folder,
                        continuationToken: token, startAfter: after))
            } catch {
                throw .storageUnavailable
            }
            objects += page.contents ?? []
            token = page.isTruncated == true ? page.nextContinuationToken : nil
        } while token != nil && objects.count < max
        let isWhole = token == nil && objects.count <= max
        let items = Array(objects.prefix(max))
        return (items, isWhole ? nil : items.last?.key)
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
