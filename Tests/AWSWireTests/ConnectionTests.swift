import AWSCore
import AWSDynamoDB
import AWSS3
import AWSWire
import Synchronization
import Testing

@Suite struct ConnectionTests {
    @Test func keepsTheConnection() async throws {
        try await withServer { port in
            let client = try RawConnection(port: port)
            for number in 1...20 {
                try await client.send(request("ListTables"))
                #expect(try await client.response().headers["x-amzn-requestid"] == "REQUEST\(number)")
            }
        }
    }

    @Test func answersPipelinedRequestsInOrder() async throws {
        try await withServer { port in
            let client = try RawConnection(port: port)
            let requests = (0..<50).map { request("GetItem", #"{"TableName":"t","Key":{"id":{"N":"\#($0)"}}}"#) }
            try await client.send(requests.joined())
            for number in 0..<50 {
                let response = try await client.response()
                #expect(response.text == #"{"Item":{"id":{"N":"\#(number)"}}}"#)
            }
        }
    }

    @Test func readsRequestsByteByByte() async throws {
        try await withServer { port in
            let client = try RawConnection(port: port)
            for byte in request("ListTables").utf8 { try await client.send([byte]) }
            #expect(try await client.response().status == 200)
        }
    }

    @Test func readsChunkedRequests() async throws {
        try await withServer { port in
            let client = try RawConnection(port: port)
            let head = request("GetItem", "").replacing("Content-Length: 0", with: "Transfer-Encoding: chunked")
            let body = #"{"TableName":"t","Key":{"id":{"S":"x"}}}"#
            try await client.send(head)
            for character in body { try await client.send("1\r\n\(character)\r\n") }
            try await client.send("0\r\n\r\n")
            #expect(try await client.response().text == #"{"Item":{"id":{"S":"x"}}}"#)
        }
    }

    @Test func answersExpect() async throws {
        try await withServer { port in
            let client = try RawConnection(port: port)
            let body = #"{"TableName":"t","Key":{"id":{"S":"x"}}}"#
            let head = request("GetItem", "", headers: ["Expect: 100-continue"])
                .replacing("Content-Length: 0", with: "Content-Length: \(body.utf8.count)")
            try await client.send(head)
            #expect(try await client.response().status == 100)
            try await client.send(body)
            #expect(try await client.response().status == 200)
            try await client.send(request("ListTables"))
            #expect(try await client.response().status == 200)
        }
    }

    /// Who is refused by the head alone need not send the body.
    @Test func refusesBeforeTheBodyIsSent() async throws {
        try await withServer { port in
            let client = try RawConnection(port: port)
            let head = request("Fly", "", headers: ["Expect: 100-continue"])
                .replacing("Content-Length: 0", with: "Content-Length: 1000000")
            try await client.send(head)
            let response = try await client.response()
            #expect(response.status == 501)
            #expect(response.headers["connection"] == "close")
            #expect(try await client.rest().isEmpty)
        }
    }

    /// Java's client and `curl --http2` ask for HTTP/2 on the first request, and live with HTTP/1.1.
    @Test func answersRequestsThatAskForAnUpgrade() async throws {
        try await withServer { port in
            let client = try RawConnection(port: port)
            try await client.send(
                request(
                    "ListTables",
                    headers: ["Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMA"]))
            let response = try await client.response()
            #expect(response.status == 200)
            #expect(response.headers["connection"] == "close")
        }
    }

    @Test func answersHalfClosedConnections() async throws {
        try await withServer { port in
            let client = try RawConnection(port: port)
            try await client.send(request("ListTables") + request("ListTables"))
            client.finishSending()
            let all = String(decoding: try await client.rest(), as: UTF8.self)
            #expect(all.components(of: "HTTP/1.1 200 OK") == 2)
        }
    }

    @Test func closesWhenAsked() async throws {
        try await withServer { port in
            let client = try RawConnection(port: port)
            try await client.send(request("ListTables", headers: ["Connection: close"]))
            let all = String(decoding: try await client.rest(), as: UTF8.self)
            #expect(all.hasSuffix(#"{"TableNames":["Orders"]}"#))
        }
    }

    @Test func speaksHTTP10() async throws {
        try await withServer { port in
            let client = try RawConnection(port: port)
            try await client.send(request("ListTables").replacing("HTTP/1.1", with: "HTTP/1.0"))
            let all = String(decoding: try await client.rest(), as: UTF8.self)
            #expect(all.hasSuffix(#"{"TableNames":["Orders"]}"#))
        }
    }

    @Test func headersCannotSplitAnswers() async throws {
        let evil = WireService.stub(S3.self) { _, _ throws(S3Error) in ["ETag": "a\r\nInjected: b"] }
        try await withServer([evil]) { port in
            let client = try RawConnection(port: port)
            try await client.send(request(nil, "", service: "s3", method: "HEAD", path: "/bucket/key"))
            client.finishSending()
            let text = String(decoding: try await client.rest(), as: UTF8.self)
            #expect(!text.contains("\r\nInjected"))
        }
    }

    @Test func finishesWhatIsUnderWayWhenStopped() async throws {
        let (arrived, arrive) = AsyncStream.makeStream(of: Void.self)
        let (released, release) = AsyncStream.makeStream(of: Void.self)
        let slow = WireService.stub(DynamoDB.self) { _, _ throws(DynamoDBError) in
            arrive.finish()
            for await _ in released {}
            return ["TableNames": ["late"]]
        }
        let client = try await withServer([slow]) { port in
            let idle = try RawConnection(port: port)
            let client = try RawConnection(port: port)
            try await client.send(request("ListTables"))
            for await _ in arrived {}
            // From here the server stops; the answer comes only after that.
            release.finish()
            return (client, idle)
        }
        #expect(try await client.0.response().text == #"{"TableNames":["late"]}"#)
        #expect(try await client.1.rest().isEmpty)
    }

    @Test func cutsOffWhatDoesNotEnd() async throws {
        let endless = WireService.stub(DynamoDB.self) { _, _ throws(DynamoDBError) in
            let (never, keep) = AsyncStream.makeStream(of: Void.self)
            for await _ in never {}
            keep.finish()
            return [:]
        }
        var limits = HTTPLimits()
        limits.drainSecondsMax = 0.05
        let client = try await withServer([endless], limits: limits) { port in
            let client = try RawConnection(port: port)
            try await client.send(request("ListTables"))
            return client
        }
        _ = try await client.rest()
    }
}

extension String {
    func components(of part: String) -> Int { ranges(of: part).count }
}
