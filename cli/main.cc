// The entry of the command-line program.
#include <cstdio>

int main() {
  std::puts("leastwise " LEASTWISE_VERSION);
  return 0;
}
