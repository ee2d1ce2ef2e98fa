#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

int main(int argc, char** argv) {
  doctest::Context context(argc, argv);
  // Under Node every output looks like a terminal.
  context.setOption("no-colors", true);
  return context.run();
}
