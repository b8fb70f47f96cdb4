// A file mapped into memory, read only, for as long as the object lives.
//
// A program that cuts the file short while it is mapped makes reads of the missing pages end the
// process (SIGBUS), as with every mapped file: snapshots are replaced by renaming, never rewritten.
// Tests: tests/engine/snapshot/mapped_file_test.cc.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "engine/base/result.h"

namespace leastwise {

// Move-only; the bytes stay where they are.
class MappedFile {
 public:
  // Errors: the file cannot be opened, is no regular file, cannot be mapped.
  [[nodiscard]] static Result<MappedFile> open(const std::string& path);

  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();

  // Begins at the beginning of a page. Empty for an empty file.
  [[nodiscard]] std::span<const std::byte> bytes() const {
    return {static_cast<const std::byte*>(address_), size_};
  }

 private:
  MappedFile(void* address, std::size_t size) : address_(address), size_(size) {}

  void* address_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace leastwise
