// Preloaded into a measured process (`node -r`): at its end writes the most memory that it ever held, in kilobytes, and the milliseconds of processor time that it
// used, to file descriptor 3.
process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  require('node:fs').writeSync(3, `${maxRSS} ${(userCPUTime + systemCPUTime) / 1000}`);
});
