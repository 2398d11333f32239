/// How long a model would have taken: a function of what it read and wrote, and of the call, never of the machine.
enum Latency {
    /// In milliseconds: some for the first token, some for each further one, and a little that differs by call.
    static func milliseconds(_ model: FoundationModel, input: Int, output: Int, call: UInt64) -> Int {
        let perToken = model.dialect == .nova ? 4 : 11
        return 150 + input / 40 + output * perToken + Int(call % 90)
    }

    static func firstByte(_ total: Int, output: Int) -> Int {
        output <= 1 ? total : 60 + (total - 60) / (output + 1)
    }
}
