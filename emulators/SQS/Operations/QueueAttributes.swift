import AWSCore
import AWSSQS

/// SetQueueAttributes: changes those that are named.
enum SetQueueAttributes {
    static func run(
        _ input: SQS.SetQueueAttributesRequest, _ view: SQSEmulator
    ) async throws(SQSError) -> SQS.SetQueueAttributesOutput {
        try await view.state.write(view.call) { session in
            var queue = try session.queue(at: input.queueUrl)
            if queue.isFIFO, let type = input.attributes[Attribute.fifoQueue], type != "true" {
                throw SQSError.invalidAttribute(Attribute.fifoQueue, "Modifying queue type is not supported.")
            }
            try QueueRules.check(input.attributes, isFIFO: queue.isFIFO)
            try QueueRules.checkEncryption(input.attributes)
            queue.set(input.attributes)
            queue.modified = session.now
            try QueueRules.checkTogether(queue)
            if input.attributes[Attribute.redrivePolicy] != nil { try session.checkRedrivePolicy(of: queue) }
            try session.update(queue)
        }
        return SQS.SetQueueAttributesOutput()
    }
}

/// GetQueueAttributes: those that are named, or all of them.
enum GetQueueAttributes {
    static func run(
        _ input: SQS.GetQueueAttributesRequest, _ view: SQSEmulator
    ) async throws(SQSError) -> SQS.GetQueueAttributesResult {
        let names = Set(input.attributeNames?.map(\.rawValue) ?? [])
        for name in names.sorted() where name != "All" && Attribute.settable[name] == nil {
            guard Attribute.computed.contains(name) else { throw .unknownAttribute(name) }
        }
        let all = try await view.state.read(view.call) { session in
            let queue = try session.queue(at: input.queueUrl)
            return queue.attributes(try session.counts(of: queue))
        }
        let wanted = names.contains("All") ? all : all.filter { names.contains($0.key) }
        return SQS.GetQueueAttributesResult(attributes: wanted.isEmpty ? nil : wanted)
    }
}

extension Queue {
    fileprivate func attributes(_ counts: Session.Counts) -> [String: String] {
        var all = Attribute.defaults
        if isFIFO { all.merge(Attribute.fifoDefaults) { $1 } }
        all.merge(attributes) { $1 }
        all["QueueArn"] = arn
        all["CreatedTimestamp"] = String(created.seconds)
        all["LastModifiedTimestamp"] = String(modified.seconds)
        all["ApproximateNumberOfMessages"] = String(counts.visible)
        all["ApproximateNumberOfMessagesNotVisible"] = String(counts.inFlight)
        all["ApproximateNumberOfMessagesDelayed"] = String(counts.delayed)
        return all
    }
}
