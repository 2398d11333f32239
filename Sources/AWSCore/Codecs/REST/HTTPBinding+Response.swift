/// Responses: what a server writes and a client reads.
extension HTTPBinding {
    /// - Parameter status: the one that the model gives; a member of the output may say another.
    package func response(
        _ output: Document, _ schema: StructureSchema, status: Int
    ) throws(WireError) -> HTTPResponse {
        var response = HTTPResponse(status: status)
        if let index = schema.places.statusCode, let code = output[schema.members[index].name]?.int {
            response.status = code
        }
        response.headers = try headers(of: output, schema)
        let body = try body(of: output, schema)
        if let mediaType = body.mediaType, response.headers["Content-Type"] == nil {
            response.headers.append("Content-Type", mediaType)
        }
        response.body = .bytes(body.bytes)
        return response
    }

    package func output(
        of response: HTTPResponse, body: [UInt8], _ schema: StructureSchema
    ) throws(WireError) -> Document {
        var members = Members()
        if let index = schema.places.statusCode {
            members.put(schema.members[index].name, .number(Number(response.status)))
        }
        try read(response.headers, schema, into: &members)
        try read(body, schema, into: &members)
        return members.document
    }
}
