import AWSCore
import AWSOpenSearchServerless
import Testing

@Suite struct CollectionTests {
    @Test func aCollectionBecomesActive() async throws {
        let fixture = try Fixture()
        let made = try #require(try await fixture.makeBooks())
        #expect(made.status == .creating)
        let id = try #require(made.id)
        #expect(id.wholeMatch(of: /[a-z0-9]{20}/) != nil)
        #expect(made.arn == "arn:aws:aoss:us-east-1:000000000000:collection/\(id)")
        let found = try await fixture.client.batchGetCollection(.init(names: ["books"])).collectionDetails?.first
        #expect(found?.status == .active)
        #expect(found?.type == .vectorsearch)
        #expect(found?.kmsKeyArn == "auto")
        #expect(found?.createdDate == 1_735_689_600_000)
        #expect(found?.collectionEndpoint == "https://\(id).us-east-1.aoss.amazonaws.com")
        #expect(found?.dashboardEndpoint == "https://\(id).us-east-1.aoss.amazonaws.com/_dashboards")
        #expect(try await fixture.client.batchGetCollection(.init(ids: [id])).collectionDetails?.first == found)
    }

    @Test func encryptionIsDemanded() async throws {
        let fixture = try Fixture()
        let error = await #expect(throws: OpenSearchServerlessError.self) {
            try await fixture.client.createCollection(.init(name: "books"))
        }
        #expect(error?.code == .validationException)
        #expect(
            error?.message == "No matching security policy of encryption type found for collection name: books. Please "
                + "create security policy of encryption type for this collection.")
        _ = try await fixture.makeBooks()
        let other = await #expect(throws: OpenSearchServerlessError.self) {
            try await fixture.client.createCollection(.init(name: "films"))
        }
        #expect(other?.code == .validationException)
    }

    @Test func namesAreTakenOnce() async throws {
        let fixture = try Fixture()
        _ = try await fixture.makeBooks()
        let error = await #expect(throws: OpenSearchServerlessError.self) {
            try await fixture.client.createCollection(.init(name: "books"))
        }
        #expect(error?.code == .conflictException)
        #expect(error?.message == "Collection with name books already exists")
    }

    @Test func whatIsMissingIsSaid() async throws {
        let fixture = try Fixture()
        let output = try await fixture.client.batchGetCollection(.init(names: ["books"]))
        #expect(output.collectionDetails == [])
        #expect(output.collectionErrorDetails?.first?.errorCode == "NOT_FOUND")
        #expect(output.collectionErrorDetails?.first?.name == "books")
        let error = await #expect(throws: OpenSearchServerlessError.self) {
            try await fixture.client.deleteCollection(.init(id: "abcdefghij"))
        }
        #expect(error?.code == .resourceNotFoundException)
    }

    @Test func deletedCollectionsAreGone() async throws {
        let fixture = try Fixture()
        let id = try #require(try await fixture.makeBooks()?.id)
        #expect(try await fixture.client.deleteCollection(.init(id: id)).deleteCollectionDetail?.status == .deleting)
        #expect(try await fixture.client.listCollections(.init()).collectionSummaries == [])
    }

    @Test func listsComeInPages() async throws {
        let fixture = try Fixture()
        _ = try await fixture.makeBooks()
        for number in 1...3 { _ = try await fixture.client.createCollection(.init(name: "book-\(number)")) }
        let first = try await fixture.client.listCollections(.init(maxResults: 3))
        #expect(first.collectionSummaries?.map(\.name) == ["book-1", "book-2", "book-3"])
        let rest = try await fixture.client.listCollections(.init(nextToken: first.nextToken, maxResults: 3))
        #expect(rest.collectionSummaries?.map(\.name) == ["books"])
        #expect(rest.nextToken == nil)
        let named = try await fixture.client.listCollections(.init(collectionFilters: .init(name: "book-2")))
        #expect(named.collectionSummaries?.map(\.name) == ["book-2"])
    }

    @Test func tagsAreKept() async throws {
        let fixture = try Fixture()
        let arn = try #require(try await fixture.makeBooks()?.arn)
        _ = try await fixture.client.tagResource(
            .init(resourceArn: arn, tags: [.init(key: "a", value: "1"), .init(key: "b", value: "2")]))
        _ = try await fixture.client.tagResource(.init(resourceArn: arn, tags: [.init(key: "a", value: "3")]))
        _ = try await fixture.client.untagResource(.init(resourceArn: arn, tagKeys: ["b"]))
        let tags = try await fixture.client.listTagsForResource(.init(resourceArn: arn)).tags
        #expect(tags?.map(\.key) == ["a"])
        #expect(tags?.map(\.value) == ["3"])
    }
}
