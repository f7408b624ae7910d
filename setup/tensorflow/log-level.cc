// TensorFlow 2.21 prints notices while its libraries load, before it has read TF_CPP_MIN_LOG_LEVEL. This definition of
// abseil's function comes before the library's own in the order of symbols, and knows the level from the beginning.
#include <cstdlib>

extern "C" __attribute__((visibility("default"))) int sonde_min_log_level() __asm__(
    "_ZN4absl12lts_2025081411MinLogLevelEv");

extern "C" int sonde_min_log_level() {
  static const char* const level = std::getenv("TF_CPP_MIN_LOG_LEVEL");
  return level ? std::atoi(level) : 0;
}
