BOTOCORE_VERSION := 1.43.11
MODELS := Sources/GenerateServices/Models
WHEEL := .build/botocore-$(BOTOCORE_VERSION)

.PHONY: generate

# Rewrites the AWS service targets (Sources/AWS*) from the service models of a pinned botocore.
generate: $(WHEEL)
	mkdir -p $(MODELS)
	swift run GenerateServices prune --botocore $(WHEEL)/botocore/data --version $(BOTOCORE_VERSION) --models $(MODELS)
	swift run GenerateServices emit --models $(MODELS) --output Sources

$(WHEEL):
	rm -rf $@.part && mkdir -p $@.part
	pip download --quiet --no-deps botocore==$(BOTOCORE_VERSION) -d $@.part
	cd $@.part && python3 -m zipfile -e botocore-*.whl . && gunzip botocore/data/*/*/service-2.json.gz
	mv $@.part $@
