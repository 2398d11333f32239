import AWSCore
import AWSSQS

/// What a redrive policy may say. The words are AWS's, as its clients' bug reports quote them.
extension Session {
    func checkRedrivePolicy(of queue: Queue) throws {
        guard let text = queue.attributes[Attribute.redrivePolicy] else { return }
        func refusal(_ reason: String) -> SQSError { .invalidParameter(Attribute.redrivePolicy, text, reason) }
        guard let document = try? Document(json: text), let object = document.object else {
            throw refusal("Redrive policy is not a valid JSON map.")
        }
        guard let target = object["deadLetterTargetArn"]?.string else {
            throw refusal("Redrive policy does not contain mandatory attribute: deadLetterTargetArn.")
        }
        guard let count = object["maxReceiveCount"] else {
            throw refusal("Redrive policy does not contain mandatory attribute: maxReceiveCount.")
        }
        guard let number = RedrivePolicy.count(document), SQSLimits.receiveCount.contains(number) else {
            let value = count.string ?? count.jsonText()
            throw refusal(
                "Invalid value for maxReceiveCount: \(value), valid values are from 1 to 1000 both inclusive.")
        }
        guard let arn = try? ARN(target), arn.service == "sqs", arn.region == region, arn.account == queue.account
        else { throw refusal("Invalid value for deadLetterTargetArn.") }
        guard let deadLetters = try findQueue(arn: target) else {
            throw refusal("Dead letter target does not exist.")
        }
        guard deadLetters.isFIFO == queue.isFIFO else {
            throw refusal("Dead-letter queue must be same type of queue as the source.")
        }
        let permission = deadLetters.attributes[Attribute.redriveAllowPolicy].flatMap { RedriveAllowPolicy($0) }
        guard permission?.allows(queue.arn) ?? true else {
            throw refusal("The dead-letter queue's redrive allow policy does not permit this source queue.")
        }
    }
}
