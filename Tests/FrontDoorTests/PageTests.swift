import AWSCore
import FrontDoor
import Testing

@Suite struct PageTests {
    let door = House().door

    @Test(arguments: WebPage.names) func everyFileIsServed(name: String) async throws {
        let response = await door.send("GET", "/assets/\(name)")
        #expect(response.status == 200)
        #expect(response.headers["X-Content-Type-Options"] == "nosniff")
        let type = try #require(response.headers["Content-Type"])
        let types = ["html": "text/html", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"]
        #expect(type.hasPrefix(types[String(name.split(separator: ".").last ?? "")] ?? "none"))
        #expect(await !response.text.isEmpty)
    }

    @Test func theTagTellsThatNothingChanged() async throws {
        let response = await door.send("GET", "/")
        let tag = try #require(response.headers["ETag"])
        for header in [tag, "W/\(tag)", "\"x\", \(tag)", "*"] {
            let again = await door.send("GET", "/", headers: ["If-None-Match": header])
            #expect(again.status == 304)
            #expect(again.headers["ETag"] == tag)
            #expect(await again.text.isEmpty)
        }
        #expect(await door.send("GET", "/", headers: ["If-None-Match": "\"x\""]).status == 200)
    }

    @Test func thePolicyNamesNoOtherHost() async throws {
        let policy = try #require(await door.send("GET", "/").headers["Content-Security-Policy"])
        #expect(policy.hasPrefix("default-src 'none'; script-src 'self'; style-src 'self';"))
        #expect(policy.contains("frame-ancestors 'none'"))
        #expect(!policy.contains("http") && !policy.contains("unsafe") && !policy.contains("*"))
    }

    /// Whatever a file refers to is served by this door, too; nothing comes from elsewhere.
    @Test(arguments: WebPage.names) func filesReferToFilesThatThereAre(name: String) async {
        let text = await door.send("GET", "/assets/\(name)").text.replacing("http://www.w3.org/2000/svg", with: "")
        #expect(!text.contains("http://") && !text.contains("https://"))
        for match in text.matches(of: /(?:from "\.\/|(?:href|src)="assets\/)([a-z.]+)"/) {
            #expect(WebPage.names.contains(String(match.1)), "\(name) refers to \(match.1)")
        }
    }

    /// Text of a model, or of a document, is never read as HTML.
    @Test(arguments: WebPage.names.filter { $0.hasSuffix(".js") }) func scriptsWriteNoHTML(name: String) async {
        let text = await door.send("GET", "/assets/\(name)").text
        for word in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"] {
            #expect(!text.contains(word), "\(name) uses \(word)")
        }
    }

    @Test func settingsTellWhatThePageMustKnow() async {
        var house = House()
        house.configuration.exampleQuestions = [ExampleQuestion("What does it cost?", answeredBy: "prices.xlsx")]
        let settings = await house.door.send("GET", "/settings").json
        #expect(settings["example_questions"] == [["text": "What does it cost?", "document": "prices.xlsx"]])
        #expect(settings["limits"]?["document_bytes"] == 52_428_800)
    }
}
