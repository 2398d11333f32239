import AWSCore

/// The events of an output, with their type forgotten.
struct OutgoingEvents: Sendable {
    /// The union of all events.
    let schema: StructureSchema
    let documents: any AsyncSequence<Document, any Error> & Sendable

    init<Output: EventStreamStructure>(_ output: Output) {
        schema = Output.Event.schema
        documents = output.eventStream.map(\.document)
    }
}

