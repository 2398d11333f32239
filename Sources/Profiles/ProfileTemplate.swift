/// The profiles that kass brings: what holds where there is no `kass.yaml`, and what `kass config --init` writes.
public enum ProfileTemplate {
    public static var file: ProfileFile {
        guard let file = try? ProfileFile(text: text, path: ProfileFile.builtInPath) else {
            preconditionFailure("the profiles that kass brings are not valid")
        }
        return file
    }

    // Models: Amazon Bedrock User Guide, "Model cards" (geographic inference ids) and "Model lifecycle", as of July 2026.
    public static let text = """
        # What kass runs on, profile by profile. `kass config --profile NAME` prints what holds and where it came from;
        # `kass doctor --profile NAME` checks it against AWS. An option weighs more than an environment variable
        # (KASS_...), that more than this file.

        # The profile that holds when neither --profile nor KASS_PROFILE names one.
        profile: local

        profiles:
          # All of AWS in this process: no network, no credentials, no cost.
          local:
            services:
              default: emulated
            # data: .kass                 # where documents and conversations are kept

          # The same chatbot on AWS.
          staging:
            services:
              default: live               # emulated or live, for each of
              # bedrock: live             #   bedrock, dynamodb, lambda, opensearch, s3.
              lambda: emulated            # The functions run in this process; live: those that were deployed.
            # environment: staging        # resources are named kass-chatbot-{environment}-...
            region: us-east-1
            # credentials: staging        # a profile of ~/.aws/config; AWS's own order of places otherwise
            # account: "123456789012"     # refuse to work with another account
            # bucket: kass-chatbot-staging-data

            # Most models of the local profile have reached their end of life; these are inference profiles.
            models:
              orchestrator: us.anthropic.claude-sonnet-4-6
              simple: us.anthropic.claude-haiku-4-5-20251001-v1:0
              budget: us.amazon.nova-2-lite-v1:0
              embedding: amazon.titan-embed-text-v2:0
            embedding_dimensions: 1024    # of the model and of the index

            # guardrail:
            #   id: abcdefghij12
            #   version: "1"

            opensearch:
              auth: aoss                  # aoss: Serverless; es: OpenSearch Service; basic: a server of one's own
              # endpoint: https://0123456789abcdefghij.us-east-1.aoss.amazonaws.com
              # index: knowledge_base
              # username: kass            # for basic; the password is KASS_OPENSEARCH_PASSWORD

            # endpoints:                  # instead of AWS's own: a VPC endpoint, another kass
            #   default: http://127.0.0.1:4566
            #   s3: https://bucket.vpce-0123456789abcdef0.s3.us-east-1.vpce.amazonaws.com
            # data: .kass-staging         # of what is emulated
        """ + "\n"
}
