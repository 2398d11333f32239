import AWSCore
import AWSEventBridge
import EventBridgeEmulator
import Testing
import World

/// Inputs of targets. Expected texts are recorded answers: LocalStack, test_events_inputs, against AWS.
@Suite struct TransformationTests {
    static let detail = """
        {"command":"update-account","payload":{"acc_id":"0a787ecb-4015","sf_id":"baz"},"valid":true,\
        "single":["HIGH"],"multi":["ACTIVE","INACTIVE"]}
        """
    static let paths = [
        "userId": "$.detail.payload.acc_id", "payload": "$.detail.payload", "systemstring": "$.detail.none",
        "listsingle": "$.detail.single", "listmulti": "$.detail.multi", "valid": "$.detail.valid",
        "detail-type": "$.detail-type", "command": "$.detail.command",
    ]

    static let templates: [(template: String, expected: String?)] = [
        (
            #""Event of <detail-type> type, info extracted from detail <command>""#,
            #""Event of order type, info extracted from detail update-account""#
        ),
        (
            #""{[/Check with special starting characters <detail-type>""#,
            #""{[/Check with special starting characters order""#
        ),
        (
            #"{"detailType": <detail-type>,  "command": <command>, "none": <systemstring>}"#,
            #"{"detailType": "order",  "command": "update-account", "none": ""}"#
        ),
        (
            #"{"method": "PUT", "path": "users-service/users/<userId>", "bod": <payload>}"#,
            #"{"method": "PUT", "path": "users-service/users/0a787ecb-4015", "bod": "#
                + #"{"acc_id":"0a787ecb-4015","sf_id":"baz"}}"#
        ),
        (
            #""Payload of <payload> with path users-service/users/<userId> and <userId>""#,
            #""Payload of {acc_id:0a787ecb-4015,sf_id:baz} with path users-service/users/0a787ecb-4015 and 0a787ecb-4015""#
        ),
        (#"{"bod": [<userId>, "hardcoded"]}"#, #"{"bod": ["0a787ecb-4015", "hardcoded"]}"#),
        (#"{"id" : "<userId>"}"#, #"{"id" : "0a787ecb-4015"}"#),
        (
            "\"<listsingle> single list item\"\n\"<listmulti> multiple list items\"\n\"<systemstring> system account id\"",
            "\"[HIGH] single list item\"\n\"[ACTIVE,INACTIVE] multiple list items\"\n\" system account id\""
        ),
        (#""Command is <valid>!""#, #""Command is true!""#),
        (#"{"singlelistitem": <listsingle>}"#, #"{"singlelistitem": ["HIGH"]}"#),
        // AWS delivered nothing for these three.
        (#"{"singlelistitem": "<listsingle>"}"#, nil),
        (#"{"singlelistitem": "<listsingle>", "multiplelistitems": "<listmulti>"}"#, nil),
        ("<listsingle> single list item", nil),
    ]

    @Test(arguments: templates.indices) func templatesAreFilledAsOnAWS(_ index: Int) async throws {
        let (template, expected) = Self.templates[index]
        let cloud = try Cloud()
        let transformer = EventBridge.InputTransformer(inputPathsMap: Self.paths, inputTemplate: template)
        try await cloud.makeRule("rule", .init(id: "1", arn: Cloud.function, inputTransformer: transformer))
        try await cloud.put(Self.detail)
        #expect(cloud.functions.payloads == (expected.map { [$0] } ?? []))
    }

    @Test func somethingsAreThereWithoutAPath() async throws {
        let cloud = try Cloud()
        let template = #"{"r": <aws.events.rule-name>, "a": "<aws.events.rule-arn>", "e": <aws.events.event>}"#
        try await cloud.makeRule(
            "rule", .init(id: "1", arn: Cloud.function, inputTransformer: .init(inputTemplate: template)))
        let id = try await cloud.put()
        #expect(
            cloud.functions.payloads == [
                #"{"r": "rule", "a": "arn:aws:events:us-east-1:000000000000:rule/rule", "e": {"id":"\#(id ?? "")","#
                    + #""account":"000000000000","detailType":"order","time":"2025-01-01T00:00:00Z","source":"shop","#
                    + #""region":"us-east-1","resources":[],"version":"0"}}"#
            ])
    }

    @Test func valuesAreEscapedInsideQuotes() async throws {
        let cloud = try Cloud()
        try await cloud.makeRule(
            "rule",
            .init(
                id: "1", arn: Cloud.function,
                inputTransformer: .init(inputPathsMap: ["t": "$.detail.text"], inputTemplate: #"{"t": "<t>"}"#)))
        try await cloud.put(#"{"text":"a \"b\" \\ c"}"#)
        #expect(cloud.functions.payloads == [#"{"t": "a \"b\" \\ c"}"#])
    }

    @Test(arguments: [
        ("$.detail", #"{"a":{"b":"baz"},"c":[1,{"d":2}]}"#), ("$.detail.a", #"{"b":"baz"}"#),
        ("$.detail.a.b", #""baz""#), ("$.detail.c[1].d", "2"), ("$['detail']['c'][0]", "1"),
        ("$.detail-type", #""order""#),
        ("$.detail.none", "null"),
    ])
    func pathsCutOutAPart(_ path: String, _ expected: String) async throws {
        let cloud = try Cloud()
        try await cloud.makeRule("rule", .init(id: "1", arn: Cloud.function, inputPath: path))
        try await cloud.put(#"{"a":{"b":"baz"},"c":[1,{"d":2}]}"#)
        #expect(cloud.functions.payloads == [expected])
    }

    @Test func aConstantIsAConstant() async throws {
        let cloud = try Cloud()
        try await cloud.makeRule("rule", .init(id: "1", arn: Cloud.function, input: #"{"fixed": 1}"#))
        try await cloud.put()
        #expect(cloud.functions.payloads == [#"{"fixed": 1}"#])
    }
}
