// Reads the exports of other tools into a TenantBuilder: the only door for foreign JSON.
//
// Every record is recognised by what it holds, never by the name of its file (recognize.h), and is
// read by one file a format (formats.h). A file is a stream of records of which a few are in
// memory, so neither a document nor the text of a large file is ever held. All problems of all
// files are reported in one run; a record with a problem is left out, and the next one is read.
// Large inputs are read by a thread of their own (record_pipe.h); the result is the same.
//
//     Diagnostics diagnostics;
//     TenantBuilder builder(diagnostics);
//     load_path("exports/", builder, diagnostics, {});
//     const std::optional<Tenant> tenant = builder.build();
//
// What the reader reports, by code (severity error unless said otherwise):
//   unreadable-file      cannot be opened or read; a folder without any *.json file
//   empty-file           no JSON value at all
//   not-text             an archive (zip, gzip)
//   invalid-text         not UTF-8, or broken UTF-16
//   invalid-json         the JSON grammar is broken, or the file is cut off
//   too-deep, string-too-long, record-too-large, file-too-large   a limit of base/limits.h
//   duplicate-key        one key twice in an object, or two that differ in case where we read it
//   wrong-type, missing-property, bad-guid, bad-scope, bad-time, bad-value   one value of a record
//   unrecognized-file    no known export (a warning with `skip_unrecognized`)
//   unsupported-file     known, and no use here; the message says what to export instead (likewise)
//   ignored-objects      a warning: AzureHound kinds that say nothing about Azure roles
// Source: SPEC section 9. Tests: tests/engine/ingest/, tests/conformance/exports_test.cc.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "engine/base/diagnostic.h"
#include "engine/tenant/tenant_builder.h"

namespace leastwise {

struct LoadOptions {
  // A file that is no known export is left out with a warning; otherwise it is an error, since
  // whoever named the file expected it to count.
  bool skip_unrecognized = false;
  // Called on the loading thread now and then while a large input is read: how many bytes of how
  // many were read.
  std::function<void(std::uint64_t read, std::uint64_t all)> progress = {};
};

// Reads the bytes of one input and gives its records to `builder`. Accepts UTF-8, UTF-8 with a byte
// order mark, and UTF-16 of either order with one; lines and columns count in the UTF-8 text.
// `name` is how diagnostics call the input.
// Cost: linear; memory for the largest record beyond `bytes` (UTF-16: and its text as UTF-8).
void load_bytes(std::string_view name, std::string_view bytes, TenantBuilder& builder,
                Diagnostics& diagnostics, const LoadOptions& options);

// Reads a file, a folder (every file below it whose name ends in `.json`, in the order of their
// paths; others are ignored), or standard input (`-`).
// Cost: linear; memory for some records. What cannot be read twice (a pipe), is UTF-16, or turns
// out to be broken is held whole while it is read.
void load_path(std::string_view path, TenantBuilder& builder, Diagnostics& diagnostics,
               const LoadOptions& options);

}  // namespace leastwise
