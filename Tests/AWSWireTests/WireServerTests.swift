import AWSCore
import AWSDynamoDB
import AWSWire
import Testing

@Suite struct WireServerTests {
    @Test func answersAnOperation() async throws {
        try await withServer { port in
            let client = try RawConnection(port: port)
            try await client.send(request("ListTables"))
            let response = try await client.response()
            #expect(response.status == 200)
            #expect(response.text == #"{"TableNames":["Orders"]}"#)
            #expect(response.headers["content-type"] == "application/x-amz-json-1.0")
            #expect(response.headers["x-amzn-requestid"] == "REQUEST1")
            // CRC-32 of the body, from Python's zlib.crc32.
            #expect(response.headers["x-amz-crc32"] == "1848568431")
            #expect(response.headers["date"] == "Wed, 01 Jan 2025 00:00:00 GMT")
        }
    }

    /// botocore finds the class of an exception by it.
    @Test func namesAnErrorByItsShapeWhereItCarriesNoMembers() async throws {
        try await withServer { port in
            let client = try RawConnection(port: port)
            try await client.send(request("DescribeTable", #"{"TableName":"x"}"#))
            #expect(
                try await client.response().text
                    == #"{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","#
                    + #""message":"Requested resource not found: Table: x not found"}"#)
        }
    }
}
