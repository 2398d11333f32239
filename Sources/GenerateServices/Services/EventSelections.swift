import AWSCore

extension ServiceSelection {
    static let eventBridge = ServiceSelection(
        model: "events", name: "EventBridge", iamPrefix: "events",
        operations: names(
            "CreateEventBus DescribeEventBus UpdateEventBus DeleteEventBus ListEventBuses",
            "PutRule DescribeRule EnableRule DisableRule DeleteRule ListRules ListRuleNamesByTarget",
            "PutTargets RemoveTargets ListTargetsByRule",
            "PutEvents TestEventPattern PutPermission RemovePermission",
            "CreateArchive DescribeArchive UpdateArchive DeleteArchive ListArchives",
            "StartReplay DescribeReplay CancelReplay ListReplays",
            "CreateConnection DescribeConnection UpdateConnection DeleteConnection ListConnections",
            "CreateApiDestination DescribeApiDestination UpdateApiDestination DeleteApiDestination",
            "ListApiDestinations",
            "ListTagsForResource TagResource UntagResource"),
        resources: [
            ResourceRule("Name", "rule/", on: "Rule").inside("EventBusName", orElse: "default", isSilent: true),
            ResourceRule("Rule", "rule/").inside("EventBusName", orElse: "default", isSilent: true),
            ResourceRule("Name", "event-bus/", on: "EventBus"),
            ResourceRule("Name", "connection/", on: "Connection"),
            ResourceRule("Name", "api-destination/", on: "ApiDestination"),
            ResourceRule("ArchiveName", "archive/"),
            ResourceRule("ReplayName", "replay/"),
            ResourceRule("ResourceARN"),
        ])

    static let scheduler = ServiceSelection(
        model: "scheduler", name: "Scheduler", iamPrefix: "scheduler",
        resources: [
            ResourceRule("Name", "schedule-group/", on: "ScheduleGroup"),
            ResourceRule("Name", "schedule/").inside("GroupName", orElse: "default"),
            ResourceRule("ResourceArn"),
        ])

    static let lambda = ServiceSelection(
        model: "lambda", name: "Lambda", iamPrefix: "lambda",
        operations: names(
            "CreateFunction GetFunction GetFunctionConfiguration UpdateFunctionCode UpdateFunctionConfiguration",
            "DeleteFunction ListFunctions PublishVersion ListVersionsByFunction GetAccountSettings",
            "Invoke InvokeWithResponseStream",
            "CreateAlias GetAlias UpdateAlias DeleteAlias ListAliases",
            "CreateEventSourceMapping GetEventSourceMapping UpdateEventSourceMapping DeleteEventSourceMapping",
            "ListEventSourceMappings",
            "AddPermission RemovePermission GetPolicy",
            "PutFunctionConcurrency GetFunctionConcurrency DeleteFunctionConcurrency",
            "PutProvisionedConcurrencyConfig GetProvisionedConcurrencyConfig DeleteProvisionedConcurrencyConfig",
            "ListProvisionedConcurrencyConfigs",
            "CreateFunctionUrlConfig GetFunctionUrlConfig UpdateFunctionUrlConfig DeleteFunctionUrlConfig",
            "ListFunctionUrlConfigs",
            "PutFunctionEventInvokeConfig GetFunctionEventInvokeConfig UpdateFunctionEventInvokeConfig",
            "DeleteFunctionEventInvokeConfig ListFunctionEventInvokeConfigs",
            "ListTags TagResource UntagResource"),
        actions: ["Invoke": "InvokeFunction", "InvokeWithResponseStream": "InvokeFunction"],
        resources: [
            ResourceRule("FunctionName", "function:", on: "Alias").then(":", "Name"),
            ResourceRule("FunctionName", "function:").then(":", "Qualifier"),
            ResourceRule("UUID", "event-source-mapping:"),
            ResourceRule("Resource"),
        ])

    static let sqs = ServiceSelection(
        model: "sqs", name: "SQS", iamPrefix: "sqs",
        actions: [
            "SendMessageBatch": "SendMessage", "DeleteMessageBatch": "DeleteMessage",
            "ChangeMessageVisibilityBatch": "ChangeMessageVisibility",
        ],
        resources: [ResourceRule("QueueUrl", isURL: true), ResourceRule("QueueName"), ResourceRule("SourceArn")],
        errorCodes: sqsErrorCodes)

    /// The codes of the query protocol, by which clients of SQS still go: the Document model has lost them.
    private static let sqsErrorCodes: [String: ErrorCodeRule] = {
        let prefix = "AWS.SimpleQueueService."
        var rules: [String: ErrorCodeRule] = [
            "QueueDoesNotExist": ErrorCodeRule(code: "\(prefix)NonExistentQueue", status: 400),
            "QueueNameExists": ErrorCodeRule(code: "QueueAlreadyExists", status: 400),
            "PurgeQueueInProgress": ErrorCodeRule(code: "\(prefix)PurgeQueueInProgress", status: 403),
            "OverLimit": ErrorCodeRule(code: "OverLimit", status: 403),
            "RequestThrottled": ErrorCodeRule(code: "RequestThrottled", status: 403),
            "InvalidSecurity": ErrorCodeRule(code: "InvalidSecurity", status: 403),
            "InvalidAddress": ErrorCodeRule(code: "InvalidAddress", status: 404),
            "ResourceNotFoundException": ErrorCodeRule(code: "ResourceNotFoundException", status: 404),
            "ReceiptHandleIsInvalid": ErrorCodeRule(code: "ReceiptHandleIsInvalid", status: 404),
            "KmsOptInRequired": ErrorCodeRule(code: "KMS.OptInRequired", status: 403),
            "KmsAccessDenied": ErrorCodeRule(code: "KMS.AccessDeniedException", status: 400),
            "KmsDisabled": ErrorCodeRule(code: "KMS.DisabledException", status: 400),
            "KmsInvalidKeyUsage": ErrorCodeRule(code: "KMS.InvalidKeyUsageException", status: 400),
            "KmsInvalidState": ErrorCodeRule(code: "KMS.InvalidStateException", status: 400),
            "KmsNotFound": ErrorCodeRule(code: "KMS.NotFoundException", status: 400),
            "KmsThrottled": ErrorCodeRule(code: "KMS.ThrottlingException", status: 400),
        ]
        let prefixed = [
            "BatchEntryIdsNotDistinct", "BatchRequestTooLong", "EmptyBatchRequest", "InvalidBatchEntryId",
            "MessageNotInflight", "QueueDeletedRecently", "TooManyEntriesInBatchRequest", "UnsupportedOperation",
        ]
        for shape in prefixed { rules[shape] = ErrorCodeRule(code: prefix + shape, status: 400) }
        return rules
    }()
}
