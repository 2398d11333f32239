// What watches and guards a system: logs, metrics, traces, secrets, identity; and two services with few operations.

extension ServiceSelection {
    static let cloudWatchLogs = ServiceSelection(
        model: "logs", name: "CloudWatchLogs", iamPrefix: "logs",
        operations: names(
            "CreateLogGroup DeleteLogGroup DescribeLogGroups PutRetentionPolicy DeleteRetentionPolicy",
            "AssociateKmsKey DisassociateKmsKey",
            "CreateLogStream DeleteLogStream DescribeLogStreams PutLogEvents GetLogEvents FilterLogEvents",
            "PutSubscriptionFilter DescribeSubscriptionFilters DeleteSubscriptionFilter",
            "PutMetricFilter DescribeMetricFilters DeleteMetricFilter TestMetricFilter",
            "StartQuery StopQuery GetQueryResults DescribeQueries GetLogRecord GetLogGroupFields StartLiveTail",
            "PutQueryDefinition DescribeQueryDefinitions DeleteQueryDefinition",
            "PutResourcePolicy DescribeResourcePolicies DeleteResourcePolicy",
            "ListTagsForResource TagResource UntagResource ListTagsLogGroup TagLogGroup UntagLogGroup"),
        resources: [
            // Denials name a group as `log-group:NAME:log-stream:`, which is why policies end in `:*`.
            ResourceRule("logGroupName", "log-group:").then(":log-stream:", "logStreamName", .separatorAlways),
            ResourceRule("resourceArn"),
        ])

    static let cloudWatch = ServiceSelection(
        model: "cloudwatch", name: "CloudWatch", iamPrefix: "cloudwatch",
        operations: names(
            "PutMetricData GetMetricData GetMetricStatistics ListMetrics",
            "PutMetricAlarm PutCompositeAlarm DescribeAlarms DescribeAlarmsForMetric DescribeAlarmHistory",
            "DeleteAlarms EnableAlarmActions DisableAlarmActions SetAlarmState",
            "PutDashboard GetDashboard ListDashboards DeleteDashboards",
            "ListTagsForResource TagResource UntagResource"),
        resources: [
            ResourceRule("AlarmName", "alarm:"),
            ResourceRule("DashboardName", "dashboard/"),
            ResourceRule("ResourceARN"),
        ])

    static let xray = ServiceSelection(
        model: "xray", name: "XRay", iamPrefix: "xray",
        operations: names(
            "PutTraceSegments PutTelemetryRecords GetTraceSummaries BatchGetTraces GetServiceGraph GetTraceGraph",
            "GetTimeSeriesServiceStatistics",
            "CreateSamplingRule UpdateSamplingRule DeleteSamplingRule GetSamplingRules GetSamplingTargets",
            "GetSamplingStatisticSummaries",
            "CreateGroup GetGroup UpdateGroup DeleteGroup GetGroups",
            "ListTagsForResource TagResource UntagResource"),
        resources: [ResourceRule("GroupARN"), ResourceRule("GroupName", "group/"), ResourceRule("ResourceARN")])

    static let secretsManager = ServiceSelection(
        model: "secretsmanager", name: "SecretsManager", iamPrefix: "secretsmanager",
        resources: [ResourceRule("SecretId", "secret:"), ResourceRule("Name", "secret:")])

    static let sts = ServiceSelection(
        model: "sts", name: "STS", iamPrefix: "sts",
        resources: [ResourceRule("RoleArn"), ResourceRule("Name", "federated-user/")])

    /// Asked, not emulated: what a role may do.
    static let iam = ServiceSelection(
        model: "iam", name: "IAM", iamPrefix: "iam", operations: names("SimulatePrincipalPolicy"),
        resources: [ResourceRule("PolicySourceArn")])

    static let openSearchServerless = ServiceSelection(
        model: "opensearchserverless", name: "OpenSearchServerless", iamPrefix: "aoss",
        operations: names(
            "CreateCollection UpdateCollection DeleteCollection ListCollections BatchGetCollection",
            "CreateSecurityPolicy GetSecurityPolicy UpdateSecurityPolicy DeleteSecurityPolicy ListSecurityPolicies",
            "CreateAccessPolicy GetAccessPolicy UpdateAccessPolicy DeleteAccessPolicy ListAccessPolicies",
            "CreateLifecyclePolicy UpdateLifecyclePolicy DeleteLifecyclePolicy ListLifecyclePolicies",
            "BatchGetLifecyclePolicy BatchGetEffectiveLifecyclePolicy",
            "CreateVpcEndpoint UpdateVpcEndpoint DeleteVpcEndpoint ListVpcEndpoints BatchGetVpcEndpoint",
            "CreateIndex GetIndex UpdateIndex DeleteIndex",
            "GetAccountSettings UpdateAccountSettings GetPoliciesStats",
            "ListTagsForResource TagResource UntagResource"),
        resources: [
            ResourceRule("id", "collection/", on: "Collection"),
            ResourceRule("id", "collection/", on: "Index"),
            ResourceRule("resourceArn"),
        ])

    static let apiGatewayManagement = ServiceSelection(
        model: "apigatewaymanagementapi", name: "ApiGatewayManagement", iamPrefix: "execute-api",
        actions: [
            "DeleteConnection": "ManageConnections", "GetConnection": "ManageConnections",
            "PostToConnection": "ManageConnections",
        ],
        resources: [ResourceRule("ConnectionId", "@connections/")])
}
