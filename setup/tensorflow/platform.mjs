// Which machines TensorFlow's wheel can run on, judged before anything is downloaded.

/**
 * @param {{ version: string, platforms: Record<string, unknown> }} pin the content of wheel.json
 * @param {{ platform: string, arch: string, glibc?: string }} machine
 * @returns {string | undefined} a sentence where it cannot run
 */
export function platformProblem(pin, machine = thisMachine()) {
  const { platform, arch, glibc } = machine;
  if (!pin.platforms[`${platform}-${arch}`]) {
    return `There is no TensorFlow ${pin.version} library for ${platform} on ${arch}; use Linux on x64 or arm64 for native speed.`;
  }
  if (!glibc)
    return `TensorFlow ${pin.version} needs glibc, which this Linux does not have; use a Debian-like image.`;
  const [major, minor] = glibc.split('.').map(Number);
  if (major < 2 || (major === 2 && minor < 27)) {
    return `TensorFlow ${pin.version} needs glibc 2.27 or newer, this Linux has ${glibc}; use a newer distribution.`;
  }
  return undefined;
}

function thisMachine() {
  const { platform, arch } = process;
  if (platform !== 'linux') return { platform, arch };
  return { platform, arch, glibc: process.report.getReport().header.glibcVersionRuntime };
}
