import AWSLambda

/// Parameters that would have an effect on AWS and have none here.
enum Refusals {
    static func check(_ input: Lambda.CreateFunctionRequest) throws(LambdaError) {
        try refuse(
            "CreateFunction",
            [
                ("VpcConfig", input.vpcConfig?.subnetIds?.isEmpty == false), ("Layers", input.layers?.isEmpty == false),
                ("FileSystemConfigs", input.fileSystemConfigs?.isEmpty == false),
                ("CodeSigningConfigArn", input.codeSigningConfigArn?.isEmpty == false),
                ("SnapStart", input.snapStart?.applyOn == .publishedVersions),
                ("LoggingConfig.LogFormat=JSON", input.loggingConfig?.logFormat == .json),
                ("CapacityProviderConfig", input.capacityProviderConfig != nil), ("PublishTo", input.publishTo != nil),
                ("DurableConfig", input.durableConfig != nil), ("TenancyConfig", input.tenancyConfig != nil),
            ])
    }

    static func check(_ input: Lambda.UpdateFunctionConfigurationRequest) throws(LambdaError) {
        try refuse(
            "UpdateFunctionConfiguration",
            [
                ("VpcConfig", input.vpcConfig?.subnetIds?.isEmpty == false), ("Layers", input.layers?.isEmpty == false),
                ("FileSystemConfigs", input.fileSystemConfigs?.isEmpty == false),
                ("SnapStart", input.snapStart?.applyOn == .publishedVersions),
                ("LoggingConfig.LogFormat=JSON", input.loggingConfig?.logFormat == .json),
                ("CapacityProviderConfig", input.capacityProviderConfig != nil),
                ("DurableConfig", input.durableConfig != nil),
            ])
    }

    static func check(_ input: Lambda.CreateEventSourceMappingRequest) throws(LambdaError) {
        try refuse(
            "CreateEventSourceMapping",
            [
                ("FilterCriteria", input.filterCriteria?.filters?.isEmpty == false),
                ("SelfManagedEventSource", input.selfManagedEventSource != nil),
                ("ProvisionedPollerConfig", input.provisionedPollerConfig != nil),
                ("DestinationConfig", input.destinationConfig != nil),
            ])
    }

    static func check(_ input: Lambda.UpdateEventSourceMappingRequest) throws(LambdaError) {
        try refuse(
            "UpdateEventSourceMapping",
            [
                ("FilterCriteria", input.filterCriteria?.filters?.isEmpty == false),
                ("ProvisionedPollerConfig", input.provisionedPollerConfig != nil),
                ("DestinationConfig", input.destinationConfig != nil),
            ])
    }

    static func refuse(_ operation: String, _ parameters: [(String, Bool)]) throws(LambdaError) {
        for (parameter, isAsked) in parameters where isAsked {
            throw .notEmulated(operation, parameter: parameter)
        }
    }
}
