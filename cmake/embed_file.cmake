# Writes OUTPUT, a C++ source with the bytes of INPUT as one string literal. Every byte is escaped,
# so no content can end the literal or run into the next escape.
file(READ "${INPUT}" hex HEX)
file(SIZE "${INPUT}" size)
string(REPEAT "[0-9a-f]" 64 line)
string(REGEX REPLACE "(${line})" "\\1\"\n    \"" hex "${hex}")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" text "${hex}")
file(WRITE "${OUTPUT}" "// Generated from an embedded file; do not edit.
#include <string_view>

namespace ${NAMESPACE} {
extern const std::string_view kEmbeddedBytes${INDEX};
constinit const std::string_view kEmbeddedBytes${INDEX}(
    \"${text}\",
    ${size});
}  // namespace ${NAMESPACE}
")
