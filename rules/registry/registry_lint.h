// What is wrong with the file of `az ml registry create`, before it is run.
//
// An error (severity high) is what az, the service or Microsoft's documentation refuses; a warning
// (medium) is what another published rule refuses, or what the service may read otherwise than it
// was meant. Where published rules disagree the message cites both.
// Example: a name of one letter is an error: Learn says 2 to 32. Counter-example: a name of four is
// a warning: Learn takes it, and the registry module of Azure Verified Modules asks for five.
//
// Source: FORMATS section 8: how-to-manage-registries and reference-yaml-registry of Microsoft
// Learn; azure-ai-ml (_schema/registry, constants/_registry.py); avm/res/machine-learning-services/
// registry. Read on 2026-11-23. Tests: tests/rules/registry/registry_lint_test.cc.
#pragma once

#include <optional>
#include <vector>

#include "engine/ingest/registry_file.h"
#include "engine/report/finding.h"

namespace leastwise {

// The rules LR001 and on, ascending by id. Pages: docs/rules/.
[[nodiscard]] std::vector<RuleView> registry_rule_views();

// The findings of `file`, sorted. With `against`, the version of the file that the registry was
// created from, also what must not have changed since.
[[nodiscard]] std::vector<Finding> lint_registry(const RegistryFile& file,
                                                 const std::optional<RegistryFile>& against);

}  // namespace leastwise
