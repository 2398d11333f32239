import AWSCore

extension PriceBook {
    /// The list prices of us-east-1 (N. Virginia), which stand in for those of every region.
    public static let usEast1 = PriceBook(dataPrices + computePrices + integrationPrices + modelPrices)

    private static let dataPrices: [Price] = [
        // The on-demand price was halved on 2024-11-01.
        Price("dynamodb", .readRequestUnits, .dollars("0.25"), per: million, from: launch, source: dynamoDB),
        Price("dynamodb", .readRequestUnits, .dollars("0.125"), per: million, from: november2024, source: dynamoDB),
        Price("dynamodb", .writeRequestUnits, .dollars("1.25"), per: million, from: launch, source: dynamoDB),
        Price("dynamodb", .writeRequestUnits, .dollars("0.625"), per: million, from: november2024, source: dynamoDB),
        Price("dynamodb", .streamReadRequests, .dollars("0.02"), per: 100_000, from: launch, source: dynamoDB),
        Price("dynamodb", .storageGBMonths, .dollars("0.25"), per: 1, from: launch, source: dynamoDB),
        Price("s3", .tier1Requests, .dollars("0.005"), per: 1000, from: launch, source: s3),
        Price("s3", .tier2Requests, .dollars("0.0004"), per: 1000, from: launch, source: s3),
        Price("s3", .storageGBMonths, .dollars("0.023"), per: 1, from: launch, source: s3),
        Price("s3", .storageGBMonths, on: "*GLACIER*", .dollars("0.0036"), per: 1, from: glacier2021, source: s3),
        Price("aoss", .indexingOCUHours, .dollars("0.24"), per: 1, from: launch, source: openSearch),
        Price("aoss", .searchOCUHours, .dollars("0.24"), per: 1, from: launch, source: openSearch),
        Price("aoss", .storageGBMonths, .dollars("0.024"), per: 1, from: launch, source: openSearch),
    ]

    private static let computePrices: [Price] = [
        Price("lambda", .requests, .dollars("0.20"), per: million, from: launch, source: lambda),
        Price("lambda", .gbSeconds, .dollars("0.0166667"), per: 1000, from: launch, source: lambda),
        Price("execute-api", .requests, on: "*rest*", .dollars("3.50"), per: million, from: launch, source: apiGateway),
        Price("execute-api", .requests, on: "*http*", .dollars("1.00"), per: million, from: launch, source: apiGateway),
        Price("execute-api", .messages, .dollars("1.00"), per: million, from: launch, source: apiGateway),
        Price("execute-api", .connectionMinutes, .dollars("0.25"), per: million, from: launch, source: apiGateway),
    ]

    private static let integrationPrices: [Price] = [
        Price("events", .events, .dollars("1.00"), per: million, from: launch, source: eventBridge),
        Price("scheduler", .requests, .dollars("1.00"), per: million, from: launch, source: eventBridge),
        Price("sqs", .requests, .dollars("0.40"), per: million, from: launch, source: sqs),
        Price("sqs", .requests, on: "*.fifo", .dollars("0.50"), per: million, from: afterLaunch, source: sqs),
        Price("logs", .ingestedBytes, .dollars("0.50"), per: gibibyte, from: launch, source: cloudWatch),
        Price("logs", .scannedBytes, .dollars("0.005"), per: gibibyte, from: launch, source: cloudWatch),
        Price("logs", .storageGBMonths, .dollars("0.03"), per: 1, from: launch, source: cloudWatch),
        Price("cloudwatch", .requests, .dollars("0.01"), per: 1000, from: launch, source: cloudWatch),
        Price("xray", .tracesRecorded, .dollars("5.00"), per: million, from: launch, source: xRay),
        Price("secretsmanager", .requests, .dollars("0.05"), per: 10_000, from: launch, source: secretsManager),
    ]

    static let million: Int64 = 1_000_000
    private static let gibibyte: Int64 = 1 << 30

    /// 2020-01-01: prices that were in force before any world begins.
    static let launch = Timestamp(seconds: 1_577_836_800)
    /// 2020-01-02: for lines that are narrower than one of ``launch``, since the newest that fits wins.
    private static let afterLaunch = Timestamp(seconds: 1_577_923_200)
    /// 2021-12-01.
    private static let glacier2021 = Timestamp(seconds: 1_638_316_800)
    /// 2024-11-01.
    private static let november2024 = Timestamp(seconds: 1_730_419_200)

    private static let dynamoDB = "https://aws.amazon.com/dynamodb/pricing/on-demand/"
    private static let s3 = "https://aws.amazon.com/s3/pricing/"
    private static let openSearch = "https://aws.amazon.com/opensearch-service/pricing/"
    private static let lambda = "https://aws.amazon.com/lambda/pricing/"
    private static let apiGateway = "https://aws.amazon.com/api-gateway/pricing/"
    private static let eventBridge = "https://aws.amazon.com/eventbridge/pricing/"
    private static let sqs = "https://aws.amazon.com/sqs/pricing/"
    private static let cloudWatch = "https://aws.amazon.com/cloudwatch/pricing/"
    private static let xRay = "https://aws.amazon.com/xray/pricing/"
    private static let secretsManager = "https://aws.amazon.com/secrets-manager/pricing/"
}
