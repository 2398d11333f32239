import AWSCore
import AWSIAM
import AWSLive
import Testing

@Suite struct IAMTests {
    /// The shape of the answer is that of IAM's API reference, SimulatePrincipalPolicy, "Examples".
    static let answer = """
        <SimulatePrincipalPolicyResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
          <SimulatePrincipalPolicyResult>
            <IsTruncated>false</IsTruncated>
            <EvaluationResults>
              <member>
                <MatchedStatements/><MissingContextValues/>
                <EvalResourceName>arn:aws:s3:::papers</EvalResourceName>
                <EvalDecision>implicitDeny</EvalDecision>
                <EvalActionName>s3:ListBucket</EvalActionName>
              </member>
            </EvaluationResults>
          </SimulatePrincipalPolicyResult>
          <ResponseMetadata><RequestId>004d7059-4c14-11e5-b121-bd8c7EXAMPLE</RequestId></ResponseMetadata>
        </SimulatePrincipalPolicyResponse>
        """

    func client(_ transport: ScriptedTransport) -> any IAMClient {
        let configuration = LiveConfiguration(
            region: "eu-west-1", credentials: StaticCredentials(account: "123456789012"),
            surroundings: StillSurroundings().value)
        return LiveClients(configuration, transport: transport).iam
    }

    let question = IAM.SimulatePrincipalPolicyRequest(
        policySourceArn: "arn:aws:iam::123456789012:role/reader", actionNames: ["s3:ListBucket"],
        resourceArns: ["arn:aws:s3:::papers"])

    @Test func asksWhatARoleMayDo() async throws {
        let response = HTTPResponse(status: 200, body: .bytes(Array(Self.answer.utf8)))
        let transport = ScriptedTransport([.success(response)])
        let output = try await client(transport).simulatePrincipalPolicy(question)
        #expect(output.evaluationResults?.map(\.evalDecision) == [.implicitDeny])
        #expect(output.evaluationResults?.map(\.evalActionName) == ["s3:ListBucket"])
        let request = try #require(transport.requests.first)
        let body = String(decoding: try await request.body.collect(bytesMax: 4096), as: UTF8.self)
        #expect(body.hasPrefix("Action=SimulatePrincipalPolicy&Version=2010-05-08&"))
        #expect(body.contains("&ActionNames.member.1=s3%3AListBucket"))
        #expect(request.headers["Authorization"]?.contains("/20250101/us-east-1/iam/aws4_request") == true)
    }

    @Test func aRefusalKeepsItsCode() async throws {
        let text = """
            <ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type>
            <Code>NoSuchEntity</Code><Message>The role with name reader cannot be found.</Message></Error>
            <RequestId>1</RequestId></ErrorResponse>
            """
        let transport = ScriptedTransport([.success(.init(status: 404, body: .bytes(Array(text.utf8))))])
        await #expect { _ = try await client(transport).simulatePrincipalPolicy(question) } throws: {
            ($0 as? IAMError)?.code == .noSuchEntityException
        }
    }
}
