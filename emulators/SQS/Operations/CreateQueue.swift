import AWSCore
import AWSSQS

/// CreateQueue: makes a queue, or finds one of that name whose attributes do not differ from those asked for.
enum CreateQueue {
    static func run(_ input: SQS.CreateQueueRequest, _ view: SQSEmulator) async throws(SQSError)
        -> SQS.CreateQueueResult
    {
        let attributes = input.attributes ?? [:]
        let isFIFO = attributes[Attribute.fifoQueue] == "true"
        try QueueRules.checkName(input.queueName, isFIFO: isFIFO)
        try QueueRules.check(attributes, isFIFO: isFIFO)
        try QueueRules.checkEncryption(attributes)
        try QueueRules.checkTags(input.tags ?? [:])
        try await view.state.write(view.call) { session in
            try session.createQueue(input.queueName, attributes, tags: input.tags ?? [:])
        }
        let address = QueueAddress(account: view.call.account, name: input.queueName)
        return SQS.CreateQueueResult(queueUrl: address.url(for: view.call))
    }
}

extension Session {
    fileprivate func createQueue(_ name: String, _ attributes: [String: String], tags: [String: String]) throws {
        if let queue = try findQueue(QueueAddress(account: account, name: name)) {
            return try compare(queue, with: attributes)
        }
        if let deleted = try deletionTime(of: name), now < deleted + state.settings.deletionInterval {
            throw SQSError(
                .queueDeletedRecently,
                "You must wait 60 seconds after deleting a queue before you can create another with the same name.")
        }
        var queue = Queue(
            id: 0, account: account, region: region, name: name, created: now, modified: now, attributes: [:])
        queue.set(attributes)
        try QueueRules.checkTogether(queue)
        try checkRedrivePolicy(of: queue)
        try putTags(tags, on: try insertQueue(name, queue.attributes))
    }

    private func compare(_ queue: Queue, with attributes: [String: String]) throws {
        for (name, value) in attributes.sorted(by: { $0.key < $1.key }) where queue.value(name) ?? "" != value {
            throw SQSError(
                .queueNameExists,
                "A queue already exists with the same name and a different value for attribute \(name)")
        }
    }
}
