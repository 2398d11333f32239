import AWSCore
import Functions

/// Keeps the knowledge base as the bucket is: invoked by EventBridge when an object comes or goes, and daily.
///
/// Lambda retries a failed asynchronous invocation twice, whatever it failed with, and then puts the event into the
/// dead-letter queue with the error. What cannot succeed is therefore remembered in the catalog: the retries read that
/// and fail with the same words at once, without reading the document again.
struct DocumentProcessorFunction: LambdaFunction {
    let configuration: ChatbotConfiguration
    let clients: ChatbotClients

    init(_ configuration: ChatbotConfiguration, _ clients: ChatbotClients) {
        self.configuration = configuration
        self.clients = clients
    }

    /// - Throws: ``FunctionFailure`` in words for the person who uploaded the document.
    func handle(_ event: Document, _ context: FunctionContext) async throws -> Document {
        let ingestor = Ingestor(configuration, clients, context)
        do {
            switch try DocumentEvent(event) {
            case .created(let object) where object.isDocument:
                return describe(try await ingestor.index(object), object, context)
            case .deleted(let object) where object.isDocument:
                return describe(try await ingestor.delete(object), object, context)
            case .created(let object), .deleted(let object):
                return ["status": "ignored", "source": .string(object.key)]
            case .schedule:
                let batch = DailyBatch(ingestor: ingestor, bucket: configuration.names.bucket)
                return try await batch.run().document
            }
        } catch let error as ChatbotError {
            throw error.failure
        } catch {
            context.log("ERROR \(error)")
            throw DocumentFailure(error).failure
        }
    }

    private func describe(_ outcome: Ingestor.Outcome, _ object: ObjectEvent, _ context: FunctionContext) -> Document {
        context.log("INFO \(object.key): \(outcome)")
        var result = Document.Object([
            .init("source", .string(object.key)), .init("doc_id", .string(object.documentID)),
        ])
        switch outcome {
        case .indexed(let chunks):
            result["status"] = "indexed"
            result["chunks"] = .number(Number(chunks))
        case .deleted: result["status"] = "deleted"
        case .unchanged: result["status"] = "unchanged"
        case .superseded: result["status"] = "superseded"
        }
        return .object(result)
    }
}
