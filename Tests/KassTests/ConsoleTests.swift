import AWSCore
import AWSLive
import Testing
import kass

@Suite struct ConsoleTests {
    @Test func peopleReadTheSentenceOfAnErrorAndNotItsName() {
        #expect(Console.words(of: ["error": "ValidationError", "message": "k is a number."], 400) == "k is a number.")
        #expect(Console.words(of: ["error": "NotFound"], 404) == "NotFound")
        #expect(Console.words(of: .null, 404).hasPrefix("There was an answer of status 404, but not a chatbot's."))
    }

    /// The page's own address, copied from the browser, is one of these.
    @Test(arguments: [
        ("http://127.0.0.1:8080", "127.0.0.1:8080"), ("http://localhost:8080/", "localhost:8080"),
        ("http://127.0.0.1:8080/#/c-1", "127.0.0.1:8080"), ("https://kass.example#x", "kass.example"),
    ])
    func addressesOfAKass(_ url: String, _ authority: String) {
        #expect(Origin(url: url)?.authority == authority)
    }

    @Test(arguments: ["", "127.0.0.1:8080", "ftp://x", "http://", "http://x:99999", "http://x/chat", "http:///x"])
    func whatIsNoAddress(_ url: String) {
        #expect(Origin(url: url) == nil)
    }
}
