#include "rules/conditions/known_attributes.h"

#include <gtest/gtest.h>

#include "engine/base/ascii.h"

namespace leastwise {
namespace {

const std::string kBlobs = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs";
const std::string kAssignments = "Microsoft.Authorization/roleAssignments";

AttributeKey key(AttributeSource source, const std::string& name) {
  return {source, normal_attribute_name(name)};
}

bool offers(const std::string& action, AttributeSource source, const std::string& name,
            const std::vector<std::string>& suboperations = {},
            const std::vector<std::string>& ruled_out = {}) {
  const std::string folded_action = folded(action);
  return embedded_known_attributes().offers({folded_action, suboperations, ruled_out},
                                            key(source, name));
}

using enum AttributeSource;

TEST(KnownAttributes, KnowTypeAndCount) {
  const KnownAttributes known = embedded_known_attributes();
  const KnownAttribute* role = known.find(key(kRequest, kAssignments + ":roledefinitionid"));
  ASSERT_NE(role, nullptr);
  EXPECT_EQ(role->type, ValueType::kGuid);
  EXPECT_TRUE(known.is_single(key(kRequest, kAssignments + ":RoleDefinitionId")));
  EXPECT_FALSE(known.is_single(key(kRequest, kBlobs + "/tags&$keys$&"))) << "a list";
  EXPECT_FALSE(known.is_single(key(kRequest, "Contoso.Own/things:name"))) << "nobody knows";
  EXPECT_EQ(known.find(key(kResource, kBlobs + ":prefix")), nullptr) << "of requests alone";
}

TEST(KnownAttributes, AFamilyHasAnyKey) {
  const KnownAttributes known = embedded_known_attributes();
  EXPECT_NE(known.find(key(kResource, kBlobs + "/tags:Project<$key_case_sensitive$>")), nullptr);
  EXPECT_NE(known.find(key(kResource, kBlobs + "/tags:Project")), nullptr);
  EXPECT_EQ(known.phrase(kResource, kBlobs + "/tags:My Tag<$key_case_sensitive$>"),
            "the blob's tag `My Tag`");
  EXPECT_EQ(known.phrase(kRequest, " x "), "`@Request[x]`");
}

TEST(KnownAttributes, AnActionOffersWhatIsDocumented) {
  EXPECT_TRUE(offers(kAssignments + "/write", kRequest, kAssignments + ":PrincipalType"));
  EXPECT_FALSE(offers(kAssignments + "/write", kResource, kAssignments + ":PrincipalType"));
  EXPECT_TRUE(offers(kAssignments + "/write", kEnvironment, "UtcNow")) << "every action has it";
  EXPECT_TRUE(offers(kAssignments + "/write", kRequest, "Contoso.Own/things:name")) << "unknown";
  EXPECT_TRUE(offers("Microsoft.KeyVault/vaults/read", kResource, kBlobs + ":path"))
      << "nothing is known of the action";
}

TEST(KnownAttributes, WhatIsOfferedDependsOnTheSuboperation) {
  const std::vector<std::string> list = {"blob.list"};
  const std::vector<std::string> tags = {"Blob.Write.WithTagHeaders"};
  EXPECT_TRUE(offers(kBlobs + "/read", kRequest, kBlobs + ":prefix")) << "it may be a list";
  EXPECT_TRUE(offers(kBlobs + "/read", kRequest, kBlobs + ":prefix", list));
  EXPECT_FALSE(offers(kBlobs + "/read", kRequest, kBlobs + ":prefix", {}, list));
  EXPECT_FALSE(offers(kBlobs + "/read", kResource, kBlobs + ":path", list));
  EXPECT_TRUE(offers(kBlobs + "/write", kRequest, kBlobs + "/tags:x", tags));
  EXPECT_FALSE(offers(kBlobs + "/write", kRequest, kBlobs + "/tags:x", {}, tags));
  EXPECT_EQ(embedded_known_attributes().suboperations(
                "microsoft.storage/storageaccounts/blobservices/containers/blobs/write"),
            (std::vector<std::string_view>{"Blob.Write.Tier", "Blob.Write.WithTagHeaders"}));
}

TEST(KnownAttributes, ReportWhatIsWrongInTheFile) {
  const auto codes = [](const std::string& body) {
    FileTable names;
    Diagnostics diagnostics;
    const auto known = parse_known_attributes("attributes 1\ndate 2026-11-23\nsource S\n" + body,
                                              names.add("f"), diagnostics);
    std::vector<std::string> found;
    for (const Diagnostic& diagnostic : diagnostics.all()) {
      found.push_back(diagnostic.code);
    }
    EXPECT_EQ(known.has_value(), found.empty());
    return found;
  };
  using Codes = std::vector<std::string>;
  EXPECT_TRUE(
      codes("attribute a resource string one x:y\nphrase the y\naction z\noffers a\n").empty());
  EXPECT_EQ(codes("attribute a resource text one x:y\n"), Codes{"bad-attribute"});
  EXPECT_EQ(codes("attribute a resource string one x\nattribute a request string one x\n"),
            Codes{"duplicate-statement"});
  EXPECT_EQ(codes("action z\noffers b\n"), Codes{"unknown-attribute"});
  EXPECT_EQ(codes("offers b\nsomething\n"), (Codes{"unknown-statement", "unknown-statement"}));
}

}  // namespace
}  // namespace leastwise
