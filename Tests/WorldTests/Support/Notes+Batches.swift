import AWSCore
import World

extension Notes {
    /// An input of any members, as operations on several resources have.
    struct Anything: Structure {
        var members: Document

        static let schema = StructureSchema("Anything", [Member("Members", .document)])

        init(members: Document) {
            self.members = members
        }

        init(_ fields: Fields) throws(WireError) {
            members = .object(fields.object)
        }

        var document: Document { members }
    }

    /// An operation that does nothing, of whatever name.
    static func operation(_ name: String, action: String) -> Operation<Notes, Anything, Anything> {
        Operation(OperationSchema(name, input: Anything.schema, output: Anything.schema, iamAction: action)) {
            _, input async throws(ServiceError<Notes>) in input
        }
    }

    /// An answer in events: the numbers from 1 to 5.
    struct Count: EventStreamStructure {
        var eventStream = EventStream((1...5).map { Message(text: "\($0)") })

        static let schema = StructureSchema("Count", [Member("Events", .structure { Message.schema }, .eventStream)])

        init() {}

        init(_ fields: Fields) throws(WireError) {}

        var document: Document { [:] }
    }

    static let count = Operation<Notes, Message, Count>(
        OperationSchema("Count", input: Message.schema, output: Count.schema, iamAction: "dynamodb:Count")
    ) { _, _ async throws(ServiceError<Notes>) in Count() }
}
