import AWSCore
import AWSDynamoDB

extension Update {
    /// What `item` becomes. Every action sees the item as it was before, whatever its place in the expression.
    /// - Parameter item: the stored item, or only the key when there is none.
    /// - Throws: when a path or an operand does not suit the item.
    package func apply(to item: Item) throws(ValidationFailure) -> Item {
        var values: [DynamoDB.AttributeValue?] = []
        for action in actions {
            if case .set(let value) = action.change {
                values.append(try value.evaluated(in: item))
            } else {
                values.append(nil)
            }
        }
        var edits = DocumentEdits()
        for (action, value) in zip(actions, values) {
            try Self.checkPlace(action.path, in: item)
            let existing = action.path.value(in: item)
            switch try edit(action.change, value, existing) {
            case .keep: continue
            case .set(let value): edits.set(action.path, to: value)
            case .remove: edits.remove(action.path)
            }
        }
        return edits.applied(to: item)
    }

    private enum Edit {
        case keep
        case set(DynamoDB.AttributeValue)
        case remove
    }

    private func edit(
        _ change: Change, _ value: DynamoDB.AttributeValue?, _ existing: DynamoDB.AttributeValue?
    ) throws(ValidationFailure) -> Edit {
        do throws(ValidationFailure) {
            return try Self.edit(change, value, existing)
        } catch .incorrectDataType where isLegacy {
            throw ValidationFailure("Type mismatch for attribute to update")
        } catch {
            throw error
        }
    }

    private static func edit(
        _ change: Change, _ value: DynamoDB.AttributeValue?, _ existing: DynamoDB.AttributeValue?
    ) throws(ValidationFailure) -> Edit {
        switch change {
        case .set: return value.map(Edit.set) ?? .keep
        case .remove: return existing == nil ? .keep : .remove
        case .add(let operand): return .set(try ValueArithmetic.adding(operand, to: existing))
        case .delete(let operand):
            guard let existing else { return .keep }
            return try ValueArithmetic.deleting(operand, from: existing).map(Edit.set) ?? .remove
        case .append(let elements):
            guard let existing else { return .set(.l(elements)) }
            guard case .l(let list) = existing else { throw .incorrectDataType }
            return .set(.l(list + elements))
        }
    }

    /// What holds the changed value must be there and be of the kind that the path says.
    private static func checkPlace(_ path: DocumentPath, in item: Item) throws(ValidationFailure) {
        guard path.isNested, let last = path.elements.last else { return }
        switch (last, DocumentPath(path.elements.dropLast()).value(in: item)) {
        case (.attribute, .m?), (.index, .l?): return
        default: throw ValidationFailure("The document path provided in the update expression is invalid for update")
        }
    }
}

extension ValidationFailure {
    static let incorrectDataType = Self("An operand in the update expression has an incorrect data type")
    static let missingAttribute = Self(
        "The provided expression refers to an attribute that does not exist in the item")
}

extension Update.Value {
    func evaluated(in item: Item) throws(ValidationFailure) -> DynamoDB.AttributeValue {
        switch self {
        case .constant(let value): return value
        case .path(let path):
            guard let value = path.value(in: item) else { throw .missingAttribute }
            return value
        case .sum(let left, let right):
            return try ValueArithmetic.sum(left.evaluated(in: item), right.evaluated(in: item))
        case .difference(let left, let right):
            return try ValueArithmetic.difference(left.evaluated(in: item), right.evaluated(in: item))
        case .ifNotExists(let path, let value):
            if let existing = path.value(in: item) { return existing }
            return try value.evaluated(in: item)
        case .listAppend(let left, let right):
            guard case .l(let first) = try left.evaluated(in: item) else { throw .incorrectDataType }
            guard case .l(let second) = try right.evaluated(in: item) else { throw .incorrectDataType }
            return .l(first + second)
        }
    }
}

/// What `+`, `-`, ADD and DELETE make of values.
enum ValueArithmetic {
    static func sum(
        _ left: DynamoDB.AttributeValue, _ right: DynamoDB.AttributeValue
    ) throws(ValidationFailure) -> DynamoDB.AttributeValue {
        try combined(left, right) { left, right throws(NumberFailure) in try left.adding(right) }
    }

    static func difference(
        _ left: DynamoDB.AttributeValue, _ right: DynamoDB.AttributeValue
    ) throws(ValidationFailure) -> DynamoDB.AttributeValue {
        try combined(left, right) { left, right throws(NumberFailure) in try left.subtracting(right) }
    }

    private static func combined(
        _ left: DynamoDB.AttributeValue, _ right: DynamoDB.AttributeValue,
        _ operation: (DynamoDBNumber, DynamoDBNumber) throws(NumberFailure) -> DynamoDBNumber
    ) throws(ValidationFailure) -> DynamoDB.AttributeValue {
        guard case .n(let left) = left, case .n(let right) = right else { throw .incorrectDataType }
        do throws(NumberFailure) {
            return .n(try operation(DynamoDBNumber(left), DynamoDBNumber(right)).text)
        } catch {
            throw ValidationFailure(error)
        }
    }

    /// ADD: `existing` plus a number, or joined with a set. Nothing there counts as zero or the empty set.
    static func adding(
        _ operand: DynamoDB.AttributeValue, to existing: DynamoDB.AttributeValue?
    ) throws(ValidationFailure) -> DynamoDB.AttributeValue {
        guard let existing else { return operand }
        switch (existing, operand) {
        case (.n, .n): return try sum(existing, operand)
        case (.ss(let members), .ss(let added)): return .ss(joined(members, added) { $0.precedesInUTF8($1) })
        case (.bs(let members), .bs(let added)): return .bs(joined(members, added) { $0.precedes($1) })
        case (.ns(let members), .ns(let added)): return .ns(joined(members, added, by: numberPrecedes))
        default: throw .incorrectDataType
        }
    }

    /// DELETE: `existing` without the members of `operand`; nil when none is left.
    static func deleting(
        _ operand: DynamoDB.AttributeValue, from existing: DynamoDB.AttributeValue
    ) throws(ValidationFailure) -> DynamoDB.AttributeValue? {
        switch (existing, operand) {
        case (.ss(let members), .ss(let deleted)):
            let rest = members.filter { member in !deleted.contains { $0.hasSameUTF8(as: member) } }
            return rest.isEmpty ? nil : .ss(rest)
        case (.ns(let members), .ns(let deleted)):
            let gone = Set(deleted)
            let rest = members.filter { !gone.contains($0) }
            return rest.isEmpty ? nil : .ns(rest)
        case (.bs(let members), .bs(let deleted)):
            let gone = Set(deleted)
            let rest = members.filter { !gone.contains($0) }
            return rest.isEmpty ? nil : .bs(rest)
        default: throw .incorrectDataType
        }
    }

    /// Members of two ordered sets in order, each once.
    private static func joined<Member>(
        _ left: [Member], _ right: [Member], by precedes: (Member, Member) -> Bool
    ) -> [Member] {
        var joined: [Member] = []
        joined.reserveCapacity(left.count + right.count)
        var (first, second) = (left[...], right[...])
        while let one = first.first, let other = second.first {
            if precedes(other, one) {
                joined.append(second.removeFirst())
            } else {
                if !precedes(one, other) { second.removeFirst() }
                joined.append(first.removeFirst())
            }
        }
        return joined + first + second
    }

    private static func numberPrecedes(_ left: String, _ right: String) -> Bool {
        guard let left = try? DynamoDBNumber(left), let right = try? DynamoDBNumber(right) else { return false }
        return left < right
    }
}
