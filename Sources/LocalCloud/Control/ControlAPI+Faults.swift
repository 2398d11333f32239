import AWSCore
import World

// What goes wrong in the world.
extension ControlAPI {
    /// Every call tries them all.
    static let faultsMax = 1000

    var faults: Document {
        let rules = world.faults.list.map { listing -> Document in
            let entries: [Document.Entry] = [
                .init("id", .number(Number(listing.id.number))), .init("matched", .number(Number(listing.matched))),
                .init("hit", .number(Number(listing.hit))),
            ]
            return .object(.init(entries + (listing.rule.document.object?.entries ?? [])))
        }
        return ["rules": .list(rules)]
    }

    /// One rule, or `{"rules": [...]}`.
    func addFaults(_ body: Document) throws(ControlFailure) -> Document {
        var rules: [FaultRule] = []
        for document in body["rules"]?.list ?? [body] {
            do throws(FaultMistake) {
                rules.append(try FaultRule(document))
            } catch {
                throw .invalid("\(error.message).")
            }
        }
        guard world.faults.list.count + rules.count <= Self.faultsMax else {
            throw .invalid("There may be at most \(Self.faultsMax) rules.")
        }
        world.faults.add(FaultPlan(rules))
        return faults
    }

    func removeFaults() -> Document {
        world.faults.removeAll()
        return faults
    }

    func removeFault(_ number: Int) throws(ControlFailure) -> Document {
        guard let listing = world.faults.list.first(where: { $0.id.number == number }) else {
            throw ControlFailure(404, "NotFound", "There is no rule \(number).")
        }
        world.faults.remove(listing.id)
        return faults
    }
}
