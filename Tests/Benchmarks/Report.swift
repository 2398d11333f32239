import Foundation

/// Prints what was measured, aligned, each goal with whether it is met.
struct Report {
    private var missed: [String] = []

    /// At once, also into a pipe: a long measurement should be seen to go on.
    static func write(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }

    func heading(_ text: String) {
        Self.write("\n\(text)")
    }

    func line(_ name: String, _ figures: String) {
        Self.write("  " + name.padding(toLength: 34, withPad: " ", startingAt: 0) + figures)
    }

    mutating func goal(_ name: String, _ figures: String, isMet: Bool, _ goal: String) {
        line(name, "\(figures)   goal: \(goal), \(isMet ? "met" : "MISSED")")
        if !isMet { missed.append(name) }
    }

    func verdict() {
        Self.write(missed.isEmpty ? "\nEvery goal is met." : "\nMissed: \(missed.joined(separator: ", ")).")
    }
}

extension Duration {
    var microseconds: Double { self / .microseconds(1) }
}

/// One decimal, right-aligned in eight columns.
func figure(_ value: Double, _ unit: String) -> String {
    let text = String(format: value < 100 ? "%.2f" : "%.0f", value)
    return String(repeating: " ", count: max(0, 8 - text.count)) + text + " " + unit
}
