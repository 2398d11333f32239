import AWSCore
import World

/// A service small enough to read: it keeps texts under numbers, and fails when told to.
enum Notes: ServiceModel {
    typealias Client = any NotesClient

    static let metadata = ServiceMetadata(
        serviceID: "Notes", iamPrefix: "dynamodb", endpointPrefix: "notes", signingName: "notes",
        apiVersion: "2025-01-01", protocols: [.awsJSON1_0])
    static let operations: [any ServiceOperation<Notes>] = [Operations.getItem]
    static let errors: [any Structure.Type] = []

    struct Message: Structure {
        var text: String

        static let schema = StructureSchema("Message", [Member("Text", .string(), .required)])

        init(text: String) {
            self.text = text
        }

        init(_ fields: Fields) throws(WireError) {
            text = try fields.required("Text")
        }

        var document: Document { ["Text": .string(text)] }
    }

    enum Operations {
        static let getItem = Operation<Notes, Message, Message>(
            OperationSchema(
                "GetItem", input: Message.schema, output: Message.schema, iamAction: "dynamodb:GetItem"),
            resource: { "table/\($0.text)" },
            perform: { client, input async throws(ServiceError<Notes>) in try await client.getItem(input) })
    }
}

protocol NotesClient: Sendable {
    func getItem(_ input: Notes.Message) async throws(ServiceError<Notes>) -> Notes.Message
}

/// Answers with the text it was given; the text "missing" is an error.
struct NotesEmulator: NotesClient {
    let scope: CallScope

    func getItem(_ input: Notes.Message) async throws(ServiceError<Notes>) -> Notes.Message {
        guard input.text != "missing" else { throw ServiceError(ErrorCode("ResourceNotFoundException"), "no note") }
        scope.use(.readRequestUnits, 0.5, on: "table/\(input.text)")
        return input
    }
}

extension World {
    func notes(as principal: Principal? = nil) -> EmulatedInvoker<Notes> {
        EmulatedInvoker(self, caller: caller(principal)) { NotesEmulator(scope: $0) }
    }
}

extension EmulatedInvoker<Notes> {
    @discardableResult
    func get(_ text: String) async throws(ServiceError<Notes>) -> String {
        try await invoke(Notes.Operations.getItem, Notes.Message(text: text)).text
    }
}
