import AWSCore
import AWSS3
import FrontDoor
import Testing

@Suite struct DocumentTests {
    static let notes = "{\"documents\":[\(lines.joined(separator: ","))]}"

    private static let lines = [
        note("1", "pdf/ready.pdf", "indexed", ",\"chunks\":7,\"bytes\":3"),
        note("2", "raw/bad.txt", "failed", ",\"bytes\":3,\"reason\":\"No text.\""),
        note("3", "raw/gone.txt", "indexed", ",\"chunks\":1"),
        note("4", "raw/changed.txt", "indexed", ",\"chunks\":1,\"bytes\":2"),
        note("5", "raw/later.txt", "indexed", ",\"chunks\":1,\"bytes\":3", at: "2020-04-21T15:08:00Z"),
        note("6", "raw/dropped.txt", "deleted", ""),
        note("7", "raw/sub/deep.txt", "processing", ",\"bytes\":3"),
    ]

    /// As the orchestrator lists a document, nine seconds after the bucket's objects were put.
    private static func note(
        _ id: String, _ path: String, _ state: String, _ more: String, at time: String = "2020-04-21T15:08:30Z"
    ) -> String {
        "{\"doc_id\":\"\(id)\",\"source\":\"documents/\(path)\",\"state\":\"\(state)\","
            + "\"updated_at\":\"\(time)\"\(more)}"
    }

    /// A bucket with an object for each note but two, and one that has no note.
    static func house() -> House {
        let house = House { _, event in
            event["rawPath"] == "/documents" ? proxyResponse(200, notes) : proxyResponse(404)
        }
        for name in [
            "pdf/ready.pdf", "raw/bad.txt", "raw/changed.txt", "raw/later.txt", "raw/new.txt", "raw/sub/deep.txt",
        ] {
            house.bucket.put("documents/\(name)", Bucket.Stored(bytes: [1, 2, 3]))
        }
        return house
    }

    @Test func theBucketAndTheNotesAreJoined() async {
        let house = Self.house()
        let documents = await house.door.send("GET", "/documents").json["documents"]?.list ?? []
        #expect(
            documents.map { "\($0["name"]?.string ?? "") \($0["state"]?.string ?? "")" } == [
                "ready.pdf indexed", "bad.txt failed", "changed.txt received", "gone.txt deleting",
                "later.txt received",
                "new.txt received", "raw/sub/deep.txt processing",
            ])
        #expect(
            documents.first == [
                "name": "ready.pdf", "source": "documents/pdf/ready.pdf", "state": "indexed", "doc_id": "1",
                "chunks": 7,
                "bytes": 3, "updated_at": "2020-04-21T15:08:30Z",
            ])
        #expect(documents[1]["reason"] == "No text.")
        #expect(documents[5]["updated_at"] == "2020-04-21T15:08:21Z")
    }

    /// Whatever part of the two lists comes in one page, none is left out, and none told without its note.
    @Test(arguments: [(1, 2), (2, 1), (3, 3), (1, 100), (100, 1)])
    func theListComesInPages(objectsMax: Int, notesMax: Int) async throws {
        let notes = try Document(json: Self.notes)["documents"]?.list ?? []
        var house = House { _, event in
            let after = event["queryStringParameters"]?["after"]?.string ?? ""
            let rest = notes.filter { ($0["source"]?.string ?? "") > after }
                .sorted { ($0["source"]?.string ?? "") < ($1["source"]?.string ?? "") }
            let page = Array(rest.prefix(notesMax))
            var body = Document.Object([.init("documents", .list(page))])
            if rest.count > page.count { body["next"] = page.last?["source"] }
            return proxyResponse(200, Document.object(body).jsonText())
        }
        house.configuration.limits.listedDocumentsMax = objectsMax
        for (key, stored) in Self.house().bucket.objects { house.bucket.put(key, stored) }
        let door = house.door
        var found: [Document] = []
        var query: [HTTPRequest.QueryItem] = []
        for _ in 0..<20 {
            let page = await door.send("GET", "/documents", query: query).json
            found += page["documents"]?.list ?? []
            guard let next = page["next"]?.string else { break }
            query = [.init("after", next)]
        }
        let whole = await Self.house().door.send("GET", "/documents").json["documents"]?.list ?? []
        #expect(found == whole && whole.count == 7)
    }

    @Test func aListThatCannotBeMadeIsAFailure() async {
        #expect(await House { _, _ in proxyResponse(500) }.door.send("GET", "/documents").status == 502)
        #expect(await House { _, _ in proxyResponse(200, "{}") }.door.send("GET", "/documents").status == 502)
        let house = Self.house()
        house.bucket.fail(S3Error(ErrorCode("InternalError"), status: 500))
        #expect(await house.door.send("GET", "/documents").status == 503)
    }

    @Test func documentsAreDeletedByName() async {
        let house = Self.house()
        let door = house.door
        let response = await door.send("DELETE", "/documents/ready.pdf")
        #expect(response.status == 202)
        #expect(
            await response.json == ["name": "ready.pdf", "source": "documents/pdf/ready.pdf", "state": "deleting"])
        #expect(house.bucket.objects["documents/pdf/ready.pdf"] == nil)
        #expect(await door.send("DELETE", "/documents/ready.pdf").status == 404)
        #expect(await door.send("DELETE", "/documents/raw%2Fsub%2Fdeep.txt").status == 202)
        #expect(house.bucket.objects["documents/raw/sub/deep.txt"] == nil)
    }

    @Test(arguments: ["..%2Fcache%2Fx", "raw%2F..%2F..%2Fx", "%2F", "a%00b", "raw%2F", ".."])
    func namesStayWithinTheDocuments(name: String) async {
        let house = Self.house()
        #expect(await house.door.send("DELETE", "/documents/\(name)").status == 404)
        #expect(house.bucket.objects.count == 6)
    }

    /// Whatever lies where, its name leads back to it, and so does its key.
    @Test(arguments: [
        ("documents/pdf/a.pdf", "a.pdf"), ("documents/raw/a.pdf", "raw/a.pdf"), ("documents/a.pdf", "documents/a.pdf"),
        ("documents/documents/a.txt", "documents/documents/a.txt"), ("documents/raw/x/y.txt", "raw/x/y.txt"),
        ("documents/raw/documents/y.txt", "raw/documents/y.txt"), ("documents/raw/ü 1.txt", "ü 1.txt"),
    ])
    func namesLeadBack(key: String, name: String) async {
        for reference in [key, name] {
            let house = House { _, _ in proxyResponse(200, "{\"documents\":[]}") }
            house.bucket.put(key, Bucket.Stored(bytes: [1]))
            let door = house.door
            #expect(await door.send("GET", "/documents").json["documents"]?[0]?["name"]?.string == name)
            let path = PercentEncoding.encode(reference)
            #expect(await door.send("DELETE", "/documents/\(path)").json["source"]?.string == key)
            #expect(house.bucket.objects.isEmpty)
        }
    }

    // Passages.

    static func passage(_ id: String, _ text: String) -> String {
        "{\"id\":\"\(id)\",\"text\":\"\(text)\",\"metadata\":{\"chunk_id\":\"\(id)\",\"title\":\"Guide\",\"page\":4}}"
    }

    @Test func aPassageComesWithItsNeighbours() async throws {
        let results = ["d-00009", "d-00011", "d-00010"].map { Self.passage($0, "text of \($0)") }
        let house = House { _, _ in .returned("{\"results\":[\(results.joined(separator: ","))]}") }
        let response = await house.door.send("GET", "/documents/guide.pdf/passages/d-00010")
        #expect(response.status == 200)
        #expect(
            await response.json == [
                "id": "d-00010", "name": "guide.pdf", "source": "documents/pdf/guide.pdf", "text": "text of d-00010",
                "title": "Guide", "page": 4, "before": "text of d-00009", "after": "text of d-00011",
            ])
        let (function, event) = try #require(house.functions.events.first)
        #expect(function == "kass-chatbot-test-vector-search")
        #expect(
            event == [
                "query": "guide.pdf", "search_type": "vector", "k": 3,
                "filters": ["chunk_id": ["d-00009", "d-00010", "d-00011"], "source": "documents/pdf/guide.pdf"],
            ])
    }

    @Test(arguments: [
        ("d-00001", ["d-00001", "d-00002"]), ("d-99999", ["d-99998", "d-99999", "d-100000"]), ("abc", ["abc"]),
    ])
    func neighboursAreByNumber(chunk: String, ids: [String]) async throws {
        let house = House { _, _ in .returned("{\"results\":[\(Self.passage(chunk, "x"))]}") }
        let response = await house.door.send("GET", "/documents/guide.pdf/passages/\(chunk)")
        #expect(response.status == 200)
        #expect(await response.json["before"] == nil)
        let filter = try #require(house.functions.events.first?.event["filters"]?["chunk_id"]?.list)
        #expect(filter.map(\.string) == ids)
    }

    @Test func aPassageThatIsGoneIsNotFound() async {
        let house = House { _, _ in .returned("{\"results\":[]}") }
        let response = await house.door.send("GET", "/documents/guide.pdf/passages/d-00010")
        #expect(response.status == 404)
        #expect(await response.json["error"] == "NotFound")
    }
}
