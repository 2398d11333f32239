extension ServiceSelection {
    static let bedrockRuntime = ServiceSelection(
        model: "bedrock-runtime", name: "BedrockRuntime", iamPrefix: "bedrock",
        actions: [
            "Converse": "InvokeModel", "ConverseStream": "InvokeModelWithResponseStream",
            "StartAsyncInvoke": "InvokeModel",
        ],
        resources: [
            ResourceRule("modelId", "foundation-model/"),
            ResourceRule("guardrailIdentifier", "guardrail/"),
            ResourceRule("invocationArn"),
        ])

    static let bedrock = ServiceSelection(
        model: "bedrock", name: "Bedrock", iamPrefix: "bedrock",
        operations: names(
            "ListFoundationModels GetFoundationModel GetFoundationModelAvailability",
            "CreateGuardrail GetGuardrail UpdateGuardrail DeleteGuardrail ListGuardrails CreateGuardrailVersion",
            "CreateInferenceProfile GetInferenceProfile DeleteInferenceProfile ListInferenceProfiles",
            "PutModelInvocationLoggingConfiguration GetModelInvocationLoggingConfiguration",
            "DeleteModelInvocationLoggingConfiguration",
            "CreateProvisionedModelThroughput GetProvisionedModelThroughput UpdateProvisionedModelThroughput",
            "DeleteProvisionedModelThroughput ListProvisionedModelThroughputs",
            "CreateModelInvocationJob GetModelInvocationJob ListModelInvocationJobs StopModelInvocationJob",
            "ListTagsForResource TagResource UntagResource"),
        resources: [
            ResourceRule("modelIdentifier", "foundation-model/"),
            ResourceRule("guardrailIdentifier", "guardrail/"),
            ResourceRule("inferenceProfileIdentifier", "inference-profile/"),
            ResourceRule("provisionedModelId", "provisioned-model/"),
            ResourceRule("jobIdentifier", "model-invocation-job/"),
            ResourceRule("resourceARN"),
        ])

    static let bedrockAgent = ServiceSelection(
        model: "bedrock-agent", name: "BedrockAgent", iamPrefix: "bedrock",
        operations: names(
            "CreateAgent GetAgent UpdateAgent DeleteAgent ListAgents PrepareAgent",
            "GetAgentVersion DeleteAgentVersion ListAgentVersions",
            "CreateAgentActionGroup GetAgentActionGroup UpdateAgentActionGroup DeleteAgentActionGroup",
            "ListAgentActionGroups",
            "CreateAgentAlias GetAgentAlias UpdateAgentAlias DeleteAgentAlias ListAgentAliases",
            "AssociateAgentKnowledgeBase GetAgentKnowledgeBase UpdateAgentKnowledgeBase",
            "DisassociateAgentKnowledgeBase ListAgentKnowledgeBases",
            "CreateKnowledgeBase GetKnowledgeBase UpdateKnowledgeBase DeleteKnowledgeBase ListKnowledgeBases",
            "CreateDataSource GetDataSource UpdateDataSource DeleteDataSource ListDataSources",
            "StartIngestionJob GetIngestionJob StopIngestionJob ListIngestionJobs",
            "IngestKnowledgeBaseDocuments GetKnowledgeBaseDocuments DeleteKnowledgeBaseDocuments",
            "ListKnowledgeBaseDocuments",
            "CreatePrompt GetPrompt UpdatePrompt DeletePrompt ListPrompts CreatePromptVersion",
            "ListTagsForResource TagResource UntagResource"),
        resources: [
            ResourceRule("agentId", "agent-alias/").then("/", "agentAliasId", .decisive),
            ResourceRule("agentId", "agent/"),
            ResourceRule("knowledgeBaseId", "knowledge-base/"),
            ResourceRule("promptIdentifier", "prompt/"),
            ResourceRule("resourceArn"),
        ],
        typeNames: ["Type": "ParameterType"])

    static let bedrockAgentRuntime = ServiceSelection(
        model: "bedrock-agent-runtime", name: "BedrockAgentRuntime", iamPrefix: "bedrock",
        operations: names(
            "InvokeAgent InvokeInlineAgent GetAgentMemory DeleteAgentMemory",
            "Retrieve RetrieveAndGenerate RetrieveAndGenerateStream Rerank GenerateQuery",
            "CreateSession GetSession UpdateSession EndSession DeleteSession ListSessions",
            "CreateInvocation ListInvocations PutInvocationStep GetInvocationStep ListInvocationSteps",
            "ListTagsForResource TagResource UntagResource"),
        actions: ["RetrieveAndGenerateStream": "RetrieveAndGenerate"],
        resources: [
            ResourceRule("agentId", "agent-alias/").then("/", "agentAliasId", .decisive),
            ResourceRule("knowledgeBaseId", "knowledge-base/"),
            ResourceRule("sessionIdentifier", "session/"),
            ResourceRule("resourceArn"),
        ],
        typeNames: ["Type": "ObservationType"])
}
