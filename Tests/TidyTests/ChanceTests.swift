import Testing

/// Time and chance come from the World, or the same scenario would not give the same bytes.
@Suite struct ChanceTests {
    static let banned = [
        "Date()", "Date.now", "UUID()", ".random(", ".randomElement(", ".shuffled()", "SystemRandomNumberGenerator",
        "Task.sleep", "ContinuousClock", "SuspendingClock", "DispatchTime.now", "clock_gettime", "gettimeofday",
        "arc4random", "CFAbsoluteTime", "ProcessInfo.processInfo.systemUptime", "usleep(", "nanosleep(",
    ]
    /// The World owns clock and chance; the live client talks to AWS, which has clocks of its own.
    static let exempt: Set = ["World", "AWSLive"]
    static let judged = SourceFile.all(under: ["Sources", "emulators"]).filter { !exempt.contains($0.target) }

    @Test(arguments: judged) func readsNoClockAndThrowsNoDice(_ file: SourceFile) {
        for (number, line) in file.code.enumerated() {
            for word in Self.banned where line.contains(word) {
                Issue.record("\(file.path):\(number + 1) uses \(word)")
            }
        }
    }

    /// Unstructured tasks escape the simulation's executor; `World.spawn` does not.
    @Test(arguments: judged.filter { $0.path.hasPrefix("emulators/") || $0.target == "Chatbot" })
    func spawnsNoTaskOfItsOwn(_ file: SourceFile) {
        for (number, line) in file.code.enumerated() where line.contains("Task {") || line.contains("Task.detached") {
            Issue.record("\(file.path):\(number + 1) spawns a task outside the World")
        }
    }

    @Test(arguments: judged.filter { $0.target != "kass" && $0.target != "GenerateServices" })
    func librariesDoNotPrint(_ file: SourceFile) {
        for (number, line) in file.code.enumerated()
        where line.contains(" print(") || line.contains("\tprint(") || line.hasPrefix("print(") {
            Issue.record("\(file.path):\(number + 1) prints")
        }
    }
}
