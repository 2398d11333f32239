import AWSBedrockRuntime
import AWSCloudWatchLogs
import AWSCore
import AWSDynamoDB
import AWSEventBridge
import AWSLambda
import AWSS3
import AWSSQS
import AWSScheduler
import Testing

/// What generated code does when it runs.
@Suite struct GeneratedCodeTests {
    @Test func absentMembersStayOutOfTheDocument() throws {
        let input = DynamoDB.GetItemInput(tableName: "Orders", key: ["id": .s("1")])
        #expect(input.document == ["TableName": "Orders", "Key": ["id": ["S": "1"]]])
        #expect(try DynamoDB.GetItemInput(input.document) == input)
    }

    @Test func aMissingRequiredMemberIsNamedWithItsPath() {
        let document: Document = ["TableName": "T", "AttributeDefinitions": [["AttributeName": "id"]], "KeySchema": []]
        #expect(throws: WireError.missingMember(path: "AttributeDefinitions.1.AttributeType")) {
            try DynamoDB.CreateTableInput(document)
        }
    }

    @Test func whatAServiceLeavesOutIsEmpty() throws {
        // Recorded from AWS by LocalStack's tests (test_sqs.snapshot.json): no Failed when nothing failed.
        let answer: Document = ["Successful": [["Id": "1", "MessageId": "m", "MD5OfMessageBody": "d"]]]
        #expect(throws: WireError.missingMember(path: "Failed")) { try SQS.SendMessageBatchResult(answer) }
        let output = try SQS.SendMessageBatchResult(received: answer)
        #expect(output.failed.isEmpty && output.successful.map(\.id) == ["1"])
        #expect(try SQS.SendMessageBatchResult(received: ["Successful": [[:]]]).successful.map(\.messageId) == [""])
        #expect(throws: WireError.unexpectedType(expected: "list", at: "Failed")) {
            try SQS.SendMessageBatchResult(received: ["Successful": [], "Failed": 1])
        }
    }

    @Test(arguments: [[:], ["S": "a", "N": "1"], ["X": "a"]] as [Document])
    func anAttributeValueIsExactlyOneOfItsKinds(_ document: Document) {
        #expect(throws: WireError.self) { try DynamoDB.AttributeValue(document) }
    }

    @Test func openUnionsKeepTheNameOfWhatTheyDoNotKnow() throws {
        let shape = Shape.structure { BedrockRuntime.ContentBlock.schema }
        func read(_ json: String) throws -> Document { try Document(json: Array(json.utf8), as: shape) }
        let document = try read(#"{"hologram": {"depth": 3}}"#)
        #expect(try BedrockRuntime.ContentBlock(document) == .sdkUnknown("hologram"))
        #expect(try read(#"{"text": "a", "hologram": 1}"#) == ["text": "a"])
    }

    @Test func streamsAreAttachedAfterwards() async throws {
        var output = try BedrockRuntime.ConverseStreamResponse(Document.object(Document.Object()))
        output.eventStream = EventStream([.messageStart(BedrockRuntime.MessageStartEvent(role: .assistant))])
        var count = 0
        for try await _ in output.stream { count += 1 }
        #expect(count == 1)
        let object = S3.GetObjectOutput(body: .bytes([1, 2]), contentLength: 2)
        #expect(object.payloadStream.length == 2)
        #expect(object.document == ["ContentLength": 2])
    }

    @Test func fractionsHaveTheirRange() {
        let member = BedrockRuntime.InferenceConfiguration.schema.member(named: "temperature")
        #expect(member?.range == 0...1)
    }

    @Test func errorsKnowHowTheyTravel() {
        #expect(SQSError(.queueDoesNotExist).code.rawValue == "AWS.SimpleQueueService.NonExistentQueue")
        #expect(DynamoDBError(.provisionedThroughputExceededException).isThrottling)
        #expect(DynamoDBError(.internalServerError).status == 500)
        #expect(DynamoDBError(.internalServerError).isRetryable)
        #expect(!DynamoDBError(.conditionalCheckFailedException).isRetryable)
    }

    @Test func s3AnswersUnderItsOwnRootElements() {
        #expect(S3.ListObjectsV2Output.schema.xmlName == "ListBucketResult")
        #expect(S3.CompleteMultipartUploadRequest.schema.payloadMember?.wireName == "CompleteMultipartUpload")
        #expect(S3.metadata.signsPathOnce)
    }

    @Test func resourcesAreNamedAsPoliciesNameThem() {
        let table = "arn:aws:dynamodb:eu-west-1:123456789012:table/Orders"
        let query = DynamoDB.Operations.query
        #expect(query.resource(DynamoDB.QueryInput(tableName: "Orders")) == "table/Orders")
        #expect(
            query.resource(DynamoDB.QueryInput(tableName: table, indexName: "ByDate")) == "table/Orders/index/ByDate")
        #expect(S3.Operations.getObject.resource(S3.GetObjectRequest(bucket: "b", key: "k/1")) == "b/k/1")
        #expect(S3.Operations.listBuckets.resource(S3.ListBucketsRequest()) == nil)
        let rule = EventBridge.Operations.putRule
        #expect(rule.resource(EventBridge.PutRuleRequest(name: "daily")) == "rule/daily")
        #expect(rule.resource(EventBridge.PutRuleRequest(name: "daily", eventBusName: "default")) == "rule/daily")
        #expect(rule.resource(EventBridge.PutRuleRequest(name: "daily", eventBusName: "orders")) == "rule/orders/daily")
        let schedule = Scheduler.GetScheduleInput(name: "daily")
        #expect(Scheduler.Operations.getSchedule.resource(schedule) == "schedule/default/daily")
        let invoke = Lambda.Operations.invoke
        #expect(invoke.resource(Lambda.InvocationRequest(functionName: "f", qualifier: "live")) == "function:f:live")
        #expect(invoke.resource(Lambda.InvocationRequest(functionName: "123456789012:function:f")) == "function:f")
        let queue = "http://localhost:4566/123456789012/orders"
        #expect(SQS.Operations.purgeQueue.resource(SQS.PurgeQueueRequest(queueUrl: queue)) == "orders")
        let stream = CloudWatchLogs.CreateLogStreamRequest(logGroupName: "/aws/f", logStreamName: "s")
        #expect(CloudWatchLogs.Operations.createLogStream.resource(stream) == "log-group:/aws/f:log-stream:s")
    }

    @Test func actionsAreIAMs() {
        #expect(S3.Operations.listObjectsV2.schema.iamAction == "s3:ListBucket")
        #expect(BedrockRuntime.Operations.converse.schema.iamAction == "bedrock:InvokeModel")
        #expect(Lambda.Operations.invoke.schema.iamAction == "lambda:InvokeFunction")
        #expect(DynamoDB.Operations.batchWriteItem.schema.iamAction == "dynamodb:BatchWriteItem")
    }
}
