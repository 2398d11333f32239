import AWSCore
import AWSLive
import Doctor
import Profiles

extension LiveServices {
    /// What of the profile is live, for a doctor to look at.
    var doctorClients: DoctorClients {
        var looked = DoctorClients()
        looked.identity = clients.sts
        looked.clockDifference = { try await clockDifference() }
        if profile.isLive(.dynamodb) { looked.dynamoDB = clients.dynamoDB }
        if profile.isLive(.s3) { looked.s3 = clients.s3 }
        if profile.isLive(.bedrock) { (looked.models, looked.inference) = (clients.bedrock, clients.bedrockRuntime) }
        if profile.isLive(.opensearch) {
            looked.search = DoctorClients.SearchPlace(
                index: try? openSearch(), endpoint: profile["opensearch.endpoint"],
                collections: profile["opensearch.auth"] == "aoss" ? clients.openSearchServerless : nil)
        }
        if profile.isLive(.lambda) {
            looked.functions = DoctorClients.FunctionClients(
                lambda: clients.lambda, eventBridge: clients.eventBridge, sqs: clients.sqs, logs: clients.logs,
                secrets: clients.secretsManager)
            looked.permissions = IAMSimulator(clients.iam)
        }
        return looked
    }

    /// AWS's time, as the header of any answer says it, less this machine's.
    private func clockDifference() async throws -> Duration {
        guard let region = Region(profile.region), let host = Endpoint.host("sts", region: region) else { return .zero }
        let endpoints = configuration.endpoints
        let origin = (endpoints.services["sts"] ?? endpoints.everywhere)?.origin ?? Origin(host: host)
        var request = HTTPRequest(method: "GET", path: "/")
        request.headers["Host"] = origin.authority
        let response = try await transport.send(
            request, to: origin, body: .collected(bytesMax: 1 << 20), timeouts: Timeouts(wholeSeconds: 10))
        guard let date = response.headers["Date"], let time = Timestamp(date, .httpDate) else {
            throw ProfileMistake("the answer of \(origin.url) bears no date")
        }
        return time - configuration.surroundings.now()
    }
}
