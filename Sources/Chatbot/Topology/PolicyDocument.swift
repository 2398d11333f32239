import AWSCore

/// An IAM policy as JSON has it.
struct PolicyDocument {
    private(set) var statements: [Document] = []

    mutating func allow(_ id: String, _ actions: [String], on resources: [String]) {
        statements.append([
            "Sid": .string(id), "Effect": "Allow", "Action": .list(actions.map { .string($0) }),
            "Resource": .list(resources.map { .string($0) }),
        ])
    }

    var document: Document { ["Version": "2012-10-17", "Statement": .list(statements)] }

    /// Lets a service take the role.
    static func trust(_ service: String) -> Document {
        [
            "Version": "2012-10-17",
            "Statement": [
                ["Effect": "Allow", "Principal": ["Service": .string(service)], "Action": "sts:AssumeRole"]
            ],
        ]
    }
}
