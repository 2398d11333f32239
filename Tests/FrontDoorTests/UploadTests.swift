import AWSCore
import AWSS3
import FrontDoor
import Testing

@Suite struct UploadTests {
    static let type = "multipart/form-data; boundary=X"
    static let headers: HTTPHeaders = ["Content-Type": type, "Host": "localhost"]

    static func form(_ files: [(name: String, content: String)]) -> String {
        files.map { file in
            "--X\r\nContent-Disposition: form-data; name=\"files\"; filename=\"\(file.name)\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n\(file.content)\r\n"
        }.joined() + "--X--\r\n"
    }

    @Test func eachFileGoesIntoTheFolderOfItsKind() async {
        let house = House()
        let response = await house.door.send(
            "POST", "/documents", headers: Self.headers,
            body: Self.form([
                ("Q3.XLSX", "a"), ("guide.pdf", "bb"), ("notes.md", "ccc"), ("no ending", "d"),
                (#"C:\dir\日本.xlsm"#, "e"), ("../../etc/passwd", "f"),
            ]))
        #expect(response.status == 202)
        let expected = [
            "documents/excel/Q3.XLSX": "a", "documents/pdf/guide.pdf": "bb", "documents/raw/notes.md": "ccc",
            "documents/raw/no ending": "d", "documents/excel/日本.xlsm": "e", "documents/raw/passwd": "f",
        ]
        #expect(house.bucket.objects.mapValues { String(decoding: $0.bytes, as: UTF8.self) } == expected)
        #expect(house.bucket.objects.values.allSatisfy { $0.type == "application/octet-stream" })
        let documents = await response.json["documents"]?.list ?? []
        #expect(documents.map { $0["state"] } == Array(repeating: "received", count: 6))
        #expect(
            documents.first == [
                "name": "Q3.XLSX", "state": "received", "source": "documents/excel/Q3.XLSX", "bytes": 1,
            ])
    }

    @Test func eachFileHasItsOwnOutcome() async {
        var house = House()
        house.configuration.limits.documentBytesMax = 3
        let response = await house.door.send(
            "POST", "/documents", headers: Self.headers,
            body: Self.form([
                ("a.txt", "abc"), ("b.txt", "abcd"), ("c.txt", ""), ("..", "x"), ("d\u{202E}fdp.exe", "x"),
            ]))
        #expect(response.status == 202)
        let documents = await response.json["documents"]?.list ?? []
        #expect(documents.map { $0["state"] } == ["received", "rejected", "rejected", "rejected", "rejected"])
        #expect(
            documents.map { $0["reason"] } == [
                nil, "The file is larger than 3 bytes.", "The file is empty.",
                "The name cannot be a document's; please rename the file.",
                "The name cannot be a document's; please rename the file.",
            ])
        #expect(Array(house.bucket.objects.keys) == ["documents/raw/a.txt"])
    }

    @Test func anUploadOfWhichNothingIsTakenIsRefused() async {
        let house = House()
        let response = await house.door.send(
            "POST", "/documents", headers: Self.headers, body: Self.form([("a.txt", "")]))
        #expect(response.status == 400)
        let body = await response.json
        #expect(body["error"] == "ValidationError")
        #expect(body["message"] == "None of the files could be taken.")
        #expect(body["documents"]?[0]?["reason"] == "The file is empty.")
    }

    @Test func filesAreCounted() async {
        var house = House()
        house.configuration.limits.filesPerUploadMax = 2
        let files = ["a", "b", "c"].map { (name: $0, content: "x") }
        let documents = await house.door.send(
            "POST", "/documents", headers: Self.headers, body: Self.form(files)
        ).json["documents"]?.list
        #expect(documents?.map { $0["state"] } == ["received", "received", "rejected"])
        #expect(house.bucket.objects.count == 2)
    }

    @Test(arguments: [
        ("", "", 415, "UnsupportedMediaType"), ("text/plain", "", 415, "UnsupportedMediaType"),
        (type, "", 400, "ValidationError"), (type, "--X--", 400, "ValidationError"),
        (
            type, "--X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nno file\r\n--X--", 400,
            "ValidationError"
        ),
        (
            type, "--X\r\nContent-Disposition: form-data; name=\"a\"; filename=\"\"\r\n\r\n\r\n--X--", 400,
            "ValidationError"
        ),
        (type, String(form([("a.txt", "abc")]).dropLast(12)), 400, "ValidationError"),
    ])
    func whatIsNoUploadIsRefused(type: String, body: String, status: Int, error: String) async {
        let house = House()
        let response = await house.door.send("POST", "/documents", headers: ["Content-Type": type], body: body)
        #expect(response.status == status)
        #expect(await response.json["error"]?.string == error)
        #expect(house.bucket.objects.isEmpty)
    }

    @Test func aBucketThatFailsIsSaidSo() async {
        let house = House()
        house.bucket.fail(S3Error(ErrorCode("SlowDown"), "Please reduce your request rate.", status: 503))
        let response = await house.door.send(
            "POST", "/documents", headers: Self.headers, body: Self.form([("a.txt", "abc")]))
        #expect(response.status == 503)
        #expect(await response.json["error"] == "ServiceUnavailable")
    }

    // Streams.

    static func request(_ pieces: [[UInt8]], length: Int64? = nil, failing: Bool = false) -> HTTPRequest {
        let stream = AsyncThrowingStream<[UInt8], any Error> { continuation in
            for piece in pieces { continuation.yield(piece) }
            continuation.finish(throwing: failing ? WireError.tooLarge("gone") : nil)
        }
        return HTTPRequest(method: "POST", path: "/documents", headers: headers, body: .stream(stream, length: length))
    }

    @Test func bodiesMayComeInPieces() async {
        let house = House()
        let bytes = Array(Self.form([("a.txt", "one\r\ntwo"), ("b.pdf", "three")]).utf8)
        let response = await house.door.answer(Self.request(bytes.map { [$0] }))
        #expect(response.status == 202)
        #expect(
            house.bucket.objects["documents/raw/a.txt"].map { String(decoding: $0.bytes, as: UTF8.self) }
                == "one\r\ntwo")
    }

    @Test func aBrokenConnectionKeepsWhatArrivedWhole() async {
        let house = House()
        let bytes = Array(Self.form([("a.txt", "one"), ("b.txt", "two")]).utf8.dropLast(12))
        let response = await house.door.answer(Self.request([bytes], failing: true))
        #expect(response.status == 400)
        #expect(Array(house.bucket.objects.keys) == ["documents/raw/a.txt"])
    }

    @Test func uploadsAreBounded() async {
        var house = House()
        let bytes = Array(Self.form([("a.txt", "one")]).utf8)
        house.configuration.limits.uploadBytesMax = bytes.count
        #expect(await house.door.answer(Self.request([bytes])).status == 202)
        #expect(await house.door.answer(Self.request([bytes, [0]])).status == 413)
        // Refused before anything is read.
        #expect(await house.door.answer(Self.request([], length: Int64(bytes.count + 1))).status == 413)
    }

    @Test func fewUploadsAreUnderWayAtATime() async {
        var house = House()
        house.configuration.limits.uploadsAtOnceMax = 1
        let door = house.door
        let (stream, continuation) = AsyncThrowingStream.makeStream(of: [UInt8].self, throwing: (any Error).self)
        let (begun, begin) = AsyncStream.makeStream(of: Void.self)
        let slow = HTTPRequest(
            method: "POST", path: "/documents", headers: Self.headers,
            body: .stream(Noticed(stream: stream, begin: begin), length: nil))
        async let first = door.answer(slow)
        for await _ in begun { break }
        let bytes = Array(Self.form([("a.txt", "one")]).utf8)
        #expect(await door.answer(Self.request([bytes])).status == 503)
        continuation.yield(bytes)
        continuation.finish()
        #expect(await first.status == 202)
        #expect(await door.answer(Self.request([bytes])).status == 202)
    }

    /// Tells when it begins to be read.
    struct Noticed: AsyncSequence, Sendable {
        typealias Failure = any Error
        let stream: AsyncThrowingStream<[UInt8], any Error>
        let begin: AsyncStream<Void>.Continuation

        func makeAsyncIterator() -> AsyncThrowingStream<[UInt8], any Error>.Iterator {
            begin.yield()
            return stream.makeAsyncIterator()
        }
    }
}
