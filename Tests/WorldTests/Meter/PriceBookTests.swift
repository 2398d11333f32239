import AWSCore
import Testing
import World

@Suite struct PriceBookTests {
    static let march2025 = Timestamp(seconds: 1_740_787_200)
    static let march2024 = Timestamp(seconds: 1_709_251_200)

    struct Case: Sendable {
        let service: String
        let usage: Usage
        let cost: String
    }

    /// AWS's list prices for us-east-1 in March 2025, multiplied by hand.
    @Test(arguments: [
        Case(service: "dynamodb", usage: Usage(.readRequestUnits, 1_000_000), cost: "$0.125"),
        Case(service: "dynamodb", usage: Usage(.readRequestUnits, 0.5), cost: "$0.000000063"),
        Case(service: "dynamodb", usage: Usage(.writeRequestUnits, 1), cost: "$0.000000625"),
        Case(service: "s3", usage: Usage(.tier1Requests, 1000), cost: "$0.005"),
        Case(service: "s3", usage: Usage(.tier2Requests, 1), cost: "$0.0000004"),
        Case(service: "s3", usage: Usage(.storageGBMonths, 100), cost: "$2.30"),
        Case(service: "s3", usage: Usage(.storageGBMonths, 100, on: "b/GLACIER"), cost: "$0.36"),
        Case(service: "lambda", usage: Usage(.requests, 3_000_000), cost: "$0.60"),
        Case(service: "lambda", usage: Usage(.gbSeconds, 400_000), cost: "$6.66668"),
        Case(service: "lambda", usage: Usage(.gbSeconds, 0.128), cost: "$0.000002133"),
        Case(
            service: "bedrock", usage: Usage(.inputTokens, 1000, on: "anthropic.claude-3-5-sonnet-20240620-v1:0"),
            cost: "$0.003"),
        Case(
            service: "bedrock",
            usage: Usage(.outputTokens, 1000, on: "us.anthropic.claude-3-haiku-20240307-v1:0"), cost: "$0.00125"),
        Case(
            service: "bedrock", usage: Usage(.inputTokens, 7, on: "amazon.titan-embed-text-v2:0"),
            cost: "$0.00000014"),
        Case(service: "bedrock", usage: Usage(.inputTokens, 7, on: "some.unknown-model"), cost: "$0.00"),
        Case(service: "bedrock", usage: Usage(.guardrailTextUnits, 1000), cost: "$0.15"),
        Case(service: "events", usage: Usage(.events, 1_000_000), cost: "$1.00"),
        Case(service: "sqs", usage: Usage(.requests, 1_000_000, on: "jobs"), cost: "$0.40"),
        Case(service: "sqs", usage: Usage(.requests, 1_000_000, on: "jobs.fifo"), cost: "$0.50"),
        Case(service: "aoss", usage: Usage(.searchOCUHours, 730), cost: "$175.20"),
        Case(service: "logs", usage: Usage(.ingestedBytes, 1_073_741_824), cost: "$0.50"),
        Case(service: "unknown", usage: Usage(.requests, 1), cost: "$0.00"),
    ]) func useCostsWhatAWSLists(entry: Case) {
        #expect(
            PriceBook.usEast1.cost(of: entry.usage, service: entry.service, at: Self.march2025).description
                == entry.cost)
    }

    @Test func thePriceIsThatOfTheDay() {
        let million = Usage(.writeRequestUnits, 1_000_000)
        let book = PriceBook.usEast1
        #expect(book.cost(of: million, service: "dynamodb", at: Self.march2024).description == "$1.25")
        #expect(book.cost(of: million, service: "dynamodb", at: Self.march2025).description == "$0.625")
        let november = Timestamp(seconds: 1_730_419_200)
        #expect(book.cost(of: million, service: "dynamodb", at: november).description == "$0.625")
        #expect(book.cost(of: million, service: "dynamodb", at: november + .seconds(-1)).description == "$1.25")
        #expect(book.cost(of: million, service: "dynamodb", at: .epoch) == .zero)
        #expect(book.price(of: .writeRequestUnits, service: "dynamodb", resource: nil, at: .epoch) == nil)
    }

    @Test func sumsDoNotDependOnTheOrder() throws {
        let amounts = [0.1, 0.2, 0.3, 1e9, 0.000001]
        let sums = [amounts, amounts.reversed()].map { amounts in
            amounts.reduce(Int64(0)) { $0 + Usage(.gbSeconds, $1).millionths }
        }
        #expect(sums[0] == sums[1])
        #expect(sums[0] == 1_000_000_000_600_001)
    }

    @Test func oddAmountsDoNoHarm() {
        #expect(Usage(.events, .nan).millionths == 0)
        #expect(Usage(.events, .infinity).millionths == .max)
        #expect(Usage(.events, -.infinity).millionths == 0)
        #expect(Usage(.events, 1e300).millionths == .max)
        let price = PriceBook.usEast1.cost(of: Usage(.events, 1e300), service: "events", at: Self.march2025)
        #expect(price > .zero)
        #expect(Cost(nanodollars: .max) + Cost(nanodollars: 1) == Cost(nanodollars: .max))
        #expect(Cost(nanodollars: -1_500_000_000).description == "-$1.50")
    }

    @Test func recordsAndTotalsHaveACost() async throws {
        let world = try World()
        for _ in 0..<4 { try await world.notes().get("Orders") }
        #expect(world.audit.records.map { PriceBook.usEast1.cost(of: $0).nanodollars } == [63, 63, 63, 63])
        #expect(world.meter.totals.map(\.usage.quantity) == [2])
        #expect(PriceBook.usEast1.cost(of: world.meter.totals, at: world.clock.now).nanodollars == 250)
    }
}
