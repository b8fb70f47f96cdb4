#include "engine/snapshot/mapped_file.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace leastwise {
namespace {

std::unexpected<Error> failed(const std::string& path, int error) {
  return fail(fmt::format("cannot read `{}`: {}", path,
                          std::error_code(error, std::generic_category()).message()));
}

// Closed on every way out: a mapping does not need its descriptor.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) {
      ::close(number_);
    }
  }
  [[nodiscard]] int operator*() const { return number_; }

 private:
  int number_;
};

}  // namespace

Result<MappedFile> MappedFile::open(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat status = {};
  if (*file < 0 || ::fstat(*file, &status) != 0) {
    return failed(path, errno);
  }
  if (!S_ISREG(status.st_mode)) {
    return fail(fmt::format("cannot map `{}`: it is no regular file", path));
  }
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size == 0) {
    return MappedFile(nullptr, 0);
  }
  void* const address = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, *file, 0);
  if (address == MAP_FAILED) {
    return failed(path, errno);
  }
  return MappedFile(address, size);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : address_(std::exchange(other.address_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(address_, other.address_);
  std::swap(size_, other.size_);
  return *this;
}

MappedFile::~MappedFile() {
  if (address_ != nullptr) {
    ::munmap(address_, size_);
  }
}

}  // namespace leastwise
